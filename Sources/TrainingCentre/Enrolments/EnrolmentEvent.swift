import Credentials
import Documents
import Foundation
import Postgres

/// One change of an enrolment's state: from what to what, who, when, why.
package struct EnrolmentEvent: Sendable {
    /// Nil for the first.
    package let before: Enrolment.Status?
    package let after: Enrolment.Status
    /// As the audit names who acts; "clock" and "waiting list" are the program itself.
    package let actor: String
    package let reason: String?
    package let enteredAt: Date

    package var json: JSON {
        [
            "from": JSON(before?.rawValue), "to": .string(after.rawValue),
            "actor": .string(actor), "reason": JSON(reason),
            "entered_at": .string(enteredAt.rfc3339),
        ]
    }
}

/// Everything that happened to one enrolment, and what it continues.
package struct EnrolmentHistory: Sendable {
    package let code: String
    package let cohort: String
    /// The enrolments before and after it: in another cohort, or of another person in this seat.
    package let follows: String?
    package let followedBy: String?
    package let events: [EnrolmentEvent]

    package var json: JSON {
        [
            "code": .string(EnrolmentHistory.printed(code)), "cohort": .string(cohort),
            "follows": JSON(follows.map(EnrolmentHistory.printed)),
            "followed_by": JSON(followedBy.map(EnrolmentHistory.printed)),
            "events": .array(events.map(\.json)),
        ]
    }

    private static func printed(_ code: String) -> String {
        VerificationID(canonical: code)?.printed ?? code
    }

    /// The history of an enrolment, for whoever may see it; refuses with `NotFound`.
    ///
    /// Only who may read everybody's enrolments is told the codes beside it: one of them may be
    /// another person's.
    package static func find(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> EnrolmentHistory {
        let access = try EnrolmentAccess(code, by: actor, in: transaction)
        guard
            let row = try transaction.row(
                """
                SELECT enrolments.code, cohorts.code,
                    (
                        SELECT before.code FROM enrolments AS before
                        WHERE before.id = enrolments.follows_id),
                    (
                        SELECT after.code FROM enrolments AS after
                        WHERE after.follows_id = enrolments.id)
                FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
                WHERE enrolments.id = \(access.id)
                """,
                as: (String.self, String.self, String?.self, String?.self)
            )
        else { throw NotFound("enrolment", "") }
        let seesAll = actor.may(.readPeople)
        return EnrolmentHistory(
            code: row.0,
            cohort: row.1,
            follows: seesAll ? row.2 : nil,
            followedBy: seesAll ? row.3 : nil,
            events: try transaction.rows(
                """
                SELECT from_status, to_status, actor, reason, entered_at
                FROM enrolment_events WHERE enrolment_id = \(access.id) ORDER BY id
                """,
                as: (
                    Enrolment.Status?.self, Enrolment.Status.self, String.self, String?.self,
                    Date.self
                )
            ).map {
                EnrolmentEvent(before: $0, after: $1, actor: $2, reason: $3, enteredAt: $4)
            }
        )
    }
}
