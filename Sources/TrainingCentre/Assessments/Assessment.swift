import Documents
import Postgres

/// What is measured in a training, and how it counts.
package struct Assessment: Equatable, Sendable {
    package let code: String
    package let kind: Kind
    package let title: Titles
    /// Its share in the score of the training, beside the weights of the others.
    package let weight: Int
    /// What has to be reached in it alone; nil when nothing has.
    package let passMarkPercent: Int?
    package let isRequired: Bool
    package let attemptsMax: Int
    package let counts: Counted

    /// What is done.
    package enum Kind: String, CaseIterable, Sendable {
        /// A test before the training, which decides on nothing.
        case pre
        case final, assignment
        /// Work before an assessor, which a second person verifies.
        case practical
    }

    /// Which of several attempts counts.
    package enum Counted: String, CaseIterable, Sendable {
        case best, last
    }

    package var json: JSON {
        [
            "code": .string(code), "kind": .string(kind.rawValue), "title": title.json,
            "weight": .integer(weight), "pass_mark_percent": JSON(passMarkPercent),
            "required": .bool(isRequired), "attempts_max": .integer(attemptsMax),
            "counts": .string(counts.rawValue),
        ]
    }

    /// The assessments of a cohort; refuses with `NotFound`.
    package static func list(
        cohort code: String,
        in transaction: borrowing Transaction
    ) throws -> [Assessment] {
        let cohort = try Cohort.id(of: code, in: transaction)
        return try rows(
            "effective_assessments WHERE cohort_id = \(cohort)",
            in: transaction
        )
    }

    static func rows(
        _ source: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Assessment] {
        try transaction.rows(
            """
            SELECT code, kind, title_sr_cyrl, title_sr_latn, title_en, weight, pass_mark_percent,
                is_required, attempts_max, counts
            FROM \(source)
            ORDER BY position, code
            """,
            as: (
                String.self, Kind.self, String.self, String.self, String.self, Int.self, Int?.self,
                Bool.self, Int.self, Counted.self
            )
        ).map { row in
            Assessment(
                code: row.0,
                kind: row.1,
                title: Titles(srCyrl: row.2, srLatn: row.3, en: row.4),
                weight: row.5,
                passMarkPercent: row.6,
                isRequired: row.7,
                attemptsMax: row.8,
                counts: row.9
            )
        }
    }
}

extension Assessment {
    /// The refusal behind an error of the database when it is planned.
    static func refusal(_ error: PostgresError) -> (any Refusal)? {
        AssessmentError(error) ?? CohortError(error)
    }
}

extension Assessment.Kind: SQLValue {}
extension Assessment.Counted: SQLValue {}

/// Why what is measured, or a result of it, is not entered.
package enum AssessmentError: Refusal {
    case frozen
    case cohortClosed
    case unknown
    case exemptAlready

    /// The refusal behind a constraint of the tables of assessments.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "cohort_assessments_frozen": self = .frozen
        case "assessment_exemptions_cohort_not_closed": self = .cohortClosed
        case "assessment_exemptions_of_cohort": self = .unknown
        case "assessment_exemptions_once": self = .exemptAlready
        default: return nil
        }
    }

    package var kind: RefusalKind { .conflict }

    package var code: String {
        switch self {
        case .frozen: "assessments_frozen"
        case .cohortClosed: "cohort_closed"
        case .unknown: "assessment_unknown"
        case .exemptAlready: "exempt_already"
        }
    }

    package var message: String {
        switch self {
        case .frozen:
            "somebody has a result already, or the cohort is closed: what is measured stays as it "
                + "is"
        case .cohortClosed: "the cohort is closed: what it says is final"
        case .unknown: "the cohort has no such assessment, or one before the training"
        case .exemptAlready: "the person is exempt from it already"
        }
    }
}
