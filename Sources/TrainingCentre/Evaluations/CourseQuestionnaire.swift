import Documents
import Postgres

/// A questionnaire that a course asks in each of its cohorts, and when.
package struct CourseQuestionnaire: Sendable {
    /// The code; a cohort is asked the newest version.
    package let questionnaire: String
    package let kind: Questionnaire.Kind
    /// Months from the last day of the cohort to the first of the answers.
    package let afterMonths: Int
    /// Days in which answers are taken.
    package let openDays: Int

    package var json: JSON {
        [
            "questionnaire": .string(questionnaire), "kind": .string(kind.rawValue),
            "after_months": .integer(afterMonths), "open_days": .integer(openDays),
        ]
    }

    /// What the newest version of a course asks, in the order of time; refuses with `NotFound`.
    package static func list(
        course code: String,
        in transaction: borrowing Transaction
    ) throws -> [CourseQuestionnaire] {
        let course = try Course.find(code, in: transaction).draft.code
        return try list(
            versions: "newest_course_version((SELECT id FROM courses WHERE code = \(course)))",
            in: transaction
        )
    }

    /// What a version asks.
    static func list(
        version id: ID<CourseVersion>,
        in transaction: borrowing Transaction
    ) throws -> [CourseQuestionnaire] {
        try list(versions: "\(id)", in: transaction)
    }

    private static func list(
        versions id: SQL,
        in transaction: borrowing Transaction
    ) throws -> [CourseQuestionnaire] {
        try transaction.rows(
            """
            SELECT questionnaires.code, questionnaires.kind, asked.after_months, asked.open_days
            FROM course_version_questionnaires AS asked
            JOIN questionnaires ON questionnaires.id = asked.questionnaire_id
            WHERE asked.course_version_id = \(id)
            ORDER BY asked.after_months, questionnaires.code COLLATE "C"
            """,
            as: (String.self, Questionnaire.Kind.self, Int.self, Int.self)
        ).map(CourseQuestionnaire.init)
    }
}

/// What a course shall ask, in the place of what it asked.
package struct QuestionnairePlan: Sendable {
    typealias Asked = (code: String, afterMonths: Int?, openDays: Int?)

    private let asked: [Asked]

    enum Limits {
        static let questionnairesMax = 10
        static let monthsMax = 60
        static let daysMax = 366
    }

    /// Reads a list of objects with `questionnaire`, and `after_months` and `open_days` if they are
    /// not the usual ones: a reaction at once for 30 days, a follow-up after 6 months for 60.
    ///
    /// Refuses with `InvalidForm`, which names the place.
    package init(_ json: [JSON]) throws {
        var problems: [FieldProblem] = []
        if json.count > Limits.questionnairesMax {
            problems.append(
                FieldProblem("questionnaires", "are more than \(Limits.questionnairesMax)")
            )
        }
        var asked: [Asked] = []
        for (index, element) in json.enumerated() {
            var form = Form(element.fieldValues)
            let entry = Self.asked("questionnaire", in: &form)
            if asked.contains(where: { $0.code == entry.code }) {
                form.refuse("questionnaire", "stands twice")
            }
            asked.append(entry)
            problems += form.problems.map {
                $0.named("questionnaires[\(index + 1)].\($0.field)")
            }
        }
        guard problems.isEmpty else { throw InvalidForm(problems) }
        self.asked = asked
    }

    init(asked: [Asked]) {
        self.asked = asked
    }

    /// Reads one, whose code stands in a field.
    static func asked(_ field: String, in form: inout Form) -> Asked {
        (
            form.code(field), form.optionalInteger("after_months", in: 0...Limits.monthsMax),
            form.optionalInteger("open_days", in: 1...Limits.daysMax)
        )
    }

    /// Names them in the draft of a course, which is begun when its newest version is published.
    ///
    /// Cohorts of that version are asked them by themselves once they are confirmed. Refuses with
    /// `AccessError.notAllowed` and `NotFound`.
    package func enter(
        course code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [CourseQuestionnaire] {
        try actor.require(.manageCatalogue)
        let version = try CourseVersion.draftID(of: code, in: transaction)
        try enter(version: ID(version), in: transaction)
        return try CourseQuestionnaire.list(course: code, in: transaction)
    }

    /// Names them in a draft that is known, in the place of what it asked.
    func enter(version: ID<CourseVersion>, in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            "DELETE FROM course_version_questionnaires WHERE course_version_id = \(version)"
        )
        for entry in asked {
            let known = try Questionnaire.find(entry.code, in: transaction)
            let (after, days) = known.kind == .reaction ? (0, 30) : (6, 60)
            _ = try transaction.execute(
                """
                INSERT INTO course_version_questionnaires (
                    course_version_id, questionnaire_id, after_months, open_days)
                VALUES (
                    \(version), \(known.id), \(entry.afterMonths ?? after),
                    \(entry.openDays ?? days))
                """
            )
        }
    }
}

/// Something that somebody has to do about a questionnaire today.
package struct DueEvaluation: Sendable {
    package let due: Due
    package let cohortCode: String
    package let questionnaireCode: String
    /// nil: the questionnaire is not put to the cohort yet.
    package let evaluation: ID<Evaluation>?
    package let opensOn: CalendarDate
    package let closesOn: CalendarDate

    /// What there is to do.
    package enum Due: String, CaseIterable, Sendable {
        /// The course asks for it, and it is not put to the cohort.
        case put
        /// Answers are taken, and some people are not invited.
        case invite
    }

    package var json: JSON {
        [
            "due": .string(due.rawValue), "cohort": .string(cohortCode),
            "questionnaire": .string(questionnaireCode), "evaluation": JSON(evaluation?.value),
            "opens_on": opensOn.json, "closes_on": closesOn.json,
        ]
    }

    /// What is due today, what opened first before; refuses with `AccessError.notAllowed`.
    package static func list(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [DueEvaluation] {
        try actor.require(.readReports)
        return try transaction.rows(
            """
            SELECT due, cohort_code, questionnaire_code, evaluation_id, opens_on, closes_on
            FROM due_evaluations(centre_today())
            """,
            as: (
                Due.self, String.self, String.self, ID<Evaluation>?.self, CalendarDate.self,
                CalendarDate.self
            )
        ).map(DueEvaluation.init)
    }
}

extension DueEvaluation.Due: SQLValue {}

extension CourseVersion {
    /// The draft of a course, begun when its newest version is published; refuses with `NotFound`.
    ///
    /// The course stays locked, so that two begin one draft.
    static func draftID(
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> Int {
        guard
            let course = try transaction.value(
                "SELECT id FROM courses WHERE code = \(code.uppercased()) FOR NO KEY UPDATE",
                as: Int.self
            )
        else { throw NotFound("course", code) }
        let draft = try transaction.value(
            "SELECT id FROM course_versions WHERE course_id = \(course) AND published_on IS NULL",
            as: Int.self
        )
        guard
            let version = try draft
                ?? transaction.value("SELECT revise_course(\(course))", as: Int.self)
        else { throw NotFound("course", code) }
        return version
    }
}
