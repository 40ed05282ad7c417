import Foundation
import Postgres

/// Imports enrolments, with their people, in a few statements for any number of rows.
struct EnrolmentImport: Sendable {
    static let columns =
        ["cohort_code"] + PersonDraft.columns + [
            "lsg_code", "institution", "function", "target_group", "employment", "participation",
            "organisation_code", "status", "withdrawn_on", "held_seat", "offer_ends_at",
            "queue_place", "reason",
        ]

    /// A cohort of the import, locked.
    struct Target {
        let id: ID<Cohort>
        let state: Cohort.State
        let startsOn: CalendarDate
        /// Whether its days are over: what comes in is a record of what was.
        let isOver: Bool
        /// Until when a seat may be held that is offered now: by the rules, and with a reason.
        let offersEndBy: (rules: Date, reason: Date)
        /// Those who teach it, and so are not enrolled.
        let trainers: Set<ID<Person>>
        let earliestWithdrawal: CalendarDate
        let hasBegun: Bool
        let today: CalendarDate

        /// Refuses the day of a withdrawal that is entered as such, as the database does.
        func check(withdrawal day: CalendarDate?) throws {
            guard let day else { return }
            if day > today { throw EnrolmentError.withdrawnInFuture }
            if day < earliestWithdrawal { throw EnrolmentError.withdrawnTooEarly }
        }
    }

    let run: ImportRun
    let lsgs: LSG.Directory
    /// The organisations that the rows name, by code.
    let organisations: [String: RepresentedOrganisation]
    /// For whom a focal point nominates, by code; nil for staff, who bring in anybody.
    let represented: [String: RepresentedOrganisation]?
    /// The other addresses of those who are known under several; none for a focal point, whom
    /// only `decide_seats` keeps from enrolling one person twice: it looks at people, and these
    /// are addresses of everybody.
    let doubles: [String: [String]]

    init(_ run: ImportRun, in transaction: borrowing Transaction) throws {
        try ImportedNoun.enrolments.checkImport(by: run.act.actor)
        self.run = run
        var lsgs = try LSG.Directory(in: transaction)
        lsgs.learn(run.rows.lazy.compactMap { $0["lsg_code"] })
        self.lsgs = lsgs
        let codes = Set(run.rows.lazy.compactMap { $0["organisation_code"]?.uppercased() })
        represented =
            run.act.actor.may(.manageEnrolments)
            ? nil : try Organisation.represented(by: run.act.actor, in: transaction)
        if let represented, represented.isEmpty { throw AccessError.notAllowed }
        organisations =
            try represented ?? Organisation.represented(coded: Array(codes), in: transaction)
        doubles = represented == nil ? try Person.otherRecords(in: transaction) : [:]
    }

    func perform(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        var outcomes = [RowOutcome](repeating: .unchanged, count: run.rows.count)
        let drafts = try run.readOnAllCores(&outcomes, draft)
        let targets = try lockTargets(drafts.compactMap { $0?.cohort }, in: transaction)
        let emails = Set(drafts.lazy.compactMap { $0?.person.email })
        var people = try directory(of: drafts.compactMap { $0 }, emails, in: transaction)
        var known = try knownEnrolments(of: emails, people, in: targets, transaction)
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
        var entries: [Entry] = []
        let decisions = try decide(new.map(\.draft), targets, people, transaction)
        for (row, decision) in zip(new, decisions) {
            switch decision {
            case .status(let status, let goesPast):
                entries.append(
                    Entry(
                        row.draft,
                        row.row,
                        status,
                        goesPast: goesPast,
                        targets[row.draft.cohort],
                        fileReason: run.act.reason?.text
                    )
                )
            case .refused(let refusal): outcomes[row.row] = try RowOutcome(rejecting: refusal)
            }
        }
        // Nobody is entered for the sake of a row that was refused.
        people.keep(only: Set(entries.map(\.draft.person.email)))
        let entered = people.new
        try people.save(in: transaction)
        try enter(entries, targets, people, in: transaction)
        // What follows looks at all of it.
        _ = try transaction.execute("SELECT count_new_rows(\(entries.count))")
        try warn(of: new, targets, people, &outcomes, in: transaction)
        try remark(on: new, entered: entered, people, &outcomes, in: transaction)
        run.progress(run.rows.count)
        return outcomes
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
            SELECT code, id, state, least(starts_on, centre_today()), ends_on < centre_today(),
                now() + make_interval(hours => offer_hours_max(id)),
                now() + make_interval(hours => 720),
                ARRAY(
                    SELECT person_id FROM cohort_trainers
                    WHERE cohort_trainers.cohort_id = cohorts.id),
                least(starts_on - 366, centre_today()), starts_on <= centre_today(),
                centre_today()
            FROM cohorts WHERE code = ANY(\(codes))
            """,
            as: (
                String.self, ID<Cohort>.self, Cohort.State.self, CalendarDate.self, Bool.self,
                Date.self, Date.self, [ID<Person>].self, CalendarDate.self, Bool.self,
                CalendarDate.self
            )
        )
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let target = Target(
                    id: row.1,
                    state: row.2,
                    startsOn: row.3,
                    isOver: row.4,
                    offersEndBy: (row.5, row.6),
                    trainers: Set(row.7),
                    earliestWithdrawal: row.8,
                    hasBegun: row.9,
                    today: row.10
                )
                return (row.0, target)
            }
        )
    }

    /// What becomes of one row, given everything that stands before it; whether there is a seat
    /// for somebody new is decided afterwards.
    private func compare(
        _ draft: Draft,
        _ targets: [String: Target],
        _ people: inout PeopleDirectory,
        _ known: inout [Seat: Standing],
        in transaction: borrowing Transaction
    ) throws -> RowOutcome {
        guard let target = targets[draft.cohort] else {
            throw InvalidForm([
                FieldProblem("cohort_code", "there is no cohort \(draft.cohort)", .notFound)
            ])
        }
        let seat = Seat(cohort: draft.cohort, email: draft.person.email)
        if let enrolment = known[seat]?.known(in: target) {
            _ = try people.enter(draft.person)
            // Who asks, waits or has a seat already stays so; a row says no more than that.
            let status =
                draft.status == .confirmed && enrolment.status.isLive
                ? enrolment.status : draft.status
            if draft.isSaid(by: enrolment, status: status) { return .unchanged }
            if represented != nil, enrolment.status.isLive {
                throw EnrolmentError.alreadyEnrolled
            }
            try checkChangeable(target)
            if enrolment.status.isLive || enrolment.status == status {
                known[seat] = .recorded(
                    try change(enrolment, to: status, as: draft, target, in: transaction)
                )
                return .updated
            }
            // Ended before, asked for now: a new enrolment beside the old one.
        }
        try checkChangeable(target)
        try checkBeginning(draft, target)
        if draft.status == .noShow, !target.hasBegun { throw EnrolmentError.notBegun }
        try target.check(withdrawal: draft.dayOfWithdrawal(from: target))
        if draft.status.isLive {
            if let person = people.id(of: draft.person.email), target.trainers.contains(person) {
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
        known[seat] = .row(draft)
        return .created
    }

    /// What has to be said of somebody who begins in a state.
    private func checkBeginning(_ draft: Draft, _ target: Target) throws {
        if draft.status == .offered {
            guard let end = draft.offerEndsAt else { throw Self.endMissing }
            let latest =
                draft.reason == nil ? target.offersEndBy.rules : target.offersEndBy.reason
            guard end <= latest else { throw EnrolmentError.offerTooLong }
        }
        let isTaken = draft.status == .withdrawn || draft.status == .noShow
        if isTaken, !target.isOver, draft.reason == nil, run.act.reason == nil {
            throw ReasonMissing()
        }
    }

    private static let endMissing = InvalidForm([
        FieldProblem("offer_ends_at", "is missing: a seat is offered until a time", .missing)
    ])

    private func checkChangeable(_ target: Target) throws {
        switch target.state {
        case .closed: throw EnrolmentError.cohortClosed
        case .cancelled: throw EnrolmentError.cohortCancelled
        case .draft, .published, .confirmed, .running: break
        }
    }

    /// Makes an enrolment what a row says, by a step that the state machine has.
    private func change(
        _ known: Known,
        to status: Enrolment.Status,
        as draft: Draft,
        _ target: Target,
        in transaction: borrowing Transaction
    ) throws -> Known {
        guard let id = known.id else {
            throw InvalidForm([
                FieldProblem("email", "stands twice in the file with different facts", .twiceInFile)
            ])
        }
        var new = known
        new.facts = draft.facts(keeping: known.facts)
        new.status = status
        new.organisation = draft.organisation ?? known.organisation
        new.withdrawnOn =
            status == .withdrawn ? draft.withdrawnOn ?? known.withdrawnOn ?? target.startsOn : nil
        new.offerEndsAt = status == .offered ? draft.offerEndsAt ?? known.offerEndsAt : nil
        if status == .offered, new.offerEndsAt == nil { throw Self.endMissing }
        let organisation = draft.organisation.flatMap { organisations[$0]?.id }
        try transaction.savepoint {
            try Enrolment.refusing {
                try state(draft.reason, in: transaction)
                _ = try transaction.execute(
                    """
                    UPDATE enrolments
                    SET lsg_code = \(new.facts.lsgCode), institution = \(new.facts.institution),
                        function = \(new.facts.function),
                        target_group = \(new.facts.targetGroup),
                        employment = \(new.facts.employment),
                        participation = \(new.facts.participation), sex = \(new.facts.sex),
                        organisation_id = coalesce(\(organisation), organisation_id),
                        status = \(status), withdrawn_on = \(new.withdrawnOn),
                        offer_ends_at = CASE
                            WHEN \(status.rawValue) <> 'offered' THEN NULL
                            WHEN \(draft.offerEndsAt != nil)
                                THEN \(draft.offerEndsAt?.rfc3339)::text::timestamptz
                            ELSE offer_ends_at END
                    WHERE id = \(id)
                    """
                )
                try state(nil, in: transaction)
            }
        }
        return new
    }
}
