import Postgres

/// Who has completed which module of the cohort's course, of those who have a seat.
enum ModuleCompletionRows: RowNoun {
    static let columns = [
        "cohort_code", "email", "module", "completed_on", "score_percent", "source", "evidence",
    ]
    static let keys = ["cohort_code", "email", "module"]
    static let permission = Permission.manageEnrolments

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY cohorts.code COLLATE "C", people.email COLLATE "C", standing.position)
                AS place,
            ARRAY[
                cohorts.code, people.email, modules.code,
                to_char(standing.completed_on, 'YYYY-MM-DD'),
                coalesce(trim_scale(standing.score_percent)::text, ''), standing.source,
                coalesce(standing.evidence, '')] AS cells
        FROM module_standings AS standing
        JOIN modules ON modules.id = standing.module_id
        JOIN enrolments ON enrolments.id = standing.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        JOIN people ON people.id = enrolments.person_id
        WHERE standing.is_completed AND enrolments.status = 'confirmed'
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (code, email) = (form.code("cohort_code"), form.email("email"))
        let module = form.code("module")
        // A file says when; today is for who enters it by hand.
        _ = form.date("completed_on")
        try form.check()
        guard try Cohort.exists(code, in: transaction) else {
            throw InvalidForm([FieldProblem("cohort_code", "there is no cohort \(code)", .notFound)]
            )
        }
        guard try !CourseModule.withCodes([module], in: transaction).isEmpty else {
            throw InvalidForm([FieldProblem("module", "there is no module \(module)", .notFound)])
        }
        let cohort = try Cohort.lock(code, in: transaction)
        let enrolment = try transaction.value(
            """
            SELECT enrolments.id
            FROM enrolments JOIN people ON people.id = enrolments.person_id
            WHERE enrolments.cohort_id = \(cohort) AND people.email = \(email)
            ORDER BY is_live_enrolment(enrolments.status) DESC, enrolments.id DESC
            LIMIT 1
            """,
            as: ID<Enrolment>.self
        )
        guard let enrolment else {
            throw InvalidForm([FieldProblem("email", "is not enrolled in \(code)")])
        }
        let place = try CompletionPlace(module, enrolment, of: cohort, in: transaction)
        try ModuleCompletion.enter(form, at: place, by: run.act, in: transaction)
    }
}
