import Postgres

extension Interest {
    /// Enters that somebody wants a course; who wants it already stays in the list once.
    ///
    /// Staff enter a known person (`email`) or an organisation (`organisation`, `people_count`),
    /// whose number follows the newest entry; everybody else says it of themselves. Refuses with
    /// `AccessError`, `NotFound`, `InvalidForm` and `EnrolmentError.personUnknown`.
    package static func express(
        course code: String,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Interest {
        var form = form
        let course = try Course.find(code, in: transaction).draft.code
        let note = form.optionalText("note", lengthMax: 500)
        let organisation = form.optionalCode("organisation")
        let count = form.optionalInteger("people_count", in: 1...10_000)
        if organisation == nil, count != nil, count != 1 {
            form.refuse("people_count", "is for an organisation")
        }
        if organisation != nil, form.has("email") {
            form.refuse("email", "is filled in, and so is organisation: name one of the two")
        }
        let person =
            organisation == nil ? try interested(&form, by: actor, in: transaction) : nil
        try form.check()
        if let organisation {
            try actor.require(.manageEnrolments)
            _ = try Organisation.id(of: organisation, in: transaction)
        }
        let id = try transaction.value(
            """
            INSERT INTO interests (course_id, person_id, organisation_id, people_count, note)
            SELECT courses.id, \(person)::bigint,
                (SELECT id FROM organisations WHERE code = \(organisation)), \(count ?? 1), \(note)
            FROM courses WHERE courses.code = \(course)
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            as: ID<Interest>.self
        )
        if let id { return try find(id, in: transaction) }
        let known = try rows(
            """
            WHERE courses.code = \(course) AND interests.cohort_id IS NULL
                AND withdrawn_on IS NULL
                AND (interests.person_id = \(person) OR organisations.code = \(organisation))
            """,
            in: transaction
        )
        guard let known = known.first else { throw NotFound("interest", "") }
        _ = try transaction.execute(
            """
            UPDATE interests
            SET people_count = coalesce(\(count), people_count), note = coalesce(\(note), note)
            WHERE id = \(known.id)
                AND (people_count, note) IS DISTINCT FROM
                    (coalesce(\(count), people_count), coalesce(\(note), note))
            """
        )
        return try find(known.id, in: transaction)
    }

    private static func interested(
        _ form: inout Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ID<Person> {
        if actor.may(.manageEnrolments) {
            let email = form.email("email")
            try form.check()
            return try Person.find(email: email, by: actor, in: transaction).id
        }
        guard actor.accountID != nil else { throw AccessError.notSignedIn }
        try actor.require(.takeOwnSeat)
        guard let own = actor.personID else { throw EnrolmentError.personUnknown }
        if form.has("email") {
            form.refuse("email", "is for the training centre to say: the interest is your own")
        }
        return own
    }

    /// Takes an interest back; one that is taken up or withdrawn stays as it is.
    ///
    /// Staff say why; everybody else takes back their own. Refuses with `NotFound` and
    /// `ReasonMissing`.
    package static func withdraw(
        _ id: ID<Interest>,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Interest {
        let owner = try transaction.row(
            """
            SELECT id, person_id IN (\(Person.records(of: act.actor.personID))) IS TRUE
            FROM interests WHERE id = \(id) FOR UPDATE
            """,
            as: (ID<Interest>.self, Bool.self)
        )
        let isStaff = act.actor.may(.manageEnrolments)
        let isOwn = owner?.1 == true
        guard owner != nil, isStaff || isOwn else {
            throw NotFound("interest", String(id.value))
        }
        if isStaff { _ = try act.requireReason() }
        _ = try transaction.execute(
            """
            UPDATE interests SET withdrawn_on = centre_today()
            WHERE id = \(id) AND cohort_id IS NULL AND withdrawn_on IS NULL
            """
        )
        return try find(id, in: transaction)
    }
}
