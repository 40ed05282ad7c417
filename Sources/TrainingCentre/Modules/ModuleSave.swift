import Documents
import LearningPackages
import Postgres

/// What the page of a run sends: the values that it was told to set, and the calls that the
/// content made.
package struct ModuleSave: Sendable {
    /// Counted from 1 within the run.
    package let seq: Int
    let values: [(element: String, value: String)]
    /// Each as the page writes it; kept to be read by people.
    let calls: [JSON]
    let hasEnded: Bool

    /// What a page may send at once.
    package enum Limits {
        /// Of one request, in bytes.
        package static let bytesMax = 1 << 20
        static let valuesMax = 10_000
        static let callsMax = 10_000
        static let callLengthMax = 1_000
        /// What a part may say that somebody spent in it: ten years.
        static let secondsMax = 315_360_000
    }

    /// Reads one save, or in `saves` those that a page sends together when it goes; refuses with
    /// `InvalidForm`.
    package static func all(_ json: JSON) throws -> [ModuleSave] {
        let saves = try (json["saves"]?.elements ?? [json]).map(ModuleSave.init)
        if saves.isEmpty { throw InvalidForm([FieldProblem("seq", "is missing", .missing)]) }
        return saves
    }

    /// Reads `seq`, `set`, `calls` and `ended`; refuses with `InvalidForm`.
    package init(_ json: JSON) throws {
        guard let seq = json["seq"]?.wholeNumber, (1...1_000_000).contains(seq) else {
            throw InvalidForm([FieldProblem("seq", "is no number from 1 to 1,000,000")])
        }
        let set = json["set"]?.elements ?? []
        let calls = json["calls"]?.elements ?? []
        guard set.count <= Limits.valuesMax, calls.count <= Limits.callsMax else {
            throw InvalidForm([FieldProblem("set", "has too many values or calls")])
        }
        self.seq = seq
        values = try set.map { pair in
            guard let pair = pair.elements, pair.count == 2, let element = pair[0].text,
                let value = pair[1].text
            else { throw InvalidForm([FieldProblem("set", "is no list of names and values")]) }
            return (element, value)
        }
        self.calls = calls.map(ModuleSave.shortened)
        hasEnded = json["ended"] == true
    }

    /// A call with texts that people still read.
    private static func shortened(_ call: JSON) -> JSON {
        .array(
            (call.elements ?? []).prefix(8).map { part in
                guard let text = part.text else {
                    return part.wholeNumber.map(JSON.integer) ?? .null
                }
                let clean = text.unicodeScalars.filter { $0 != "\0" }
                return clean.count <= Limits.callLengthMax
                    ? .string(String(String.UnicodeScalarView(clean)))
                    : .string(
                        String(String.UnicodeScalarView(clean.prefix(Limits.callLengthMax))) + "…"
                    )
            }
        )
    }

    /// Takes saves once each, in their order, and completes the module when all of it is done.
    ///
    /// The same again changes nothing. What the model does not allow is not taken, and stands in
    /// the log. Refuses with `ModuleLaunchError`.
    package static func enter(
        _ saves: [ModuleSave],
        of run: ID<ModuleRun>,
        _ launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws -> ModuleAttempt {
        var attempt = launch.attempt
        for save in saves { attempt = try enter(save, of: run, launch, in: transaction) }
        return attempt
    }

    private static func enter(
        _ save: ModuleSave,
        of run: ID<ModuleRun>,
        _ launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws -> ModuleAttempt {
        guard launch.mode == .normal else { return launch.attempt }
        guard let standing = try LockedStanding(run, of: launch, in: transaction) else {
            throw ModuleLaunchError.superseded
        }
        if save.seq <= standing.seq { return launch.attempt }
        guard save.seq == standing.seq + 1 else {
            throw ModuleLaunchError.outOfOrder(next: standing.seq + 1)
        }
        try save.enter(into: standing, of: run, launch, in: transaction)
        let attempt = try ModuleAttempt.find(launch.attempt.id, in: transaction)
        if attempt.isDone { try complete(launch, with: attempt, in: transaction) }
        return attempt
    }

    /// Enters the completion that an attempt shows.
    static func complete(
        _ launch: ModuleLaunch,
        with attempt: ModuleAttempt,
        in transaction: borrowing Transaction
    ) throws {
        // A preview is nobody's.
        guard let enrolment = launch.enrolment, let cohort = launch.cohort else { return }
        let reached = ReachedCompletion(
            attempt: attempt.id,
            module: launch.module.draft.code,
            enrolment: enrolment,
            cohort: cohort,
            scorePercent: attempt.scorePercent,
            evidence: nil
        )
        try reached.enter(by: launch.actor, in: transaction)
    }

    private func enter(
        into standing: LockedStanding,
        of run: ID<ModuleRun>,
        _ launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws {
        let part = launch.attempt.parts[standing.part]
        var (refused, elements): ([JSON], [String: String]) = ([], standing.elements)
        let isDone = hasEnded || standing.isCompleted
        var outcome = RunOutcome.lookedAt(isDone: isDone, seconds: standing.seconds)
        if let length = part.seconds {
            let rules = try WatchingRules.current(launch.module.draft.code, in: transaction)
            var record = VideoRecord(seconds: length, rules.ofRecord, elements: elements)
            refused = record.enter(values, elapsed: standing.elapsed).map(JSON.string)
            (elements, outcome) = (record.elements, .watched(record))
            // What was completed stays so, whatever the rules become.
            if standing.isCompleted { outcome.completion = .completed }
        } else if let model = launch.attempt.version.standard.flatMap(RunTimeModel.init) {
            var record = RunTimeRecord(model, elements: standing.elements)
            refused = record.enter(values).map { .string($0.description) }
            if let rules = part.rules { record.note(rules) }
            if hasEnded { record.end(RunContext(launch, part)) }
            // A page whose content never called anything was looked at, when it needs no more.
            (elements, outcome) = (record.elements, record.outcome)
            let isDoneSilently =
                try !record.hasSpoken
                && isDoneSilently(part, standing, of: launch, in: transaction)
            // What its manifest does not call reporting may do so all the same; then that counts.
            if !part.reports && !record.hasSpoken || isDoneSilently {
                outcome = .lookedAt(
                    isDone: isDone || isDoneSilently,
                    seconds: Int(outcome.seconds)
                )
            }
        }
        _ = try transaction.execute(
            """
            INSERT INTO module_saves (run_id, seq, calls, refused, has_ended)
            VALUES (
                \(run), \(seq), \(JSON.array(calls).written)::text::jsonb,
                \(JSON.array(refused).written)::text::jsonb, \(hasEnded))
            """
        )
        // A unit of cmi5 says by statements how far it is.
        if part.moveOn != nil { return try note(part, of: launch, in: transaction) }
        let score = outcome.scorePercent.map { Hundredths(Int(($0 * 100).rounded())) }
        let seconds = min(Int(outcome.seconds), Limits.secondsMax)
        _ = try transaction.execute(
            """
            UPDATE module_part_standings
            SET seq = \(seq), elements = \(ModuleRun.json(elements).written)::text::jsonb,
                completion = \(outcome.completion.rawValue), success = \(outcome.success.rawValue),
                score_percent = \(score), seconds = \(seconds),
                progress_percent = \(outcome.progressPercent.map { Hundredths(Int($0 * 100)) }),
                saved_at = now()
            WHERE attempt_id = \(launch.attempt.id) AND part = \(standing.part)
            """
        )
    }

    /// Whether a part that should report and never does is done all the same.
    private func isDoneSilently(
        _ part: ModulePart,
        _ standing: LockedStanding,
        of launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        guard part.reports, calls.isEmpty else { return false }
        return try SilenceRule.isDone(
            part,
            of: launch,
            wasDone: standing.isCompleted,
            isLeft: hasEnded && standing.elapsed >= SilenceRule.Limits.openMillisecondsMin,
            in: transaction
        )
    }

    private func note(
        _ part: ModulePart,
        of launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            UPDATE module_part_standings SET seq = \(seq), saved_at = now()
            WHERE attempt_id = \(launch.attempt.id) AND part = \(part.number)
            """
        )
    }
}

/// The standing of a part, locked, while the run that saves has it.
private struct LockedStanding {
    let part: Int
    let seq: Int
    let elements: [String: String]
    let seconds: Int
    let isCompleted: Bool
    /// Since the run began, in milliseconds.
    let elapsed: Int

    /// Nil when another run has it.
    init?(
        _ run: ID<ModuleRun>,
        of launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws {
        let row = try transaction.row(
            """
            SELECT standings.part, standings.seq, standings.elements::text, standings.seconds,
                standings.completion = 'completed',
                (extract(epoch FROM now() - module_runs.begun_at) * 1000)::bigint
            FROM module_runs
            JOIN module_part_standings AS standings
                ON standings.attempt_id = module_runs.attempt_id
                AND standings.part = module_runs.part
            WHERE module_runs.id = \(run) AND module_runs.launch_id = \(launch.id)
                AND standings.run_id = module_runs.id
            FOR UPDATE OF standings
            """,
            as: (Int.self, Int.self, String.self, Int.self, Bool.self, Int.self)
        )
        guard let row else { return nil }
        (part, seq, seconds) = (row.0, row.1, row.3)
        (isCompleted, elapsed) = (row.4, row.5)
        elements = try ModuleRun.elements(row.2)
    }
}

extension RunOutcome {
    /// What comes of a film: it is completed when as much was watched as has to be.
    static func watched(_ record: VideoRecord) -> RunOutcome {
        var outcome = RunOutcome()
        outcome.completion = record.isComplete ? .completed : .incomplete
        outcome.seconds = Double(record.watched.total / 1_000)
        outcome.progressPercent = record.percent
        return outcome
    }

    /// What comes of a page that reports nothing: leaving it once is having seen it.
    static func lookedAt(isDone: Bool, seconds: Int) -> RunOutcome {
        var outcome = RunOutcome()
        outcome.completion = isDone ? .completed : .incomplete
        outcome.seconds = Double(seconds)
        return outcome
    }
}
