import Postgres

/// Known people who took part in activities.
enum ActivityParticipantRows: RowNoun {
    static let columns = ["activity_code", "email", "function", "employment", "is_presenter"]
    static let keys = ["activity_code", "email"]
    static let permission = Permission.manageEnrolments

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY activities.code COLLATE "C", people.email COLLATE "C")
                AS place,
            ARRAY[
                activities.code, people.email, activity_participants.function,
                activity_participants.employment, activity_participants.is_presenter::text]
                AS cells
        FROM activity_participants
        JOIN activities ON activities.id = activity_participants.activity_id
        JOIN people ON people.id = activity_participants.person_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let activity = form.code("activity_code")
        try form.check()
        _ = try ActivityParticipant.enter(activity, form, by: run.act.actor, in: transaction)
    }
}
