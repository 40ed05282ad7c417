import Postgres

extension EnrolmentImport {
    /// A new enrolment, its row, and the state to which it shall come.
    struct Entry {
        let draft: Draft
        let row: Int
        let status: Enrolment.Status

        init(_ draft: Draft, _ row: Int, _ status: Enrolment.Status) {
            self.draft = draft
            self.row = row
            self.status = status
        }

        /// The state in which it begins, from which a step of `enrolment_moves` leads to its own.
        var begins: Enrolment.Status {
            switch status {
            case .applied, .declined, .lapsed: .applied
            case .endorsed: .endorsed
            case .waiting, .offered: .waiting
            case .confirmed, .noShow: .confirmed
            case .withdrawn: draft.heldSeat ? .withdrawn : .applied
            }
        }
    }

    /// What becomes of new enrolments: who has, had or was offered a seat asks for it as everybody
    /// does, and who only wishes for one or gave up has it as the row says.
    func decide(
        _ drafts: [Draft],
        _ targets: [String: Target],
        _ people: PeopleDirectory,
        _ transaction: borrowing Transaction
    ) throws -> [SeatRequest.Decision] {
        let asking = drafts.filter { [.confirmed, .offered].contains($0.status) }
        let requests = asking.compactMap { request($0, targets, people) }
        precondition(requests.count == asking.count, "every new enrolment has its cohort")
        let decisions =
            try requests.isEmpty
            ? []
            : SeatRequest.decide(requests, askedBy: .staff, needsOpen: false, in: transaction)
        var decided = decisions.makeIterator()
        return try drafts.map { draft in
            switch draft.status {
            case .confirmed: return decided.next() ?? .status(.waiting)
            case .offered:
                let decision = decided.next() ?? .status(.waiting)
                guard case .status(.confirmed) = decision else { return decision }
                return .status(.offered)
            case .noShow: return try decideNoShow(draft, targets, people, transaction)
            case .applied, .endorsed, .waiting, .declined, .lapsed, .withdrawn:
                return .status(draft.status)
            }
        }
    }

    /// Who did not come had a seat and gave it back: one that is free for a moment is enough.
    private func decideNoShow(
        _ draft: Draft,
        _ targets: [String: Target],
        _ people: PeopleDirectory,
        _ transaction: borrowing Transaction
    ) throws -> SeatRequest.Decision {
        let decisions = try SeatRequest.decide(
            [request(draft, targets, people)].compactMap(\.self),
            askedBy: .staff,
            needsOpen: false,
            in: transaction
        )
        switch decisions.first {
        case .status(.confirmed)?: return .status(.noShow)
        case .refused(let refusal)?: return .refused(refusal)
        case .status?, nil: return .refused(.cohortFull)
        }
    }

    private func request(
        _ draft: Draft,
        _ targets: [String: Target],
        _ people: PeopleDirectory
    ) -> SeatRequest? {
        targets[draft.cohort].map {
            SeatRequest(
                cohort: $0.id,
                person: people.id(of: draft.person.email),
                organisation: draft.organisation.flatMap { organisations[$0] }
            )
        }
    }

    /// Enters new enrolments, whatever their states, in an order in which the seats suffice: what
    /// is over, who did not come one after another, seats, held seats, and the waiting list as it
    /// stood.
    func enter(
        _ entries: [Entry],
        _ targets: [String: Target],
        _ people: PeopleDirectory,
        in transaction: borrowing Transaction
    ) throws {
        let noShows = entries.filter { $0.status == .noShow }
        let wishes = entries.filter { [.applied, .endorsed, .waiting].contains($0.status) }
            .sorted {
                ($0.draft.queuePlace ?? Int.max, $0.row) < ($1.draft.queuePlace ?? Int.max, $1.row)
            }
        let stages =
            [entries.filter { !$0.status.isLive }] + noShows.map { [$0] } + [
                entries.filter { $0.status == .confirmed },
                entries.filter { $0.status == .offered }, wishes,
            ]
        for stage in stages {
            // Few statements, and none so long that the server takes it for a runaway.
            for start in stride(from: 0, to: stage.count, by: ImportRun.rowsAtOnce) {
                let some = Array(stage[start...].prefix(ImportRun.rowsAtOnce))
                try begin(some, targets, people, in: transaction)
                let ongoing = some.filter { $0.begins != $0.status }
                try advance(ongoing, targets, people, in: transaction)
            }
        }
    }

    private func begin(
        _ entries: [Entry],
        _ targets: [String: Target],
        _ people: PeopleDirectory,
        in transaction: borrowing Transaction
    ) throws {
        let new: [Enrolment.NewEnrolment] = entries.compactMap { entry in
            let draft = entry.draft
            guard let target = targets[draft.cohort], let person = people.id(of: draft.person.email)
            else { return nil }
            return (
                target.id, person, draft.organisation.flatMap { organisations[$0] }, draft.facts,
                entry.begins, entry.begins == .withdrawn ? draft.dayOfWithdrawal(from: target) : nil
            )
        }
        precondition(new.count == entries.count, "every new enrolment has its cohort and person")
        try Enrolment.insert(
            new,
            codes: Enrolment.codes(new.count, from: run.chance),
            in: transaction
        )
    }

    /// Takes what has begun to its state; nobody is told of what lay before.
    private func advance(
        _ entries: [Entry],
        _ targets: [String: Target],
        _ people: PeopleDirectory,
        in transaction: borrowing Transaction
    ) throws {
        guard !entries.isEmpty else { return }
        let days = entries.map { entry in
            targets[entry.draft.cohort].flatMap { entry.draft.dayOfWithdrawal(from: $0) }
        }
        let advanced = try transaction.rows(
            """
            UPDATE enrolments
            SET status = new.status, withdrawn_on = new.withdrawn_on,
                offer_ends_at = new.offer_ends_at::timestamptz
            FROM unnest(
                \(entries.map { targets[$0.draft.cohort]?.id.value }),
                \(entries.map { people.id(of: $0.draft.person.email)?.value }),
                \(entries.map(\.begins.rawValue)), \(entries.map(\.status.rawValue)), \(days),
                \(entries.map { $0.draft.offerEndsAt?.rfc3339 })
            ) AS new (cohort_id, person_id, begins, status, withdrawn_on, offer_ends_at)
            WHERE enrolments.cohort_id = new.cohort_id AND enrolments.person_id = new.person_id
                AND enrolments.status IN (new.begins, new.status)
                AND is_live_enrolment(enrolments.status)
            RETURNING enrolments.id
            """,
            as: ID<Enrolment>.self
        )
        _ = try transaction.execute(
            """
            DELETE FROM untold_events
            USING enrolment_events AS events
            WHERE events.id = untold_events.event_id AND events.enrolment_id = ANY(\(advanced))
                AND EXISTS (
                    SELECT FROM enrolment_events AS later
                    WHERE later.enrolment_id = events.enrolment_id AND later.id > events.id)
            """
        )
    }

    private struct Place: Hashable {
        let cohort: ID<Cohort>
        let person: ID<Person>
    }

    /// Says of whoever was entered where they have or ask for another seat at the same time.
    func warn(
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
}
