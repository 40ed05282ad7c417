import Documents
import Postgres

/// Somebody known who took part in an activity, with what they were then.
///
/// A delegation need not be known by name; users of a centre never are, and the database refuses
/// them.
package struct ActivityParticipant: Sendable {
    package let email: String
    package let nameCyrl: String
    package let nameLatn: String
    package let function: String
    package let employment: EnrolmentFacts.Employment
    /// Whether they also presented something.
    package let isPresenter: Bool

    /// Who took part in an activity; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        of activity: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [ActivityParticipant] {
        try actor.require(.readPeople)
        _ = try Activity.find(activity, in: transaction)
        return try transaction.rows(
            """
            SELECT people.email, people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn,
                activity_participants.function, activity_participants.employment,
                activity_participants.is_presenter
            FROM activity_participants
            JOIN activities ON activities.id = activity_participants.activity_id
            JOIN people ON people.id = coalesce(
                (
                    SELECT into_id FROM person_stand_ins(centre_today())
                    WHERE merged_id = activity_participants.person_id),
                activity_participants.person_id)
            WHERE activities.code = \(activity.uppercased())
            ORDER BY \(Person.order()), people.id
            """,
            as: (
                String.self, String.self, String.self, String.self,
                EnrolmentFacts.Employment.self, Bool.self
            )
        ).map(ActivityParticipant.init)
    }

    /// Enters a known person as a participant; again, with other facts, changes them.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `InvalidForm` and
    /// `ActivityError.usersAreNotNamed`.
    package static func enter(
        _ activity: String,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [ActivityParticipant] {
        try actor.require(.manageEnrolments)
        _ = try Activity.find(activity, in: transaction)
        var form = form
        let email = form.email("email")
        let function = form.textOfWork("function")
        let employment =
            form.choice("employment", otherwise: EnrolmentFacts.Employment.employee) ?? .employee
        let isPresenter = form.flag("is_presenter")
        try form.check()
        let person = try Person.recordID(of: email, in: transaction)
        do {
            _ = try transaction.execute(
                """
                INSERT INTO activity_participants (
                    activity_id, is_for_users, person_id, function, employment, is_presenter)
                SELECT id, is_for_users, \(person), \(function), \(employment), \(isPresenter)
                FROM activities WHERE code = \(activity.uppercased())
                ON CONFLICT (activity_id, person_id) DO UPDATE
                SET function = excluded.function, employment = excluded.employment,
                    is_presenter = excluded.is_presenter
                """
            )
        } catch {
            let refused = error as? PostgresError
            throw refused.flatMap(ActivityError.init) ?? refused.flatMap(PersonalNumber.refusal)
                ?? error
        }
        return try list(of: activity, by: actor, in: transaction)
    }

    package var json: JSON {
        [
            "person": .string(email), "name_sr_cyrl": .string(nameCyrl),
            "name_sr_latn": .string(nameLatn), "function": .string(function),
            "employment": .string(employment.rawValue), "is_presenter": .bool(isPresenter),
        ]
    }
}

/// Why something is not entered about an activity.
package enum ActivityError: Refusal {
    case usersAreNotNamed

    init?(_ error: PostgresError) {
        guard error.constraint == "activity_participants_never_users" else { return nil }
        self = .usersAreNotNamed
    }

    package var kind: RefusalKind { .conflict }
    package var code: String { "users_are_not_named" }
    package var message: String {
        "the activity is for users of a centre, who are counted and never named: "
            + "enter the headcount"
    }
}
