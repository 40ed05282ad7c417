import Postgres

/// Who teaches which cohort.
///
/// Somebody who has no right to teach it takes a reason, as at any other way in.
enum CohortTrainerRows: RowNoun {
    static let columns = ["cohort_code", "email"]
    static let keys = columns
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY cohorts.code COLLATE "C", people.email COLLATE "C")
                AS place,
            ARRAY[cohorts.code, people.email] AS cells
        FROM cohort_trainers
        JOIN cohorts ON cohorts.id = cohort_trainers.cohort_id
        JOIN people ON people.id = cohort_trainers.person_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (cohort, email) = (form.code("cohort_code"), form.email("email"))
        try form.check()
        _ = try Trainer.assign(email, to: cohort, by: run.act.actor, in: transaction)
    }
}
