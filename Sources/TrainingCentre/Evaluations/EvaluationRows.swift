import Postgres

/// What cohorts are asked and still can answer; what is over stays where its answers are.
enum EvaluationRows: RowNoun {
    static let columns = [
        "cohort_code", "questionnaire", "opens_on", "closes_on", "required", "follows_cohort",
    ]
    static let keys = ["cohort_code", "questionnaire"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY cells[1] COLLATE "C", cells[2] COLLATE "C") AS place,
            cells
        FROM (
            SELECT DISTINCT ON (evaluations.cohort_id, questionnaires.code) ARRAY[
                cohorts.code, questionnaires.code, to_char(evaluations.opens_on, 'YYYY-MM-DD'),
                to_char(evaluations.closes_on, 'YYYY-MM-DD'), evaluations.is_required::text,
                evaluations.follows_cohort::text] AS cells
            FROM evaluations
            JOIN cohorts ON cohorts.id = evaluations.cohort_id
            JOIN questionnaires ON questionnaires.id = evaluations.questionnaire_id
            WHERE evaluations.closes_on >= centre_today()
            ORDER BY evaluations.cohort_id, questionnaires.code, questionnaires.version DESC
        ) AS open
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let cohort = form.code("cohort_code")
        let questionnaire = form.code("questionnaire")
        let follows = form.flag("follows_cohort")
        try form.check()
        let known = try Evaluation.list(cohort: cohort, by: run.act.actor, in: transaction)
            .last { $0.questionnaireCode == questionnaire && !$0.isOver }
        let actor = run.act.actor
        let evaluation =
            if let known {
                try Evaluation.move(known.id, form, by: actor, in: transaction)
            } else {
                try Evaluation.create(cohort: cohort, form, by: actor, in: transaction)
            }
        if follows {
            _ = try transaction.execute(
                "UPDATE evaluations SET follows_cohort = true WHERE id = \(evaluation.id)"
            )
        }
    }
}
