import Postgres

/// Who is invited to answer a questionnaire that is not over, and who has answered.
///
/// Of a code only the hash is kept, and so only the hash comes along: codes that were sent go on to
/// work, here too, where none is taken by another. Answers do not come; who has given one is not
/// asked again, which takes a reason and an evaluation to which nobody was invited from here.
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
        let evaluation = try asked(questionnaire, of: code, run, in: transaction)
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
            let refused = error as? PostgresError
            let constraint = refused?.constraint
            switch constraint {
            case "evaluation_invitations_code_hash_once":
                throw InvalidForm([FieldProblem("code_hash", "is the code of somebody else")])
            case "evaluation_invitations_answered_has_reason": throw ReasonMissing()
            default: throw refused.flatMap(EvaluationError.init) ?? error
            }
        }
    }

    /// The evaluation that a row means; one that is over takes nobody in any more.
    private static func asked(
        _ questionnaire: String,
        of code: String,
        _ run: ImportRun,
        in transaction: borrowing Transaction
    ) throws -> Evaluation {
        let asked = try Evaluation.list(cohort: code, by: run.act.actor, in: transaction)
            .filter { $0.questionnaireCode == questionnaire }
        if let evaluation = asked.last(where: { !$0.isOver }) { return evaluation }
        guard asked.isEmpty else { throw EvaluationError.over }
        throw InvalidForm([
            FieldProblem("questionnaire", "\(code) is not asked \(questionnaire)")
        ])
    }
}
