import Credentials
import Postgres

extension Enrolment {
    /// Gives a person a seat in a cohort that takes enrolments.
    ///
    /// Staff enrol anybody and enter new people by the way; everybody else enrols only themselves.
    /// Takes the cohort's row lock, so calls on one cohort queue. Refuses with
    /// `EnrolmentError`, `InvalidForm`, `NotFound` and `AccessError.notAllowed`.
    package static func takeSeat(
        cohort code: String,
        form: Form,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        var form = form
        let directory = try LSG.Directory(in: transaction)
        let facts = EnrolmentFacts(&form, directory: directory)
        let cohort = try Cohort.lock(code, in: transaction)
        let person: ID<Person>
        if actor.may(.manageEnrolments) {
            person = try Person.entered(from: &form, in: transaction)
        } else {
            person = try ownPerson(of: actor, form: &form)
        }
        let state = try transaction.value(
            "SELECT state FROM cohorts WHERE id = \(cohort)",
            as: Cohort.State.self
        )
        guard state?.takesEnrolments == true else { throw EnrolmentError.cohortNotOpen }
        do {
            let codes = codes(1, from: chance)
            try insert([(cohort, person, facts, .confirmed, nil)], codes: codes, in: transaction)
            let found = try rows("WHERE enrolments.code = \(codes[0])", in: transaction)
            guard let enrolment = found.first?.enrolment else { throw NotFound("enrolment", "") }
            return enrolment
        } catch {
            throw (error as? PostgresError).flatMap(EnrolmentError.init) ?? error
        }
    }

    private static func ownPerson(of actor: Actor, form: inout Form) throws -> ID<Person> {
        guard actor.accountID != nil else { throw AccessError.notSignedIn }
        try actor.require(.takeOwnSeat)
        guard let own = actor.personID else { throw EnrolmentError.personUnknown }
        for field in PersonDraft.columns where form.has(field) {
            form.refuse(field, "is for the training centre to say: the seat is your own")
        }
        try form.check()
        return own
    }

    /// Private codes for new enrolments.
    static func codes(_ count: Int, from chance: Chance) -> [String] {
        var chance = chance
        return (0..<count).map { _ in VerificationID.make(using: &chance).compact }
    }

    typealias NewEnrolment = (
        cohort: ID<Cohort>, person: ID<Person>, facts: EnrolmentFacts, status: Status,
        withdrawnOn: CalendarDate?
    )

    /// Enters enrolments in one statement; the seat count and its limit are the database's.
    ///
    /// A sex that is not given is the person's.
    static func insert(
        _ new: [NewEnrolment],
        codes: [String],
        in transaction: borrowing Transaction
    ) throws {
        guard !new.isEmpty else { return }
        _ = try transaction.execute(
            """
            INSERT INTO enrolments (
                cohort_id, person_id, code, status, withdrawn_on, lsg_code, institution, function,
                target_group, employment, participation, sex)
            SELECT new.cohort_id, new.person_id, new.code, new.status, new.withdrawn_on,
                new.lsg_code, new.institution, new.function, new.target_group, new.employment,
                new.participation, coalesce(new.sex, people.sex)
            FROM unnest(
                \(new.map(\.cohort.value)), \(new.map(\.person.value)), \(codes),
                \(new.map(\.status.rawValue)), \(new.map(\.withdrawnOn)),
                \(new.map(\.facts.lsgCode)), \(new.map(\.facts.institution)),
                \(new.map(\.facts.function)), \(new.map(\.facts.targetGroup.rawValue)),
                \(new.map(\.facts.employment.rawValue)), \(new.map(\.facts.participation.rawValue)),
                \(new.map(\.facts.sex?.rawValue))
            ) WITH ORDINALITY AS new (
                cohort_id, person_id, code, status, withdrawn_on, lsg_code, institution, function,
                target_group, employment, participation, sex, position)
            JOIN people ON people.id = new.person_id
            ORDER BY new.position
            """
        )
    }

    /// Gives a seat back, as of a day, today unless given.
    ///
    /// Staff say why and may name an earlier day; everybody else gives back the own seat today.
    /// The code is read however it was typed. Refuses with `NotFound`, `ReasonMissing`,
    /// `InvalidForm`, `EnrolmentError.cohortClosed` and `.cohortCancelled`.
    package static func withdraw(
        _ code: String,
        on date: CalendarDate?,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        let actor = act.actor
        guard case .id(let id) = VerificationID.reading(code),
            let (enrolment, person, cohort) = try transaction.row(
                """
                SELECT enrolments.id, enrolments.person_id, cohorts.code
                FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
                WHERE enrolments.code = \(id)
                """,
                as: (ID<Enrolment>.self, ID<Person>.self, String.self)
            ),
            actor.may(.manageEnrolments) || actor.personID == person
        else { throw NotFound("enrolment", "with this code") }
        if actor.may(.manageEnrolments) {
            _ = try act.requireReason()
        } else if date != nil {
            throw InvalidForm([FieldProblem("on", "is for the training centre to say")])
        }
        _ = try Cohort.lock(cohort, in: transaction)
        do {
            _ = try transaction.execute(
                """
                UPDATE enrolments
                SET status = 'withdrawn', withdrawn_on = coalesce(\(date), centre_today())
                WHERE id = \(enrolment) AND status <> 'withdrawn'
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(EnrolmentError.init) ?? error
        }
        let found = try rows("WHERE enrolments.id = \(enrolment)", in: transaction)
        guard let withdrawn = found.first?.enrolment else { throw NotFound("enrolment", "") }
        return withdrawn
    }
}

extension Person {
    /// The person whom a form names by e-mail address, entered now when nobody has it yet.
    ///
    /// A name may be left out for somebody who is known; another name than the known one is
    /// refused with `EnrolmentError.nameDiffers`, never a silent change.
    static func entered(
        from form: inout Form,
        in transaction: borrowing Transaction
    ) throws -> ID<Person> {
        let email = form.email("email")
        let namesGiven = [
            "name", "given_name_cyrl", "family_name_cyrl", "given_name_latn", "family_name_latn",
        ].contains { form.has($0) }
        if let known = try rows("WHERE email = \(email)", in: transaction).first {
            if namesGiven, !form.personName().isSame(as: known.name) {
                throw EnrolmentError.nameDiffers
            }
            try form.check()
            return known.id
        }
        let draft = PersonDraft(&form)
        try form.check()
        if let id = try PersonDraft.insert([draft], in: transaction)[email] { return id }
        // Entered by somebody else a moment ago.
        return try entered(from: &form, in: transaction)
    }
}
