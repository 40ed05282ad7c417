import Credentials
import Documents
import Foundation
import Postgres

/// A trainee's own word to be at a session, given with a code from the trainer's screen.
///
/// It is no mark of attendance: until the trainer has counted the heads in the room, nothing is
/// recorded.
package struct Arrival: Sendable {
    package let enrolment: ID<Enrolment>
    package let email: String
    package let holderCyrl: String
    package let holderLatn: String
    package let arrivedAt: Date
    /// Whether a mark stands beside it, whoever entered that.
    package let isMarked: Bool

    package var json: JSON {
        [
            "email": .string(email), "name_sr_cyrl": .string(holderCyrl),
            "name_sr_latn": .string(holderLatn), "arrived_at": .string(arrivedAt.rfc3339),
            "marked": .bool(isMarked),
        ]
    }

    /// Who has arrived at a session, in the order of arrival.
    ///
    /// Refuses with `NotFound` and `AccessError.notAllowed`.
    package static func list(
        _ day: String,
        of code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Arrival] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        return try rows(of: Session.find(day, of: code, in: transaction).id, in: transaction)
    }

    static func rows(
        of session: ID<Session>,
        in transaction: borrowing Transaction
    ) throws -> [Arrival] {
        try transaction.rows(
            """
            SELECT enrolments.id, people.email,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn, arrivals.arrived_at,
                EXISTS (
                    SELECT FROM attendance_marks
                    WHERE attendance_marks.session_id = arrivals.session_id
                        AND attendance_marks.enrolment_id = arrivals.enrolment_id)
            FROM arrivals
            JOIN enrolments ON enrolments.id = arrivals.enrolment_id
            JOIN people ON people.id = enrolments.person_id
            WHERE arrivals.session_id = \(session) AND enrolments.status = 'confirmed'
            ORDER BY arrivals.id
            """,
            as: (
                ID<Enrolment>.self, String.self, String.self, String.self, Date.self, Bool.self
            )
        ).map(Arrival.init)
    }
}

/// Why somebody does not arrive, or why arrivals are not confirmed.
package enum ArrivalError: Refusal {
    case codeExpired
    case notEnrolled
    case anotherDay
    case confirmedAlready
    case closed
    /// The heads that were counted, and those that the list comes to.
    case countDiffers(heads: Int, list: Int)

    /// The refusal behind a constraint of the tables of arrivals.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "arrivals_of_enrolled": self = .notEnrolled
        case "arrivals_on_the_day": self = .anotherDay
        case "arrivals_before_confirmation", "arrival_confirmations_session_once":
            self = .confirmedAlready
        case "arrival_confirmations_in_time": self = .closed
        default: return nil
        }
    }

    package var kind: RefusalKind { .conflict }

    package var code: String {
        switch self {
        case .codeExpired: "arrival_code_expired"
        case .notEnrolled: "not_enrolled"
        case .anotherDay: "arrival_on_another_day"
        case .confirmedAlready: "arrivals_confirmed"
        case .closed: "arrivals_not_in_time"
        case .countDiffers: "head_count_differs"
        }
    }

    package var message: String {
        switch self {
        case .codeExpired: "the code counts no more: scan the one that the screen shows now"
        case .notEnrolled: "the enrolment is none of this training"
        case .anotherDay: "people arrive on the day of the session only"
        case .confirmedAlready:
            "the heads of this session are counted: record what is to change as a correction"
        case .closed: "the cohort is closed, or its session has not come yet"
        case .countDiffers(let heads, let list):
            "the count of heads is \(heads) and the list has \(list) present: record who is there "
                + "without having arrived, leave out with “except” who is not there, or count again"
        }
    }
}
