import Postgres

/// Imports sessions with their times, rooms and trainers.
///
/// A row is of the session of its cohort that begins then, or of the only one on its day. Other
/// hours of a session with marks are a correction, which has a reason.
struct SessionImport {
    static let columns = [
        "cohort_code", "held_on", "begins", "ends", "hours", "room", "place", "trainers",
    ]

    private let run: ImportRun

    init(_ run: ImportRun) {
        self.run = run
    }

    func perform(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        try run.act.actor.require(.manageCatalogue)
        var outcomes = [RowOutcome](repeating: .unchanged, count: run.rows.count)
        let rows = try run.read(&outcomes) { form in (form.code("cohort_code"), form) }
        for (index, row) in rows.enumerated() {
            guard let (code, form) = row else { continue }
            do {
                outcomes[index] = try transaction.savepoint {
                    try enter(form, in: code, transaction)
                }
            } catch {
                outcomes[index] = try RowOutcome(rejecting: error)
            }
        }
        run.progress(run.rows.count)
        return outcomes
    }

    private func enter(
        _ form: Form,
        in code: String,
        _ transaction: borrowing Transaction
    ) throws -> RowOutcome {
        guard try Cohort.exists(code, in: transaction) else {
            throw InvalidForm([FieldProblem("cohort_code", "there is no cohort \(code)", .notFound)]
            )
        }
        var form = form
        let trainers = form.list("trainers").map { $0.lowercased() }
        let known = try known(form, in: code, transaction)
        let (session, outcome) = try enter(form, over: known, in: code, transaction)
        let isTaught = try assign(trainers, to: session, of: code, transaction)
        let entered = outcome == nil && isTaught ? RowOutcome.updated : outcome ?? .unchanged
        return try warned(entered, session, of: code, transaction)
    }

    private func warned(
        _ outcome: RowOutcome,
        _ session: Session,
        of code: String,
        _ transaction: borrowing Transaction
    ) throws -> RowOutcome {
        try session.remarks(cohort: code, in: transaction).reduce(outcome) {
            .warned($0, $1.problem, code: $1.code.rawValue)
        }
    }

    private func known(
        _ form: Form,
        in code: String,
        _ transaction: borrowing Transaction
    ) throws -> Session? {
        var form = form
        let day = form.date("held_on")
        let begins = form.optionalClockTime("begins")
        try form.check()
        let sessions = try Session.list(cohort: code, in: transaction).filter { $0.heldOn == day }
        if let same = sessions.first(where: { $0.begins == begins }) { return same }
        // A session that attendance made, or that was planned for a day, gets its time.
        return sessions.count == 1 ? sessions.first { $0.begins == nil || begins == nil } : nil
    }

    private func enter(
        _ form: Form,
        over known: Session?,
        in code: String,
        _ transaction: borrowing Transaction
    ) throws -> (Session, RowOutcome?) {
        guard let known else {
            let new = try Session.create(
                cohort: code,
                form: form,
                by: run.act.actor,
                in: transaction
            )
            return (new, .created)
        }
        var filled = form
        let facts = SessionFacts(&filled, over: known, keepsEmpty: true)
        try filled.check()
        guard !facts.agrees(with: known) else { return (known, nil) }
        try facts.checkRoom(in: transaction)
        try facts.enter(known.id, in: transaction)
        return (try Session.find(known.id, in: transaction), .updated)
    }

    /// Whether somebody teaches it who did not before.
    private func assign(
        _ trainers: [String],
        to session: Session,
        of code: String,
        _ transaction: borrowing Transaction
    ) throws -> Bool {
        guard !trainers.isEmpty else { return false }
        let actor = run.act.actor
        let time = session.heldOn.description + (session.begins.map { "T\($0)" } ?? "")
        let before = try Session.trainers(time, of: code, by: actor, in: transaction)
        let new = trainers.filter { email in !before.contains { $0.person.email == email } }
        for email in new {
            _ = try Session.assign(email, to: time, of: code, by: actor, in: transaction)
        }
        return !new.isEmpty
    }
}
