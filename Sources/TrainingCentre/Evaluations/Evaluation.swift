import Documents
import Postgres

/// A questionnaire that is put to a cohort for some days.
package struct Evaluation: Sendable {
    package let id: ID<Evaluation>
    package let cohortCode: String
    package let questionnaireCode: String
    package let questionnaireVersion: Int
    package let kind: Questionnaire.Kind
    package let opensOn: CalendarDate
    package let closesOn: CalendarDate
    /// Whether who does not answer does not pass.
    package let isRequired: Bool
    /// Whether its days follow the cohort's: the course asks for it, and nobody moved it.
    package let followsCohort: Bool
    package let invited: Int
    package let answered: Int
    /// Whether nobody can answer any more: only then there are results.
    package let isOver: Bool

    /// How long an evaluation is open unless somebody says otherwise, in days.
    private enum Limits {
        static let reactionDays = 30
        static let followUpAfterDays = 182
        static let followUpDays = 60
    }

    package var json: JSON {
        [
            "evaluation": .integer(id.value), "cohort": .string(cohortCode),
            "questionnaire": .string(questionnaireCode),
            "version": .integer(questionnaireVersion), "kind": .string(kind.rawValue),
            "opens_on": opensOn.json, "closes_on": closesOn.json, "required": .bool(isRequired),
            "follows_cohort": .bool(followsCohort),
            "invited": .integer(invited), "answered": .integer(answered), "over": .bool(isOver),
        ]
    }

    /// The evaluations of a cohort in the order of their days.
    ///
    /// Refuses with `NotFound` and `AccessError.notAllowed`.
    package static func list(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Evaluation] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readReports, orTeaching: [cohort], in: transaction)
        return try rows(
            "WHERE cohort_id = \(cohort) ORDER BY opens_on, evaluations.id",
            in: transaction
        )
    }

    /// One evaluation; refuses with `NotFound`.
    static func find(
        _ id: ID<Evaluation>,
        in transaction: borrowing Transaction
    ) throws -> Evaluation {
        guard let found = try rows("WHERE evaluations.id = \(id)", in: transaction).first else {
            throw NotFound("evaluation", String(id.value))
        }
        return found
    }

    /// Puts the newest version of a questionnaire to a cohort.
    ///
    /// The form has `questionnaire`, and may have `opens_on`, `closes_on` and `required`. A
    /// reaction opens on the cohort's last day for 30 days, a follow-up half a year later for 60.
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `InvalidForm` and `EvaluationError`.
    package static func create(
        cohort code: String,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Evaluation {
        try actor.require(.manageCatalogue)
        var form = form
        let name = form.code("questionnaire")
        let (first, last) = (form.optionalDate("opens_on"), form.optionalDate("closes_on"))
        let isRequired = form.flag("required")
        try form.check()
        let cohort = try Cohort.lock(code, in: transaction)
        let questionnaire = try Questionnaire.find(name, in: transaction)
        let endsOn = try Cohort.find(code, in: transaction).draft.endsOn
        let (after, days) =
            questionnaire.kind == .reaction
            ? (0, Limits.reactionDays) : (Limits.followUpAfterDays, Limits.followUpDays)
        let opensOn = first ?? CalendarDate(dayNumber: endsOn.dayNumber + after)
        let closesOn = last ?? CalendarDate(dayNumber: opensOn.dayNumber + days)
        do {
            let id = try transaction.value(
                """
                INSERT INTO evaluations (
                    cohort_id, questionnaire_id, opens_on, closes_on, is_required)
                VALUES (\(cohort), \(questionnaire.id), \(opensOn), \(closesOn), \(isRequired))
                RETURNING id
                """,
                as: ID<Evaluation>.self
            )
            return try find(id ?? ID(0), in: transaction)
        } catch {
            throw (error as? PostgresError).flatMap(EvaluationError.init) ?? error
        }
    }

    /// Moves the days of an evaluation that is not over; yesterday as the last one ends it now,
    /// also on its first day.
    ///
    /// From then on they do not follow the cohort's any more.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `InvalidForm` and `EvaluationError`.
    package static func move(
        _ id: ID<Evaluation>,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Evaluation {
        try actor.require(.manageCatalogue)
        var form = form
        let (first, last) = (form.optionalDate("opens_on"), form.optionalDate("closes_on"))
        try form.check()
        do {
            _ = try transaction.execute(
                """
                UPDATE evaluations
                SET opens_on = CASE
                        WHEN \(first)::date IS NULL AND \(last)::date = centre_today() - 1
                            THEN least(opens_on, \(last))
                        ELSE coalesce(\(first), opens_on) END,
                    closes_on = coalesce(\(last), closes_on), follows_cohort = false
                WHERE id = \(id)
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(EvaluationError.init) ?? error
        }
        return try find(id, in: transaction)
    }

    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Evaluation] {
        try transaction.rows(
            """
            SELECT evaluations.id, cohorts.code, questionnaires.code, questionnaires.version,
                questionnaires.kind, opens_on, closes_on, is_required, follows_cohort,
                invitations.invited, invitations.answered, closes_on < centre_today()
            FROM evaluations
            JOIN cohorts ON cohorts.id = evaluations.cohort_id
            JOIN questionnaires ON questionnaires.id = evaluations.questionnaire_id
            CROSS JOIN LATERAL (
                SELECT count(*) AS invited, count(*) FILTER (WHERE is_used) AS answered
                FROM evaluation_invitations WHERE evaluation_id = evaluations.id
            ) AS invitations
            \(condition)
            """,
            as: (
                ID<Evaluation>.self, String.self, String.self, Int.self, Questionnaire.Kind.self,
                CalendarDate.self, CalendarDate.self, Bool.self, Bool.self, Int.self, Int.self,
                Bool.self
            )
        ).map { row in
            Evaluation(
                id: row.0,
                cohortCode: row.1,
                questionnaireCode: row.2,
                questionnaireVersion: row.3,
                kind: row.4,
                opensOn: row.5,
                closesOn: row.6,
                isRequired: row.7,
                followsCohort: row.8,
                invited: row.9,
                answered: row.10,
                isOver: row.11
            )
        }
    }
}

/// Why an evaluation is not made, changed or answered.
package enum EvaluationError: Refusal {
    case madeAlready
    case daysReversed
    case over
    case wouldBeOver
    case requiredTooLate
    /// A follow-up would be asked before the training has ended.
    case followUpTooEarly
    case notOpen
    /// Who is invited has no seat in the cohort.
    case invitedWithoutSeat
    /// A code was sent, and another is brought.
    case codeSent
    /// Who answers, answers here.
    case askedHere
    case answeredAlready
    case answersDoNotFit
    case resultsNotYet

    /// The refusal behind a constraint of the tables of evaluations.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "evaluations_once": self = .madeAlready
        case "evaluations_days_ordered": self = .daysReversed
        case "evaluations_over_kept": self = .over
        case "evaluations_not_over": self = .wouldBeOver
        case "evaluations_required_in_time": self = .requiredTooLate
        case "evaluations_follow_up_after_end": self = .followUpTooEarly
        case "evaluation_answers_while_open": self = .notOpen
        case "evaluation_invitations_of_seat": self = .invitedWithoutSeat
        case "evaluation_invitations_code_kept": self = .codeSent
        case "evaluation_invitations_none_sent": self = .askedHere
        case "evaluation_invitations_used_once": self = .answeredAlready
        case "evaluation_answers_fit_questions": self = .answersDoNotFit
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .daysReversed, .wouldBeOver, .answersDoNotFit, .followUpTooEarly: .invalid
        default: .conflict
        }
    }

    package var column: String {
        switch self {
        case .over: "questionnaire"
        case .invitedWithoutSeat: "email"
        case .codeSent: "code_hash"
        case .askedHere: "answered"
        default: ""
        }
    }

    package var code: String {
        switch self {
        case .madeAlready: "evaluation_made"
        case .daysReversed: "evaluation_days_reversed"
        case .over: "evaluation_over"
        case .wouldBeOver: "evaluation_would_be_over"
        case .requiredTooLate: "evaluation_not_required"
        case .followUpTooEarly: "evaluation_follow_up_too_early"
        case .notOpen: "evaluation_not_open"
        case .invitedWithoutSeat: "evaluation_seat_missing"
        case .codeSent: "evaluation_code_sent"
        case .askedHere: "evaluation_asked_here"
        case .answeredAlready: "evaluation_answered"
        case .answersDoNotFit: "evaluation_answers_do_not_fit"
        case .resultsNotYet: "evaluation_results_not_yet"
        }
    }

    package var message: String {
        switch self {
        case .madeAlready: "this version of the questionnaire is put to the cohort already"
        case .daysReversed: "closes_on lies before opens_on"
        case .over: "the evaluation is over: its results may have been read, so it stays over"
        case .wouldBeOver:
            "closes_on lies in the past: choose today or a later day, or yesterday to end it now"
        case .requiredTooLate:
            "only a reaction can be asked for passing, and only before the cohort is closed"
        case .followUpTooEarly:
            "a follow-up opens after the last day of the cohort: give a later opens_on"
        case .notOpen: "the questionnaire cannot be answered at present"
        case .invitedWithoutSeat: "only who has a seat in the cohort is asked"
        case .codeSent:
            "the person is invited with another code, which stays: if it is lost, renew the "
                + "invitations of the evaluation"
        case .askedHere:
            "people were invited to the evaluation or have answered here: nobody is taken to have "
                + "answered elsewhere any more"
        case .answeredAlready: "the questionnaire was answered with this code"
        case .answersDoNotFit: "answer every question that has to be answered, once"
        case .resultsNotYet:
            "there are results once nobody can answer any more: from results before and after one "
                + "answer that answer would be known"
        }
    }
}

extension Form {
    /// A yes or no; not filled in is no.
    mutating func flag(_ field: String) -> Bool {
        switch optionalText(field)?.lowercased() {
        case "true", "yes": return true
        case nil, "false", "no": return false
        default:
            refuse(field, "is neither true nor false")
            return false
        }
    }
}
