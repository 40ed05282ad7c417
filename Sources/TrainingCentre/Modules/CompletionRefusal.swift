import Documents
import Postgres

/// Why a module does not count as completed though its attempt is done.
package enum CompletionRefusal: String, CaseIterable, Sendable {
    case longBefore = "completion_long_before"
    case noSeat = "no_seat"
    case closed = "cohort_closed"
    case cancelled = "cohort_cancelled"
    case notOfCourse = "module_not_of_course"
    /// Staff took a completion back, which no attempt undoes.
    case takenBack = "completion_taken_back"

    /// What the learner, or who helps, can do about it.
    package var message: String {
        switch self {
        case .longBefore:
            "it was done more than a year before the training: it is entered when the training "
                + "moves nearer, and can be done again later"
        case .noSeat: "the person had no seat when it was done: it is entered with the seat"
        case .closed: "it was done after the training was closed"
        case .cancelled: "it was done after the training was cancelled"
        case .notOfCourse: "the course of the training does not have the module any more"
        case .takenBack: "the centre took the completion back: only the centre can enter it again"
        }
    }

    /// Keeps that what was reached does not count, unless the same is known already.
    func enter(
        for reached: ReachedCompletion,
        in transaction: borrowing Transaction
    ) throws {
        let score = reached.scorePercent
        _ = try transaction.execute(
            """
            INSERT INTO module_completion_refusals (
                attempt_id, completed_on, score_percent, evidence, refusal)
            SELECT \(reached.attempt), centre_today(), \(score), \(reached.evidence), \(self)
            WHERE NOT EXISTS (
                SELECT FROM module_completion_refusals
                WHERE attempt_id = \(reached.attempt) AND refusal = \(self)
                    AND score_percent IS NOT DISTINCT FROM \(score)::numeric)
            """
        )
    }
}

extension CompletionRefusal: SQLValue {}

/// That a module was done and does not count.
package struct RefusedCompletion: Equatable, Sendable {
    package let why: CompletionRefusal
    package let doneOn: CalendarDate

    package init(why: CompletionRefusal, doneOn: CalendarDate) {
        (self.why, self.doneOn) = (why, doneOn)
    }

    var json: JSON {
        [
            "code": .string(why.rawValue), "message": .string(why.message),
            "done_on": .string(doneOn.description),
        ]
    }
}
