import Documents
import Postgres

/// Courses in an order; a training of trainers is one.
package struct Programme: CodedNoun {
    package static let noun = "programme"
    package static let plural = "programmes"

    package let draft: ProgrammeDraft
    /// The titles of its courses, in their order.
    package let courseTitles: [Titles]
    package let version: Int

    /// What a programme is for.
    package enum Kind: String, CaseIterable, Sendable {
        case programme
        case trainingOfTrainers = "training-of-trainers"
    }

    /// Whether somebody takes the courses in their order, or is only advised to.
    package enum Order: String, CaseIterable, Sendable {
        case enforced, advisory
    }

    package static func isFound(by words: SearchWords) -> SQL {
        "programmes.id IN (\(words.rows("id", of: "programmes")))"
    }

    /// The programmes in which a course stands, by code.
    package static func list(
        course code: String,
        in transaction: borrowing Transaction
    ) throws -> [Programme] {
        try rows(
            """
            WHERE programmes.id IN (
                SELECT programme_id
                FROM programme_courses JOIN courses ON courses.id = programme_courses.course_id
                WHERE courses.code = \(code.uppercased()))
            ORDER BY programmes.code
            """,
            in: transaction
        )
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Programme] {
        let column = { (name: String) -> SQL in
            """
            ARRAY(
                SELECT courses.\(identifier: name)
                FROM programme_courses JOIN courses ON courses.id = programme_courses.course_id
                WHERE programme_courses.programme_id = programmes.id
                ORDER BY programme_courses.position)
            """
        }
        return try transaction.rows(
            """
            SELECT programmes.code, programmes.title_sr_cyrl, programmes.title_sr_latn,
                programmes.title_en, programmes.kind, programmes.course_order,
                \(column("code")), \(column("title_sr_cyrl")), \(column("title_sr_latn")),
                \(column("title_en")), programmes.row_version
            FROM programmes
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, Kind.self, Order.self,
                [String].self, [String].self, [String].self, [String].self, Int.self
            )
        ).map { row in
            Programme(
                draft: ProgrammeDraft(
                    code: row.0,
                    title: Titles(srCyrl: row.1, srLatn: row.2, en: row.3),
                    kind: row.4,
                    order: row.5,
                    courses: row.6
                ),
                courseTitles: row.7.indices.map {
                    Titles(srCyrl: row.7[$0], srLatn: row.8[$0], en: row.9[$0])
                },
                version: row.10
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "title": draft.title.json,
            "kind": .string(draft.kind.rawValue), "course_order": .string(draft.order.rawValue),
            "courses": .array(draft.courses.map(JSON.string)), "version": .integer(version),
        ]
    }
}

extension Programme.Kind: SQLValue {}
extension Programme.Order: SQLValue {}
