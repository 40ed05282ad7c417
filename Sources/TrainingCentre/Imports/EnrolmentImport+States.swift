import Postgres

extension EnrolmentImport {
    /// A new enrolment, its row, and the state to which it shall come.
    struct Entry {
        let draft: Draft
        let row: Int
        let status: Enrolment.Status
        /// What of the cohort's rules it goes past.
        let goesPast: [PassedRule]
        /// Whether its cohort's days are over.
        let isOver: Bool

        /// What the row says of why, or else the file; what has ended says at least where it comes
        /// from.
        let reason: String?

        init(
            _ draft: Draft,
            _ row: Int,
            _ status: Enrolment.Status,
            goesPast: [PassedRule],
            _ target: Target?,
            fileReason: String?
        ) {
            self.draft = draft
            self.row = row
            self.status = status
            // A row that says its status is a record of the draft, where it states nothing else.
            let isRecord =
                target?.state == .draft && !goesPast.contains(.state)
                && draft.saidFacts.contains("status")
            self.goesPast = isRecord ? goesPast + [.record] : goesPast
            isOver = target?.isOver ?? false
            let hasEnded = !status.isLive || status == .noShow
            reason =
                draft.reason ?? fileReason
                ?? (hasEnded ? "the records that were brought in say so" : nil)
        }

        /// The state in which it begins, from which a step of `enrolment_moves` leads to its own.
        var begins: Enrolment.Status {
            switch status {
            case .applied, .declined, .lapsed: .applied
            case .endorsed: .endorsed
            case .waiting, .offered: .waiting
            case .confirmed, .noShow: .confirmed
            case .withdrawn: draft.heldSeat ?? isOver ? .withdrawn : .applied
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
            : SeatRequest.decide(requests, in: transaction)
        let wishes = try decideWishes(drafts, targets, people, transaction)
        var decided = decisions.makeIterator()
        return try drafts.enumerated().map { index, draft in
            switch draft.status {
            case .confirmed: return decided.next() ?? .status(.waiting)
            case .offered:
                let decision = decided.next() ?? .status(.waiting)
                guard case .status(.confirmed, let goesPast) = decision else { return decision }
                return .status(.offered, goesPast: goesPast)
            case .noShow: return try decideNoShow(draft, targets, people, transaction)
            case .applied, .endorsed, .waiting, .declined, .lapsed, .withdrawn:
                return wishes[index] ?? .status(draft.status)
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
            in: transaction
        )
        switch decisions.first {
        case .status(.confirmed, let goesPast)?: return .status(.noShow, goesPast: goesPast)
        case .refused(let refusal)?: return .refused(refusal)
        case .status?, nil: return .refused(EnrolmentError.cohortFull)
        }
    }

    private func request(
        _ draft: Draft,
        _ targets: [String: Target],
        _ people: PeopleDirectory
    ) -> SeatRequest? {
        targets[draft.cohort].map { target in
            SeatRequest(
                cohort: target.id,
                person: people.id(of: draft.person.email),
                organisation: draft.organisation.flatMap { organisations[$0]?.id },
                asker: asker(draft, target)
            )
        }
    }

    /// Whose word a row is.
    ///
    /// A focal point nominates, and a row of staff goes past the rules only with a reason of its
    /// own, or because nobody can be asked any more. One that says the state
    /// in which the person is comes from a record of cohorts, drafts among them.
    private func asker(_ draft: Draft, _ target: Target) -> SeatRequest.Asker {
        if represented != nil { return .organisation }
        if target.isOver || draft.reason != nil { return .centre }
        guard [.confirmed, .offered].contains(draft.status) else { return .staff }
        return draft.saidFacts.contains("status") ? .record : .list
    }

    /// What becomes of rows that say how far whoever asks, waits or gave up has come, by places.
    ///
    /// A place in line needs who has to agree, everybody what the course asks for, and who joins a
    /// training that has begun a reason. What has ended has one by itself.
    private func decideWishes(
        _ drafts: [Draft],
        _ targets: [String: Target],
        _ people: PeopleDirectory,
        _ transaction: borrowing Transaction
    ) throws -> [Int: SeatRequest.Decision] {
        let wishing = drafts.enumerated().filter { _, draft in
            ![.confirmed, .offered, .noShow].contains(draft.status)
                && targets[draft.cohort]?.isOver == false
        }
        guard !wishing.isEmpty else { return [:] }
        let approving = try cohorts("approval <> 'none'", targets, transaction)
        let patient = try cohorts(
            "promotion = 'automatic-if-eligible' AND has_waiting_list",
            targets,
            transaction
        )
        let missing = try PrerequisitesMissing.of(
            wishing.compactMap { request($0.element, targets, people) },
            in: transaction
        )
        var decided: [Int: SeatRequest.Decision] = [:]
        for ((index, draft), lacking) in zip(wishing, missing) {
            guard let target = targets[draft.cohort] else { continue }
            var asked: [(PassedRule, any Refusal)] = []
            let isReasoned = draft.reason != nil && draft.status.isLive
            if target.state == .running || target.state == .draft && isReasoned {
                asked.append((.state, EnrolmentError.cohortNotOpen))
            }
            if !lacking.missing.isEmpty, !patient.contains(target.id) {
                asked.append((.prerequisites, lacking))
            }
            if draft.status == .waiting, approving.contains(target.id) {
                asked.append((.approval, EnrolmentError.approvalSkipped))
            }
            if let refusal = asked.first?.1, draft.reason == nil, draft.status.isLive {
                decided[index] = .refused(refusal)
            } else {
                decided[index] = .status(draft.status, goesPast: asked.map(\.0))
            }
        }
        return decided
    }

    /// The cohorts of the file whose rules for seats meet a condition.
    private func cohorts(
        _ condition: SQL,
        _ targets: [String: Target],
        _ transaction: borrowing Transaction
    ) throws -> Set<ID<Cohort>> {
        let ids = targets.values.map(\.id)
        return Set(
            try transaction.rows(
                "SELECT cohort_id FROM seat_rules WHERE cohort_id = ANY(\(ids)) AND \(condition)",
                as: ID<Cohort>.self
            )
        )
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
            for some in Self.batches(stage) {
                try state(some.first?.reason, in: transaction)
                try PassedRule.going(past: some.first?.goesPast ?? [], in: transaction) {
                    try begin(some, targets, people, in: transaction)
                }
                let ongoing = some.filter { $0.begins != $0.status }
                try advance(ongoing, targets, people, in: transaction)
            }
        }
        try state(nil, in: transaction)
    }

    /// Entries for one statement each, in their order.
    ///
    /// Of one reason, past the same rules, and not so many that the server takes the statement for
    /// a runaway.
    private static func batches(_ entries: [Entry]) -> [[Entry]] {
        var batches: [[Entry]] = []
        var start = 0
        for end in entries.indices.map({ $0 + 1 }) {
            if end < entries.count, end - start < ImportRun.rowsAtOnce,
                entries[end].reason == entries[start].reason,
                entries[end].goesPast == entries[start].goesPast
            {
                continue
            }
            batches.append(Array(entries[start..<end]))
            start = end
        }
        return batches
    }

    /// Has the events that follow say a row's reason, or that of the whole file.
    func state(_ reason: String?, in transaction: borrowing Transaction) throws {
        _ = try transaction.value(
            "SELECT set_config('obuka.reason', \(reason ?? run.act.reason?.text ?? ""), true)",
            as: String.self
        )
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
                target.id, person,
                draft.organisation.flatMap { organisations[$0]?.id }, draft.facts,
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
    ///
    /// A focal point is told of the own nominations alone: where others send somebody is not its
    /// concern.
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
            of: represented?.values.map(\.id),
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
