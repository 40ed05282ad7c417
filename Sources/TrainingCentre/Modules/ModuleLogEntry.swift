import Documents
import Foundation
import Postgres

/// One opening of a part of a module, with every call that its content made: so that whoever asks
/// why a module says "in progress" can read it.
package struct ModuleLogEntry: Sendable {
    package let attempt: Int
    package let part: ModulePart
    package let begunAt: Date
    /// The same on the centre's calendar and clock.
    package let begun: (on: CalendarDate, clock: String)
    /// Of the last thing that its page sent; nil when it sent nothing.
    package let savedAt: Date?
    package let hasEnded: Bool
    /// In their order, each as a line for people: when, function, arguments, answer, error; of what
    /// speaks by statements when, verb, object, score.
    package let calls: [String]
    /// What was not taken, and why.
    package let refused: [String]
    /// Whether it speaks by statements, and not by the run-time.
    private let speaks: Bool

    /// What is odd about it; nil for nothing.
    package var remark: Remark? {
        guard part.reports else { return nil }
        // A film calls nothing, and never says that it ended.
        guard part.seconds == nil else { return savedAt == nil ? .neverSaved : nil }
        // Without cmi5 nothing says that it ended.
        if speaks, part.moveOn == nil || calls.isEmpty { return calls.isEmpty ? .neverSpoke : nil }
        if calls.isEmpty { return savedAt == nil ? .neverSaved : .neverCalled }
        return hasEnded ? nil : .neverEnded
    }

    /// What is odd about an opening, for programs and in words.
    package enum Remark: String, CaseIterable, Sendable {
        case neverSaved = "never-saved"
        case neverCalled = "never-called"
        case neverSpoke = "never-spoke"
        case neverEnded = "never-ended"

        package var message: String {
            switch self {
            case .neverSaved: "the page was opened and sent nothing, or is still open"
            case .neverCalled:
                "the content never called the run-time: it cannot say how far the learner came, "
                    + "and somebody has to enter the completion, unless the module is done when it "
                    + "is left"
            case .neverSpoke:
                "the content made no statement: it cannot say how far the learner came, and "
                    + "somebody has to enter the completion"
            case .neverEnded: "the content never said that it ended, or is still open"
            }
        }
    }

    package var json: JSON {
        [
            "attempt": .integer(attempt), "part": .integer(part.number),
            "identifier": .string(part.identifier), "title": .string(part.title),
            "begun_at": .string(begunAt.rfc3339), "saved_at": JSON(savedAt?.rfc3339),
            "ended": .bool(hasEnded), "remark": JSON(remark?.rawValue),
            "message": JSON(remark?.message), "calls": .array(calls.map(JSON.string)),
            "refused": .array(refused.map(JSON.string)),
        ]
    }

    /// The openings of an attempt, nil for the last one, in their order.
    ///
    /// For the person, the cohort's trainers and the staff. Refuses with `NotFound`,
    /// `AccessError.notAllowed` and `ModuleError.notOfCourse`.
    package static func list(
        of module: String,
        by enrolment: String,
        attempt number: Int?,
        for actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [ModuleLogEntry] {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        // Answers of a learner are not for the institution that sent somebody.
        guard access.isOwn || access.isStaff || access.isTrainer || actor.may(.readPeople) else {
            throw AccessError.notAllowed
        }
        let attempts = try ModuleAttempt.list(
            at: module,
            of: enrolment,
            by: actor,
            in: transaction
        )
        let found = number == nil ? attempts.first : attempts.first { $0.number == number }
        guard let attempt = found else {
            guard let number else { return [] }
            throw NotFound("attempt", "\(number)")
        }
        return try rows(of: attempt, in: transaction)
    }

    private static func rows(
        of attempt: ModuleAttempt,
        in transaction: borrowing Transaction
    ) throws -> [ModuleLogEntry] {
        let speaks = attempt.version.isOfUnits
        let said = speaks ? try said(in: attempt, transaction) : [:]
        return try transaction.rows(
            """
            SELECT module_runs.id, module_runs.part, module_runs.begun_at,
                (module_runs.begun_at AT TIME ZONE 'Europe/Belgrade')::date,
                to_char(module_runs.begun_at AT TIME ZONE 'Europe/Belgrade', 'HH24:MI'),
                max(module_saves.saved_at),
                coalesce(bool_or(module_saves.has_ended), false) OR EXISTS (
                    SELECT FROM cmi5_sessions
                    WHERE cmi5_sessions.run_id = module_runs.id AND terminated_at IS NOT NULL),
                coalesce(jsonb_agg(module_saves.calls ORDER BY module_saves.seq)
                    FILTER (WHERE module_saves.calls <> '[]'), '[]')::text,
                coalesce(jsonb_agg(module_saves.refused ORDER BY module_saves.seq)
                    FILTER (WHERE module_saves.refused <> '[]'), '[]')::text
            FROM module_runs
            LEFT JOIN module_saves ON module_saves.run_id = module_runs.id
            WHERE module_runs.attempt_id = \(attempt.id)
            GROUP BY module_runs.id
            ORDER BY module_runs.id
            """,
            as: (
                Int.self, Int.self, Date.self, CalendarDate.self, String.self, Date?.self,
                Bool.self, String.self, String.self
            )
        ).map { row in
            ModuleLogEntry(
                attempt: attempt.number,
                part: attempt.parts[row.1],
                begunAt: row.2,
                begun: (row.3, row.4),
                savedAt: row.5,
                hasEnded: row.6,
                calls: try said[row.0] ?? joined(row.7).map(line),
                refused: try joined(row.8).compactMap(\.text),
                speaks: speaks
            )
        }
    }

    /// The entries of all lists of a list.
    private static func joined(_ text: String) throws -> [JSON] {
        (try JSON.parse(Array(text.utf8)).elements ?? []).flatMap { $0.elements ?? [] }
    }

    /// A call as a line: `12.345 s LMSSetValue("cmi.core.lesson_status", "passed") → "true"`.
    private static func line(_ call: JSON) -> String {
        let parts = call.elements ?? []
        let after = seconds(parts.first?.wholeNumber ?? 0)
        let texts = parts.dropFirst().map { $0.text ?? $0.written }
        guard texts.count >= 5 else { return "\(after) \(texts)" }
        let arguments = texts[1...2].filter { !$0.isEmpty }.map { "\"\($0)\"" }
        let error = texts[4] == "0" ? "" : " (\(texts[4]))"
        return "\(after) \(texts[0])(\(arguments.joined(separator: ", ")))"
            + " → \"\(texts[3])\"\(error)"
    }

    /// Milliseconds as seconds: `12.345 s`.
    static func seconds(_ milliseconds: Int) -> String {
        "\(milliseconds / 1_000).\("00\(milliseconds % 1_000)".suffix(3)) s"
    }
}
