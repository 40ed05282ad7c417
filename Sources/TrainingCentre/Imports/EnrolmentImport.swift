import Postgres

/// Imports enrolments, with their people, in a few statements for any number of rows.
struct EnrolmentImport {
    static let columns =
        ["cohort_code"] + PersonDraft.columns + [
            "lsg_code", "institution", "function", "target_group", "employment", "participation",
            "status", "withdrawn_on",
        ]

    private struct Draft {
        let cohort: String
        let person: PersonDraft
        let facts: EnrolmentFacts
        let status: Enrolment.Status
        let withdrawnOn: CalendarDate?
        /// The facts with a default about which the row says something.
        let saidFacts: Set<String>

        /// The facts of the row, with what it does not say as it stands.
        func facts(keeping known: EnrolmentFacts) -> EnrolmentFacts {
            EnrolmentFacts(
                lsgCode: facts.lsgCode ?? known.lsgCode,
                institution: facts.institution.isEmpty ? known.institution : facts.institution,
                function: facts.function.isEmpty ? known.function : facts.function,
                targetGroup: saidFacts.contains("target_group")
                    ? facts.targetGroup : known.targetGroup,
                employment: saidFacts.contains("employment") ? facts.employment : known.employment,
                participation: saidFacts.contains("participation")
                    ? facts.participation : known.participation,
                sex: facts.sex ?? known.sex
            )
        }

        /// The day of a withdrawal; before the first day unless the row says another.
        func dayOfWithdrawal(from target: Target) -> CalendarDate? {
            status == .withdrawn ? withdrawnOn ?? target.startsOn : nil
        }
    }

    /// A cohort of the import, locked.
    private struct Target {
        let id: ID<Cohort>
        let state: Cohort.State
        let startsOn: CalendarDate
        /// The addresses of those who teach it, and so are not enrolled.
        let trainers: Set<String>
    }

    private struct Seat: Hashable {
        let cohort: String
        let email: String
    }

    private struct Place: Hashable {
        let cohort: ID<Cohort>
        let person: ID<Person>
    }

    private typealias Known = (
        id: ID<Enrolment>?, facts: EnrolmentFacts, status: Enrolment.Status,
        withdrawnOn: CalendarDate?
    )

    private let run: ImportRun
    private let lsgs: LSG.Directory
    /// The other addresses of those who are known under several.
    private let doubles: [String: [String]]

    init(_ run: ImportRun, in transaction: borrowing Transaction) throws {
        try run.act.actor.require(.manageEnrolments)
        self.run = run
        lsgs = try LSG.Directory(in: transaction)
        doubles = try Person.otherRecords(in: transaction)
    }

    func perform(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        var outcomes = [RowOutcome](repeating: .unchanged, count: run.rows.count)
        let drafts = try run.read(&outcomes, draft)
        let targets = try lockTargets(drafts.compactMap { $0?.cohort }, in: transaction)
        var people = try PeopleDirectory(drafts.compactMap { $0?.person }, in: transaction)
        var known = try knownEnrolments(in: targets, transaction)
        var new: [(draft: Draft, row: Int)] = []
        for (index, draft) in drafts.enumerated() {
            guard let draft else { continue }
            do {
                outcomes[index] = try compare(
                    draft,
                    targets,
                    &people,
                    &known,
                    in: transaction
                )
                if case .created = outcomes[index] { new.append((draft, index)) }
            } catch {
                outcomes[index] = try RowOutcome(rejecting: error)
            }
        }
        var entered: [(draft: Draft, status: Enrolment.Status)] = []
        let decisions = try decide(new.map(\.draft), targets, people, transaction)
        for (row, decision) in zip(new, decisions) {
            switch decision {
            case .status(let status): entered.append((row.draft, status))
            case .refused(let refusal): outcomes[row.row] = try RowOutcome(rejecting: refusal)
            }
        }
        // Nobody is entered for the sake of a row that was refused.
        people.keep(only: Set(entered.map(\.draft.person.email)))
        try people.save(in: transaction)
        try enter(entered, targets, people, in: transaction)
        try warn(of: new, targets, people, &outcomes, in: transaction)
        run.progress(run.rows.count)
        return outcomes
    }

    private func draft(_ form: inout Form) throws -> Draft {
        let cohort = form.code("cohort_code")
        let person = PersonDraft(&form)
        let facts = EnrolmentFacts(&form, directory: lsgs)
        let status = form.choice("status", otherwise: Enrolment.Status.confirmed) ?? .confirmed
        let withdrawnOn = form.optionalDate("withdrawn_on")
        if withdrawnOn != nil, status != .withdrawn {
            form.refuse("withdrawn_on", "is filled in, but the status is \(status.rawValue)")
        }
        return Draft(
            cohort: cohort,
            person: person,
            facts: facts,
            status: status,
            withdrawnOn: withdrawnOn,
            saidFacts: Set(
                ["target_group", "employment", "participation"].filter { form.has($0) }
            )
        )
    }

    /// What becomes of new enrolments, as of everybody who asks for a seat.
    ///
    /// A withdrawal of the past asks for none.
    private func decide(
        _ drafts: [Draft],
        _ targets: [String: Target],
        _ people: PeopleDirectory,
        _ transaction: borrowing Transaction
    ) throws -> [SeatRequest.Decision] {
        let requests = drafts.compactMap { draft -> SeatRequest? in
            guard draft.status != .withdrawn, let target = targets[draft.cohort] else { return nil }
            return SeatRequest(
                cohort: target.id,
                person: people.id(of: draft.person.email),
                organisation: nil
            )
        }
        guard !requests.isEmpty else { return drafts.map { .status($0.status) } }
        var decisions = try SeatRequest.decide(
            requests,
            askedBy: .staff,
            needsOpen: false,
            in: transaction
        ).makeIterator()
        return drafts.map { draft in
            draft.status == .withdrawn ? .status(.withdrawn) : decisions.next() ?? .status(.waiting)
        }
    }

    /// Says of whoever was entered where they have or ask for another seat at the same time.
    private func warn(
        of new: [(draft: Draft, row: Int)],
        _ targets: [String: Target],
        _ people: PeopleDirectory,
        _ outcomes: inout [RowOutcome],
        in transaction: borrowing Transaction
    ) throws {
        guard !new.isEmpty else { return }
        let pairs = try CohortClash.pairs(
            people: new.compactMap { people.id(of: $0.draft.person.email) },
            cohorts: targets.values.map(\.id),
            in: transaction
        )
        var others: [Place: [String]] = [:]
        for pair in pairs {
            for person in pair.people {
                others[Place(cohort: pair.cohort, person: person), default: []].append(pair.other)
            }
        }
        for (draft, row) in new {
            guard case .created = outcomes[row], let target = targets[draft.cohort],
                let person = people.id(of: draft.person.email),
                let found = others[Place(cohort: target.id, person: person)]
            else { continue }
            let codes = found.joined(separator: ", ")
            outcomes[row] = .warned(
                .created,
                FieldProblem(
                    "email",
                    "has or asks for a seat at the same time in \(codes): ask which it shall be"
                ),
                code: "person_clashes"
            )
        }
    }

    /// Locks the cohorts in one order, so that two imports wait for each other and do not deadlock.
    private func lockTargets(
        _ codes: [String],
        in transaction: borrowing Transaction
    ) throws -> [String: Target] {
        let codes = Array(Set(codes))
        _ = try transaction.rows(
            "SELECT id FROM cohorts WHERE code = ANY(\(codes)) ORDER BY id FOR UPDATE",
            as: ID<Cohort>.self
        )
        let rows = try transaction.rows(
            """
            SELECT code, id, state, least(starts_on, centre_today()),
                ARRAY(
                    SELECT people.email
                    FROM cohort_trainers JOIN people ON people.id = cohort_trainers.person_id
                    WHERE cohort_trainers.cohort_id = cohorts.id)
            FROM cohorts WHERE code = ANY(\(codes))
            """,
            as: (
                String.self, ID<Cohort>.self, Cohort.State.self, CalendarDate.self,
                [String].self
            )
        )
        return Dictionary(
            uniqueKeysWithValues: rows.map { code, id, state, startsOn, trainers in
                let target = Target(
                    id: id,
                    state: state,
                    startsOn: startsOn,
                    trainers: Set(trainers)
                )
                return (code, target)
            }
        )
    }

    private func knownEnrolments(
        in targets: [String: Target],
        _ transaction: borrowing Transaction
    ) throws -> [Seat: Known] {
        let ids = targets.values.map(\.id)
        var known: [Seat: Known] = [:]
        // A live enrolment comes after those that ended and takes their place here.
        for enrolment in try Enrolment.rows(
            """
            WHERE enrolments.cohort_id = ANY(\(ids))
            ORDER BY is_live_enrolment(enrolments.status), enrolments.id
            """,
            by: run.act.actor,
            in: transaction
        ) {
            known[Seat(cohort: enrolment.cohortCode, email: enrolment.email)] =
                (enrolment.id, enrolment.facts, enrolment.status, enrolment.withdrawnOn)
        }
        return known
    }

    /// What becomes of one row, given everything that stands before it; whether there is a seat
    /// for somebody new is decided afterwards.
    private func compare(
        _ draft: Draft,
        _ targets: [String: Target],
        _ people: inout PeopleDirectory,
        _ known: inout [Seat: Known],
        in transaction: borrowing Transaction
    ) throws -> RowOutcome {
        guard let target = targets[draft.cohort] else {
            throw InvalidForm([FieldProblem("cohort_code", "there is no cohort \(draft.cohort)")])
        }
        let seat = Seat(cohort: draft.cohort, email: draft.person.email)
        if let enrolment = known[seat] {
            _ = try people.enter(draft.person)
            let facts = draft.facts(keeping: enrolment.facts)
            // Who asks, waits or has a seat already stays so; a row says no more than that.
            let status =
                draft.status == .confirmed && enrolment.status.isLive
                ? enrolment.status : draft.status
            let sameDay = draft.withdrawnOn == nil || draft.withdrawnOn == enrolment.withdrawnOn
            if enrolment.facts == facts, enrolment.status == status, sameDay {
                return .unchanged
            }
            try checkChangeable(target)
            if enrolment.status.isLive || enrolment.status == status {
                guard let id = enrolment.id else {
                    throw InvalidForm([
                        FieldProblem("email", "stands twice in the file with different facts")
                    ])
                }
                let withdrawnOn =
                    status == .withdrawn
                    ? draft.withdrawnOn ?? enrolment.withdrawnOn ?? target.startsOn : nil
                try change(id, to: facts, status, withdrawnOn, in: transaction)
                known[seat] = (id, facts, status, withdrawnOn)
                return .updated
            }
            // Ended before, asked for now: a new enrolment beside the old one.
        }
        try checkChangeable(target)
        guard [.confirmed, .withdrawn].contains(draft.status) else {
            throw InvalidForm([
                FieldProblem("status", "is for the centre to give: write confirmed or withdrawn")
            ])
        }
        if draft.status == .confirmed {
            guard !target.trainers.contains(draft.person.email) else {
                throw EnrolmentError.teachesCohort
            }
            let others = doubles[draft.person.email, default: []].map {
                Seat(cohort: draft.cohort, email: $0)
            }
            guard !others.contains(where: { known[$0]?.status.isLive == true }) else {
                throw EnrolmentError.alreadyEnrolled
            }
        }
        _ = try people.enter(draft.person)
        known[seat] = (nil, draft.facts, draft.status, draft.dayOfWithdrawal(from: target))
        return .created
    }

    private func checkChangeable(_ target: Target) throws {
        switch target.state {
        case .closed: throw EnrolmentError.cohortClosed
        case .cancelled: throw EnrolmentError.cohortCancelled
        case .draft, .published, .confirmed, .running: break
        }
    }

    private func change(
        _ id: ID<Enrolment>,
        to facts: EnrolmentFacts,
        _ status: Enrolment.Status,
        _ withdrawnOn: CalendarDate?,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            UPDATE enrolments
            SET lsg_code = \(facts.lsgCode), institution = \(facts.institution),
                function = \(facts.function), target_group = \(facts.targetGroup),
                employment = \(facts.employment), participation = \(facts.participation),
                sex = \(facts.sex), status = \(status), withdrawn_on = \(withdrawnOn),
                offer_ends_at = CASE WHEN \(status.rawValue) = 'offered' THEN offer_ends_at END
            WHERE id = \(id)
            """
        )
    }

    private func enter(
        _ drafts: [(draft: Draft, status: Enrolment.Status)],
        _ targets: [String: Target],
        _ people: PeopleDirectory,
        in transaction: borrowing Transaction
    ) throws {
        let new: [Enrolment.NewEnrolment] = drafts.compactMap { draft, status in
            guard let target = targets[draft.cohort], let person = people.id(of: draft.person.email)
            else { return nil }
            return (
                target.id, person, nil, draft.facts, status, draft.dayOfWithdrawal(from: target)
            )
        }
        precondition(new.count == drafts.count, "every new enrolment has its cohort and person")
        // Few statements, and none so long that the server takes it for a runaway.
        for start in stride(from: 0, to: new.count, by: ImportRun.rowsAtOnce) {
            let some = Array(new[start...].prefix(ImportRun.rowsAtOnce))
            try Enrolment.insert(
                some,
                codes: Enrolment.codes(some.count, from: run.chance),
                in: transaction
            )
        }
    }
}
