import Postgres

extension Person {
    /// Enters a person; refuses with `AccessError.notAllowed`, `InvalidForm` and `.emailTaken`.
    package static func create(
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Person {
        try actor.require(.manageEnrolments)
        var form = form
        let draft = PersonDraft(&form)
        try form.check()
        guard let id = try PersonDraft.insert([draft], in: transaction)[draft.email] else {
            throw PersonError.emailTaken
        }
        return try find(id, by: actor, in: transaction)
    }

    /// Corrects a person's name or sex, or confirms the spelling that was proposed.
    ///
    /// Fields that are left out stay as they are. The name then counts as confirmed in both
    /// scripts. What was frozen before, on enrolments and certificates, stays. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `InvalidForm`, `VersionChanged`, and with
    /// `ReasonMissing` for a correction without a reason.
    package static func change(
        _ id: ID<Person>,
        _ form: Form,
        ifVersion version: Int?,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Person {
        try act.actor.require(.manageEnrolments)
        let known = try find(id, by: act.actor, in: transaction)
        var form = form.filled(from: known.form)
        let name = form.personName()
        let sex = form.sex()
        try form.check()
        let isCorrection = !name.isSame(as: known.name.confirmed) || sex != known.sex
        if isCorrection { _ = try act.requireReason() }
        let count = try transaction.execute(
            """
            UPDATE people
            SET given_name_cyrl = \(name.givenCyrl), family_name_cyrl = \(name.familyCyrl),
                given_name_latn = \(name.givenLatn), family_name_latn = \(name.familyLatn),
                proposed_script = NULL, sex = \(sex)
            WHERE id = \(id) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        guard count == 1 else { throw VersionChanged() }
        return try find(id, by: act.actor, in: transaction)
    }

    /// Confirms the names of a cohort's people that were proposed in one script, as they stand.
    ///
    /// Returns those whose name it confirmed, in the order of the register of learners. Refuses
    /// with `AccessError.notAllowed` and `NotFound`.
    package static func confirmNames(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Person] {
        try actor.require(.manageEnrolments)
        let cohort = try Cohort.id(of: code, in: transaction)
        let confirmed = try transaction.rows(
            """
            UPDATE people SET proposed_script = NULL
            WHERE proposed_script IS NOT NULL
                AND id IN (SELECT person_id FROM enrolments WHERE cohort_id = \(cohort))
            RETURNING id
            """,
            as: ID<Person>.self
        )
        return try rows(
            """
            WHERE id = ANY(\(confirmed))
            ORDER BY \(Person.order()), id
            """,
            in: transaction
        )
    }

    /// One person by e-mail address; refuses with `NotFound`.
    package static func find(
        email: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Person {
        try actor.require(.readPeople)
        let found = try rows("WHERE email = \(email.lowercased())", in: transaction)
        guard let person = found.first else { throw NotFound("person", email) }
        return person
    }
}

extension PersonName {
    /// The same name with both scripts confirmed.
    var confirmed: PersonName {
        PersonName(
            givenCyrl: givenCyrl,
            familyCyrl: familyCyrl,
            givenLatn: givenLatn,
            familyLatn: familyLatn,
            proposedScript: nil
        )
    }
}

extension Person {
    /// The form that says what is known of the person.
    fileprivate var form: Form {
        var values = [
            "given_name_cyrl": name.givenCyrl, "family_name_cyrl": name.familyCyrl,
            "given_name_latn": name.givenLatn, "family_name_latn": name.familyLatn,
        ]
        values["sex"] = sex?.rawValue
        return Form(values)
    }
}

/// Why a person is not entered.
package enum PersonError: Refusal {
    case emailTaken

    package var kind: RefusalKind { .conflict }
    package var code: String { "email_taken" }
    package var message: String { "somebody with this e-mail address is known already" }
}
