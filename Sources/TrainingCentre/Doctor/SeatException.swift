import Documents
import Foundation
import Postgres

/// Somebody who came in past what a cohort asks: no finding, because staff may, but one to look at.
package struct SeatException: Sendable {
    package let cohort: String
    package let enrolment: ID<Enrolment>
    package let wentPast: [PassedRule]
    package let actor: String
    package let reason: String
    package let enteredAt: Date
    private let event: ID<EnrolmentEvent>

    package var json: JSON {
        [
            "cohort": .string(cohort), "enrolment": .integer(enrolment.value),
            "went_past": .array(wentPast.map { .string($0.rawValue) }),
            "actor": .string(actor), "reason": .string(reason),
            "entered_at": .string(enteredAt.rfc3339),
        ]
    }

    /// All of them in the order in which they were entered; refuses with `AccessError.notAllowed`.
    package static func list(
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<SeatException> {
        try actor.require(.readAudit)
        let found = try transaction.rows(
            """
            SELECT cohorts.code, events.enrolment_id, events.went_past, events.actor,
                events.reason, events.entered_at, events.id
            FROM enrolment_events AS events
            JOIN enrolments ON enrolments.id = events.enrolment_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE events.went_past <> '{}' AND NOT events.went_past <@ ARRAY['record']
                AND events.id > \(page.afterID())
            ORDER BY events.id
            LIMIT \(page.rowsMax + 1)
            """,
            as: (
                String.self, ID<Enrolment>.self, [String].self, String.self, String.self,
                Date.self, ID<EnrolmentEvent>.self
            )
        ).map {
            SeatException(
                cohort: $0,
                enrolment: $1,
                wentPast: PassedRule.named($2),
                actor: $3,
                reason: $4,
                enteredAt: $5,
                event: $6
            )
        }
        return Page(found, for: page) { String($0.event.value) }
    }
}
