import Postgres

/// Who is invited to answer a questionnaire that is not over, and who has answered.
///
/// Of a code only the hash is kept, and so only the hash comes along: codes that were sent go on to
/// work. Answers do not come; who has given one is not asked again.
enum EvaluationInvitationRows: RowNoun {
    static let columns = ["cohort_code", "questionnaire", "email", "code_hash", "answered"]
    static let keys = ["cohort_code", "questionnaire", "email"]
    static let permission = Permission.manageEnrolments

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY cells[1] COLLATE "C", cells[2] COLLATE "C", cells[3] COLLATE "C") AS place,
            cells
        FROM (
            SELECT DISTINCT ON (evaluations.cohort_id, questionnaires.code, people.id) ARRAY[
                cohorts.code, questionnaires.code, people.email,
                encode(invitations.code_hash, 'hex'), invitations.is_used::text] AS cells
            FROM evaluation_invitations AS invitations
            JOIN evaluations ON evaluations.id = invitations.evaluation_id
            JOIN cohorts ON cohorts.id = evaluations.cohort_id
            JOIN questionnaires ON questionnaires.id = evaluations.questionnaire_id
            JOIN enrolments ON enrolments.id = invitations.enrolment_id
            JOIN people ON people.id = enrolments.person_id
            WHERE evaluations.closes_on >= centre_today() AND enrolments.status = 'confirmed'
            ORDER BY evaluations.cohort_id, questionnaires.code, people.id,
                questionnaires.version DESC
        ) AS invited
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (code, email) = (form.code("cohort_code"), form.email("email"))
        let questionnaire = form.code("questionnaire")
        let hash = form.text("code_hash")
        if hash.wholeMatch(of: /[0-9a-f]{64}/) == nil {
            form.refuse("code_hash", "is no SHA-256 in 64 hexadecimal digits")
        }
        let answered = form.flag("answered")
        try form.check()
        let evaluation = try Evaluation.list(cohort: code, by: run.act.actor, in: transaction)
            .last { $0.questionnaireCode == questionnaire && !$0.isOver }
        guard let evaluation else {
            throw InvalidForm([
                FieldProblem("questionnaire", "\(code) is not asked \(questionnaire)")
            ])
        }
        let enrolment = try transaction.value(
            """
            SELECT enrolments.id
            FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE cohorts.code = \(code) AND people.email = \(email)
                AND enrolments.status = 'confirmed'
            """,
            as: ID<Enrolment>.self
        )
        guard let enrolment else {
            throw InvalidForm([FieldProblem("email", "has no seat in \(code)")])
        }
        do {
            _ = try transaction.execute(
                """
                SELECT bring_invitation(
                    \(evaluation.id), \(enrolment), decode(\(hash), 'hex'), \(answered))
                """
            )
        } catch {
            let constraint = (error as? PostgresError)?.constraint
            guard constraint == "evaluation_invitations_code_hash_once" else { throw error }
            throw InvalidForm([FieldProblem("code_hash", "is the code of somebody else")])
        }
    }
}
