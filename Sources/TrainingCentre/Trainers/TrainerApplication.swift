import Postgres

extension TrainerProfile {
    /// Enters an application or a nomination; it is received, and nothing is decided by that.
    ///
    /// Staff enter anybody, a focal point somebody whom the own organisation nominates; a person
    /// who is not known yet is entered by the way. A focal point is answered with the address that
    /// it gave, whoever else has it. Refuses with `AccessError.notAllowed`,
    /// `InvalidForm`, `NotFound`, `EnrolmentError.nameDiffers`, and `TrainerError.inRegister`.
    package static func enter(
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        var form = form
        guard actor.may(.manageEnrolments) else {
            // Before anything else is said: what may be nominated is the own organisation's.
            guard let own = try actor.focalOrganisation(in: transaction) else {
                throw AccessError.notAllowed
            }
            if !form.has("nominated_by") { form = form.with("nominated_by", own) }
            guard form.optionalCode("nominated_by") == own else { throw AccessError.notAllowed }
            let draft = TrainerDraft(&form)
            let nominee = try Person.nominated(
                from: &form,
                for: Organisation.id(of: own, in: transaction),
                by: actor,
                in: transaction
            )
            return try enter(draft, of: nominee, by: actor, in: transaction)
        }
        let draft = TrainerDraft(&form)
        let person = try Person.entered(from: &form, in: transaction)
        return try enter(draft, of: person, by: actor, in: transaction)
    }

    /// The actor's own application; refuses with `NotFound` an account without a person, with
    /// `InvalidForm`, and with `TrainerError.inRegister`.
    package static func apply(
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        guard let person = actor.personID else { throw NotFound("person", "of this account") }
        var form = form
        let draft = TrainerDraft(&form)
        try form.check()
        return try enter(draft, of: person, by: actor, in: transaction)
    }

    private static func enter(
        _ draft: TrainerDraft,
        of person: ID<Person>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        do {
            let id = try draft.insert(of: person, in: transaction)
            let entered = try rows("WHERE trainers.id = \(id)", seenBy: actor, in: transaction)
            guard let profile = entered.first else { throw NotFound("trainer", String(id.value)) }
            return profile
        } catch {
            throw (error as? PostgresError).flatMap(TrainerError.init) ?? error
        }
    }

    /// Changes what is said about a trainer; fields that the form does not have stay.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `VersionChanged` and `InvalidForm`.
    package static func change(
        _ id: ID<TrainerProfile>,
        _ form: Form,
        ifVersion version: Int?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        try actor.require(.manageEnrolments)
        let known = try find(id, in: transaction).draft
        var form = form.filled(from: known.form)
        let draft = TrainerDraft(&form)
        try form.check()
        guard try draft.update(id, ifVersion: version, in: transaction) else {
            throw VersionChanged()
        }
        return try find(id, in: transaction)
    }

    /// Chooses whether the person stands in the public list; as it is already, it stays.
    ///
    /// Everybody chooses for themselves; staff enter what somebody told them, with a reason that
    /// says how. Refuses with `AccessError.notAllowed`, `NotFound` and `ReasonMissing`.
    package static func list(
        _ id: ID<TrainerProfile>,
        publicly isListed: Bool,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        let isOwn = try transaction.value(
            """
            SELECT person_id IN (\(Person.records(of: act.actor.personID))) IS TRUE
            FROM trainers WHERE id = \(id)
            """,
            as: Bool.self
        )
        if isOwn != true {
            try act.actor.require(.manageEnrolments)
            _ = try find(id, in: transaction)
            _ = try act.requireReason()
        }
        _ = try transaction.execute(
            """
            UPDATE trainers SET is_listed = \(isListed)
            WHERE id = \(id) AND is_listed <> \(isListed)
            """
        )
        return try find(id, in: transaction)
    }
}

extension Actor {
    /// The code of the organisation that the actor is the focal point of; nil for none.
    func focalOrganisation(in transaction: borrowing Transaction) throws -> String? {
        guard roles.contains(.focalPoint), let accountID else { return nil }
        return try transaction.value(
            """
            SELECT organisations.code
            FROM account_roles
            JOIN organisations ON organisations.id = account_roles.organisation_id
            WHERE account_roles.account_id = \(accountID) AND account_roles.role = 'focal-point'
            """,
            as: String.self
        )
    }
}
