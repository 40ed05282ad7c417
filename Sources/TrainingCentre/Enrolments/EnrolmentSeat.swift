import Credentials
import Postgres

extension Enrolment {
    /// Asks for a seat in a cohort: a seat, a place in the waiting list, or an application
    /// that somebody has to agree to, as the cohort's rules say.
    ///
    /// Staff enrol anybody and enter new people by the way; everybody else asks only for
    /// themselves. Where somebody has to agree, the person lacks what the course asks for, or the
    /// cohort takes nobody at present, staff go past it with the reason of the transaction's act,
    /// and the event says so. Where nothing is said of the desk it is that of the person's newest
    /// enrolment. Somebody `ofList` asks without it, and applies where somebody has to
    /// agree. Locks the cohort, so calls on one cohort queue. Refuses with `EnrolmentError`,
    /// `PrerequisitesMissing`, `InvalidForm`, `NotFound` and `AccessError.notAllowed`.
    package static func takeSeat(
        cohort code: String,
        form: Form,
        ofList: Bool = false,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        var form = form
        let directory = try LSG.Directory(in: transaction)
        let said = EnrolmentFacts(&form, directory: directory)
        let organisation = form.optionalCode("organisation")
        let cohort = try Cohort.lock(code, in: transaction)
        let isStaff = actor.may(.manageEnrolments)
        let person =
            isStaff
            ? try Person.entered(from: &form, in: transaction)
            : try ownPerson(of: actor, form: &form)
        let request = SeatRequest(
            cohort: cohort,
            person: person,
            organisation: try organisation.map { try Organisation.id(of: $0, in: transaction) },
            asker: !isStaff ? .person : ofList ? .list : .staff
        )
        return try enter(
            request,
            said.filled(from: form, knownOf: person, in: transaction),
            chance: chance,
            by: actor,
            in: transaction
        )
    }

    /// An institution proposes somebody, whom it may enter by the way.
    ///
    /// A focal point proposes for the own organisation, staff for any that the form names.
    /// Refuses like `takeSeat`, and with `AccessError.notAllowed` for another organisation.
    package static func nominate(
        cohort code: String,
        form: Form,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        var form = form
        let named = form.optionalCode("organisation")
        _ = try Cohort.id(of: code, in: transaction)
        let organisation = try Organisation.represented(named, by: actor, in: transaction)
        let directory = try LSG.Directory(in: transaction)
        let facts = EnrolmentFacts(&form, directory: directory)
        let cohort = try Cohort.lock(code, in: transaction)
        let person = try Person.nominated(
            from: &form,
            for: organisation.id,
            by: actor,
            in: transaction
        )
        return try enter(
            SeatRequest(
                cohort: cohort,
                person: person,
                organisation: organisation.id,
                asker: .organisation
            ),
            facts,
            chance: chance,
            by: actor,
            in: transaction
        )
    }

    private static func enter(
        _ request: SeatRequest,
        _ facts: EnrolmentFacts,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        let decision = try SeatRequest.decide([request], in: transaction)
        guard let person = request.person,
            case .status(let status, let goesPast)? = decision.first
        else {
            guard case .refused(let refusal)? = decision.first else { throw NotFound("person", "") }
            throw refusal
        }
        let codes = codes(1, from: chance)
        let new = NewEnrolment(
            cohort: request.cohort,
            person: person,
            organisation: request.organisation,
            facts: facts,
            status: status,
            withdrawnOn: nil
        )
        do {
            try PassedRule.going(past: goesPast, in: transaction) {
                try insert([new], codes: codes, in: transaction)
            }
            let found = try rows(
                "WHERE enrolments.code = \(codes[0])",
                by: actor,
                in: transaction
            )
            guard let enrolment = found.first else { throw NotFound("enrolment", "") }
            return enrolment
        } catch {
            let refused = error as? PostgresError
            throw refused.flatMap(EnrolmentError.init) ?? refused.flatMap(PersonalNumber.refusal)
                ?? error
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

    /// An enrolment to be entered, in the state that `SeatRequest.decide` gave.
    typealias NewEnrolment = (
        cohort: ID<Cohort>, person: ID<Person>, organisation: ID<Organisation>?,
        facts: EnrolmentFacts, status: Status, withdrawnOn: CalendarDate?
    )

    /// Enters enrolments in one statement; the seat count and its limit are the database's.
    ///
    /// A sex that is not given is the person's; the database fills in the municipality and the
    /// institution of who comes in for an organisation and says neither.
    static func insert(
        _ new: [NewEnrolment],
        codes: [String],
        in transaction: borrowing Transaction
    ) throws {
        guard !new.isEmpty else { return }
        _ = try transaction.execute(
            """
            INSERT INTO enrolments (
                cohort_id, person_id, organisation_id, code, status, withdrawn_on, lsg_code,
                institution, function, target_group, employment, participation, sex)
            SELECT new.cohort_id, new.person_id, new.organisation_id, new.code, new.status,
                new.withdrawn_on,
                new.lsg_code, new.institution, new.function, new.target_group, new.employment,
                new.participation, coalesce(new.sex, people.sex)
            FROM unnest(
                \(new.map(\.cohort.value)), \(new.map(\.person.value)),
                \(new.map(\.organisation?.value)), \(codes),
                \(new.map(\.status.rawValue)), \(new.map(\.withdrawnOn)),
                \(new.map(\.facts.lsgCode)), \(new.map(\.facts.institution)),
                \(new.map(\.facts.function)), \(new.map(\.facts.targetGroup.rawValue)),
                \(new.map(\.facts.employment.rawValue)), \(new.map(\.facts.participation.rawValue)),
                \(new.map(\.facts.sex?.rawValue))
            ) WITH ORDINALITY AS new (
                cohort_id, person_id, organisation_id, code, status, withdrawn_on, lsg_code,
                institution, function, target_group, employment, participation, sex, position)
            JOIN people ON people.id = new.person_id
            ORDER BY new.position
            """
        )
    }
}

extension Person {
    /// The person whom a form names by e-mail address, entered now when nobody has it yet.
    ///
    /// Of somebody who is known the name may be left out. Another name than the known one is
    /// refused with `EnrolmentError.nameDiffers`, never a silent change: so this is for who may
    /// read people, and everybody else goes by `nominated`.
    static func entered(
        from form: inout Form,
        in transaction: borrowing Transaction
    ) throws -> ID<Person> {
        let email = form.email("email")
        let namesGiven = [
            "name", "given_name_cyrl", "family_name_cyrl", "given_name_latn", "family_name_latn",
        ].contains { form.has($0) }
        if let known = try rows("WHERE email = \(email)", in: transaction).first {
            if namesGiven {
                let name = form.personName()
                try form.check()
                guard known.name.isMeant(by: name) else { throw EnrolmentError.nameDiffers }
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
