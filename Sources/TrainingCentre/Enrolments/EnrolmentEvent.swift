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
    /// What of the cohort's rules staff went past.
    package let wentPast: [PassedRule]
    package let enteredAt: Date
    /// The same on the centre's clock, the hour as 14:30.
    package let enteredOn: CalendarDate
    package let clock: String
    /// The address of the account that acted, for who may read people.
    package let account: String?

    package var json: JSON {
        [
            "from": JSON(before?.rawValue), "to": .string(after.rawValue),
            "actor": .string(actor), "reason": JSON(reason),
            "went_past": .array(wentPast.map { .string($0.rawValue) }),
            "entered_at": .string(enteredAt.rfc3339),
        ]
    }
}

/// Everything that happened to one enrolment, and what it continues.
package struct EnrolmentHistory: Sendable {
    package let id: ID<Enrolment>
    /// Nil for everybody but its holder and staff.
    package let code: String?
    package let cohort: String
    /// The enrolments before and after it: in another cohort, or of another person in this seat.
    package let follows: ID<Enrolment>?
    package let followedBy: ID<Enrolment>?
    package let events: [EnrolmentEvent]
    package let changes: [EnrolmentChange]

    package var json: JSON {
        [
            "id": .integer(id.value), "code": JSON(code), "cohort": .string(cohort),
            "follows": JSON(follows?.value), "followed_by": JSON(followedBy?.value),
            "events": .array(events.map(\.json)), "changes": .array(changes.map(\.json)),
        ]
    }

    /// The history of an enrolment, by code or id, for whoever may see it; refuses with
    /// `NotFound`.
    package static func find(
        _ name: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> EnrolmentHistory {
        let access = try EnrolmentAccess(name, by: actor, in: transaction)
        let enrolment = try Enrolment.find(access.id, by: actor, in: transaction)
        let beside = try transaction.row(
            """
            SELECT follows_id, (
                    SELECT after.id FROM enrolments AS after
                    WHERE after.follows_id = enrolments.id)
            FROM enrolments WHERE id = \(access.id)
            """,
            as: (ID<Enrolment>?.self, ID<Enrolment>?.self)
        )
        return EnrolmentHistory(
            id: enrolment.id,
            code: enrolment.printedCode,
            cohort: enrolment.cohortCode,
            follows: beside?.0,
            followedBy: beside?.1,
            events: try transaction.rows(
                """
                SELECT from_status, to_status, actor, reason, went_past, entered_at,
                    (entered_at AT TIME ZONE 'Europe/Belgrade')::date,
                    left((entered_at AT TIME ZONE 'Europe/Belgrade')::time::text, 5),
                    CASE WHEN \(actor.may(.readPeople)) THEN accounts.email END
                FROM enrolment_events
                LEFT JOIN accounts ON enrolment_events.actor = 'account ' || accounts.id
                WHERE enrolment_id = \(access.id)
                ORDER BY enrolment_events.id
                """,
                as: (
                    Enrolment.Status?.self, Enrolment.Status.self, String.self, String?.self,
                    [String].self, Date.self, CalendarDate.self, String.self, String?.self
                )
            ).map {
                EnrolmentEvent(
                    before: $0,
                    after: $1,
                    actor: $2,
                    reason: $3,
                    wentPast: PassedRule.named($4),
                    enteredAt: $5,
                    enteredOn: $6,
                    clock: $7,
                    account: $8
                )
            },
            changes: try EnrolmentChange.of(access.id, in: transaction)
        )
    }
}
