import Postgres

extension Accreditation {
    /// Grants a person the right to teach a course, or the courses of a field.
    ///
    /// With a candidacy it is granted for what was passed there, and ends the candidacy. Refuses
    /// with `AccessError.notAllowed`, `NotFound`, `InvalidForm`, and with
    /// `AccreditationError.candidacyIncomplete`, and `.overlapping` beside one for the same.
    package static func grant(
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Accreditation {
        try actor.require(.issueCertificates)
        var form = form
        let candidacy = try form.optionalInteger("candidacy", in: 1...Int.max).map {
            try Candidacy.find(ID($0), by: actor, in: transaction)
        }
        if let candidacy, !form.has("course"), !form.has("field") {
            if let course = candidacy.courseCode { form = form.with("course", course) }
            if let field = candidacy.fieldCode { form = form.with("field", field) }
        }
        let email = form.email("email")
        let subject = AccreditedSubject(&form)
        let draft = AccreditationDraft(&form)
        try form.check()
        let person = try Person.find(email: email, by: actor, in: transaction)
        let (course, field) = try subject.ids(in: transaction)
        do {
            let id = try transaction.value(
                """
                INSERT INTO accreditations (
                    person_id, course_id, field_id, candidacy_id, starts_on, ends_on, basis)
                VALUES (
                    \(person.id), \(course), \(field), \(candidacy?.id), \(draft.startsOn),
                    \(draft.endsOn), \(draft.basis))
                RETURNING id
                """,
                as: ID<Accreditation>.self
            )
            guard let id else { throw NotFound("accreditation", email) }
            return try find(id, by: actor, in: transaction)
        } catch {
            throw (error as? PostgresError).flatMap(AccreditationError.init) ?? error
        }
    }

    /// Renews an accreditation by a new one of the same person and course, linked to it.
    ///
    /// It begins on the day after the old one ends unless the form says otherwise. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `InvalidForm`, and with
    /// `AccreditationError.renewedAlready`, `.endsNoLater`, `.overlapping` beside a third one, and
    /// `.suspended` while it is so.
    package static func renew(
        _ id: ID<Accreditation>,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Accreditation {
        try actor.require(.issueCertificates)
        try lock(id, by: actor, in: transaction)
        let old = try find(id, by: actor, in: transaction)
        guard old.suspendedOn == nil else { throw AccreditationError.suspended }
        guard old.renewedBy == nil else { throw AccreditationError.renewedAlready }
        let next = CalendarDate(dayNumber: old.endsOn.dayNumber + 1)
        var form = form.has("starts_on") ? form : form.with("starts_on", next.description)
        let draft = AccreditationDraft(&form)
        try form.check()
        do {
            let new = try transaction.value(
                """
                INSERT INTO accreditations (
                    person_id, course_id, field_id, starts_on, ends_on, basis, renews_id)
                SELECT person_id, course_id, field_id, \(draft.startsOn), \(draft.endsOn),
                    \(draft.basis), id
                FROM accreditations WHERE id = \(id)
                RETURNING id
                """,
                as: ID<Accreditation>.self
            )
            return try find(new ?? id, by: actor, in: transaction)
        } catch {
            throw (error as? PostgresError).flatMap(AccreditationError.init) ?? error
        }
    }

    /// Suspends an accreditation, or ends its suspension, from today on, or since another day.
    ///
    /// Its certificate stays what it is, and says so. What it gives says on which days to come the
    /// person was to teach by it: nobody is taken off a session. As it is already, it stays.
    /// Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `ReasonMissing`, and with
    /// `AccreditationError.notSuspended` when there is no suspension to end, and `.expired` when
    /// there is nothing left to suspend, and with `InvalidForm` a day in the future or before the
    /// last one.
    package static func suspend(
        _ id: ID<Accreditation>,
        _ isSuspended: Bool,
        on day: CalendarDate? = nil,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Accreditation {
        try act.actor.require(.issueCertificates)
        let reason = try act.requireReason()
        try lock(id, by: act.actor, in: transaction)
        let before = try find(id, by: act.actor, in: transaction)
        if isSuspended, before.suspendedOn != nil { return before }
        if !isSuspended, before.suspendedOn == nil { throw AccreditationError.notSuspended }
        do {
            _ = try transaction.execute(
                """
                INSERT INTO accreditation_suspensions (
                    accreditation_id, is_suspended, reason, effective_on)
                VALUES (
                    \(id), \(isSuspended), \(reason.text), coalesce(\(day), centre_today()))
                """
            )
        } catch {
            let refusal = error as? PostgresError
            if refusal?.constraint == "accreditation_suspensions_days_in_order" {
                throw InvalidForm([
                    FieldProblem("effective_on", "lies in the future, or before the last one")
                ])
            }
            throw refusal.flatMap(AccreditationError.init) ?? error
        }
        return try find(id, by: act.actor, in: transaction)
    }

    /// Locks the person of an accreditation, whom every act on it has in common; refuses with
    /// `NotFound`.
    static func lock(
        _ id: ID<Accreditation>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        _ = try find(id, by: actor, in: transaction)
        _ = try transaction.execute(
            """
            SELECT 1 FROM people
            WHERE id = (SELECT person_id FROM accreditations WHERE id = \(id))
            FOR NO KEY UPDATE
            """
        )
    }
}

/// What is said about the right itself.
private struct AccreditationDraft {
    let startsOn: CalendarDate
    let endsOn: CalendarDate
    let basis: String

    /// Reads the fields; the caller checks them.
    init(_ form: inout Form) {
        startsOn = form.date("starts_on")
        endsOn = form.date("ends_on")
        basis = form.text("basis")
        if form.problems.isEmpty {
            if endsOn <= startsOn { form.refuse("ends_on", "does not lie after starts_on") }
            if basis.unicodeScalars.count < 3 { form.refuse("basis", "has 3 to 300 characters") }
        }
    }
}
