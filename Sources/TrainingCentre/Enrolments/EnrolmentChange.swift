import Documents
import Foundation
import Postgres

/// A change of an enrolment that is no step of its state: whose seat it is, or until when it is
/// offered.
package struct EnrolmentChange: Sendable {
    /// From what to what; both nil where that did not change.
    package typealias Step<Value> = (before: Value?, after: Value?)

    /// The institution behind it, by code.
    package let organisation: Step<String>
    package let offerEndsAt: Step<Date>
    /// As the audit names who acts.
    package let actor: String
    /// Nil where nothing is taken from anybody.
    package let reason: String?
    package let enteredAt: Date

    package var json: JSON {
        [
            "organisation_from": JSON(organisation.before),
            "organisation_to": JSON(organisation.after),
            "offer_ends_from": JSON(offerEndsAt.before?.rfc3339),
            "offer_ends_to": JSON(offerEndsAt.after?.rfc3339),
            "actor": .string(actor), "reason": JSON(reason),
            "entered_at": .string(enteredAt.rfc3339),
        ]
    }

    /// Those of one enrolment, in their order; the caller has looked who may see it.
    static func of(
        _ enrolment: ID<Enrolment>,
        in transaction: borrowing Transaction
    ) throws -> [EnrolmentChange] {
        try transaction.rows(
            """
            SELECT before.code, after.code, offer_ended_at, offer_ends_at, actor, reason, entered_at
            FROM enrolment_changes AS changes
            LEFT JOIN organisations AS before ON before.id = changes.organisation_was_id
            LEFT JOIN organisations AS after ON after.id = changes.organisation_id
            WHERE enrolment_id = \(enrolment)
            ORDER BY changes.id
            """,
            as: (
                String?.self, String?.self, Date?.self, Date?.self, String.self, String?.self,
                Date.self
            )
        ).map {
            EnrolmentChange(
                organisation: ($0, $1),
                offerEndsAt: ($2, $3),
                actor: $4,
                reason: $5,
                enteredAt: $6
            )
        }
    }
}
