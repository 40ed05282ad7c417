import Credentials
import Postgres

/// What can be done with an enrolment; `enrolment_moves` says in which state, and what comes of it.
package enum EnrolmentAct: String, CaseIterable, Sendable {
    case endorse, approve, decline, offer, accept, withdraw
    case noShow = "no-show"
    /// Somebody entered as a no-show was there after all.
    case come
}

extension EnrolmentAct {
    /// What an actor can do with the enrolment that has a code or an id, as it stands.
    ///
    /// Refuses with `NotFound`; what is possible may still be refused for other reasons.
    package static func possible(
        with code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [EnrolmentAct] {
        let access = try EnrolmentAccess(code, by: actor, in: transaction)
        let moves = try transaction.rows(
            """
            SELECT DISTINCT enrolment_moves.act
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN enrolment_moves ON enrolment_moves.from_status = enrolments.status
            WHERE enrolments.id = \(access.id) AND NOT cohort_has_ended(cohorts.state)
            """,
            as: String.self
        )
        return allCases.filter { moves.contains($0.rawValue) && access.allows($0) }
    }
}

/// An enrolment that somebody wants to do something with, and who that is to it.
struct EnrolmentAccess {
    let id: ID<Enrolment>
    let cohort: ID<Cohort>
    let isStaff: Bool
    let isOwn: Bool
    /// Whether the actor is the focal point of the organisation behind it.
    let isOfOrganisation: Bool
    let isTrainer: Bool
    /// The organisation behind it.
    let organisation: ID<Organisation>?

    /// Finds an enrolment by its code, however it was typed, or by its id.
    ///
    /// Either gives no right. Refuses with `NotFound` also who has nothing to do with it.
    init(
        _ name: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        guard let condition = EnrolmentAccess.condition(name),
            let row = try transaction.row(
                """
                SELECT enrolments.id,
                    coalesce(
                        enrolments.person_id IN (\(Person.records(of: actor.personID))), false),
                    enrolments.cohort_id,
                    EXISTS (
                        SELECT FROM account_roles
                        WHERE account_roles.account_id = \(actor.accountID)
                            AND account_roles.role = 'focal-point'
                            AND account_roles.organisation_id = enrolments.organisation_id),
                    EXISTS (
                        SELECT FROM cohort_trainers
                        WHERE cohort_trainers.cohort_id = enrolments.cohort_id
                            AND cohort_trainers.person_id IN (
                                \(Person.records(of: actor.personID)))),
                    enrolments.organisation_id
                FROM enrolments
                WHERE \(condition)
                """,
                as: (
                    ID<Enrolment>.self, Bool.self, ID<Cohort>.self, Bool.self, Bool.self,
                    ID<Organisation>?.self
                )
            )
        else { throw EnrolmentAccess.unknown }
        self.id = row.0
        cohort = row.2
        isStaff = actor.may(.manageEnrolments)
        isOwn = !isStaff && row.1
        isOfOrganisation = row.3 && actor.roles.contains(.focalPoint)
        isTrainer = row.4 && actor.roles.contains(.trainer)
        organisation = row.5
        let isReader = actor.may(.readPeople)
        guard isStaff || isReader || isOwn || isOfOrganisation || isTrainer else {
            throw EnrolmentAccess.unknown
        }
    }

    private static func condition(_ name: String) -> SQL? {
        if case .id(let code) = VerificationID.reading(name) {
            return "enrolments.code = \(code)"
        }
        return Int(name).map { "enrolments.id = \($0)" }
    }

    private static var unknown: NotFound { NotFound("enrolment", "with this code or id") }

    /// Refuses with `AccessError.notAllowed` what is somebody else's to do.
    func require(_ act: EnrolmentAct) throws {
        guard allows(act) else { throw AccessError.notAllowed }
    }

    /// Whether it is the actor's to do.
    func allows(_ act: EnrolmentAct) -> Bool {
        switch act {
        case .approve, .offer: isStaff
        case .endorse: isStaff || isOfOrganisation
        case .accept: isStaff || isOwn
        case .decline, .withdraw: isStaff || isOwn || isOfOrganisation
        case .noShow, .come: isStaff || isTrainer
        }
    }
}

extension Enrolment {
    /// Does an act with the enrolment that has a code or an id; twice is once.
    ///
    /// `day` is the day of a withdrawal, for staff to say; `hours` is how long an offer holds, as
    /// the cohort's rules say unless given. Everything but one's own decisions needs a reason
    /// where it takes something away. Refuses with `NotFound`, `AccessError.notAllowed`,
    /// `ReasonMissing`, `InvalidForm` and `EnrolmentError`.
    package static func perform(
        _ doing: EnrolmentAct,
        _ code: String,
        day: CalendarDate? = nil,
        hours: Int? = nil,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        let access = try EnrolmentAccess(code, by: act.actor, in: transaction)
        try access.require(doing)
        if day != nil, !access.isStaff {
            throw InvalidForm([FieldProblem("on", "is for the training centre to say")])
        }
        return try change(
            access.id,
            doing,
            isOwn: access.isOwn,
            day: day,
            hours: hours,
            by: act.actor,
            in: transaction
        )
    }

    /// Gives a seat back, or a wish for one up, as of a day, today unless given.
    ///
    /// Staff and institutions say why, and staff may name an earlier day; everybody else gives up
    /// the own one today. Refuses like `perform`.
    package static func withdraw(
        _ code: String,
        on date: CalendarDate?,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        try perform(.withdraw, code, day: date, by: act, in: transaction)
    }

    /// What the holder of an enrolment's private code does: takes an offered seat, or does not.
    ///
    /// The id will not do. Refuses with `NotFound` and `EnrolmentError`.
    package static func answer(
        _ code: String,
        _ doing: EnrolmentAct,
        by holder: Actor,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        guard case .id(let id) = VerificationID.reading(code),
            let enrolment = try transaction.value(
                "SELECT id FROM enrolments WHERE code = \(id)",
                as: ID<Enrolment>.self
            )
        else { throw NotFound("enrolment", "with this code") }
        precondition([.accept, .decline, .withdraw].contains(doing), "one's own decisions")
        return try change(
            enrolment,
            doing,
            isOwn: true,
            day: nil,
            hours: nil,
            by: holder,
            in: transaction
        )
    }

    /// The enrolment that has a code or an id, for whoever has to do with it.
    ///
    /// Refuses with `NotFound`.
    package static func seen(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        let access = try EnrolmentAccess(code, by: actor, in: transaction)
        return try find(access.id, by: actor, in: transaction)
    }

    private static func change(
        _ enrolment: ID<Enrolment>,
        _ doing: EnrolmentAct,
        isOwn: Bool,
        day: CalendarDate?,
        hours: Int?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        try refusing(lackedBy: { try seat(of: enrolment, in: $0) }, in: transaction) {
            _ = try transaction.value(
                """
                SELECT change_enrolment(
                    \(enrolment), \(doing.rawValue), \(isOwn), \(day), \(hours)::integer)
                """,
                as: String.self
            )
        }
        return try find(enrolment, by: actor, in: transaction)
    }

    static func find(
        _ id: ID<Enrolment>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        let found = try rows("WHERE enrolments.id = \(id)", by: actor, in: transaction)
        guard let enrolment = found.first else { throw NotFound("enrolment", "") }
        return enrolment
    }

    /// Who has an enrolment, and in which cohort.
    static func seat(
        of enrolment: ID<Enrolment>,
        in transaction: borrowing Transaction
    ) throws -> (cohort: ID<Cohort>, person: ID<Person>)? {
        try transaction.row(
            "SELECT cohort_id, person_id FROM enrolments WHERE id = \(enrolment)",
            as: (ID<Cohort>.self, ID<Person>.self)
        ).map { (cohort: $0.0, person: $0.1) }
    }

    /// Runs a statement, makes refusals of the constraints that it meets, and names what somebody
    /// lacks of what a cohort's course asks for.
    ///
    /// A refusal leaves the transaction as it was before.
    static func refusing<Value>(
        lackedBy seat: (borrowing Transaction) throws -> (cohort: ID<Cohort>, person: ID<Person>)?,
        in transaction: borrowing Transaction,
        _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try refusing { try transaction.savepoint(body) }
        } catch {
            guard case .prerequisitesMissing? = error as? EnrolmentError,
                let (cohort, person) = try seat(transaction),
                let named = try PrerequisitesMissing.of(
                    [
                        SeatRequest(
                            cohort: cohort,
                            person: person,
                            organisation: nil,
                            asker: .staff
                        )
                    ],
                    in: transaction
                ).first
            else { throw error }
            throw named
        }
    }

    /// Runs a statement, and makes refusals of the constraints that it meets.
    static func refusing<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            guard let error = error as? PostgresError else { throw error }
            if error.constraint == "enrolment_events_has_reason"
                || error.constraint == "enrolment_changes_has_reason"
            {
                throw ReasonMissing()
            }
            if let refusal = EnrolmentError(error) { throw refusal }
            throw PersonalNumber.refusal(error) ?? error
        }
    }
}
