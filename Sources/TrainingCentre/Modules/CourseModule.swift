import Documents
import Postgres

/// A part of a course that somebody goes through alone.
///
/// It is of no language and of no course: versions of courses say which modules they have, and
/// which of them passing takes.
package struct CourseModule: CodedNoun {
    package static let noun = "module"
    package static let plural = "modules"

    package let draft: CourseModuleDraft
    package let version: Int

    /// What a module is; its content is another thing.
    package enum Kind: String, CaseIterable, Sendable {
        case text, video, quiz
        case scorm12 = "scorm-1.2"
        case scorm2004 = "scorm-2004"
        case cmi5, xapi, h5p
        /// Done on another platform, so that its completions are made elsewhere.
        case external
    }

    package static func isFound(by words: SearchWords) -> SQL {
        "modules.id IN (\(words.rows("id", of: "modules")))"
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [CourseModule] {
        try transaction.rows(
            """
            SELECT code, title_sr_cyrl, title_sr_latn, title_en, kind, hours, row_version
            FROM modules
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, Kind.self, Hundredths.self,
                Int.self
            )
        ).map { code, srCyrl, srLatn, en, kind, hours, version in
            CourseModule(
                draft: CourseModuleDraft(
                    code: code,
                    title: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                    kind: kind,
                    hours: hours
                ),
                version: version
            )
        }
    }

    package var json: JSON {
        .object(draft.members + [JSON.Member("version", .integer(version))])
    }
}

/// What can be entered about a module.
package struct CourseModuleDraft: Hashable, Sendable {
    package let code: String
    package let title: Titles
    package let kind: CourseModule.Kind
    /// That going through it takes; 0 when nobody said.
    package let hours: Hundredths

    init(code: String, title: Titles, kind: CourseModule.Kind, hours: Hundredths) {
        self.code = code
        self.title = title
        self.kind = kind
        self.hours = hours
    }

    var members: [JSON.Member] {
        [
            JSON.Member("code", .string(code)), JSON.Member("title", title.json),
            JSON.Member("kind", .string(kind.rawValue)), JSON.Member("hours", hours.json),
        ]
    }
}

extension CourseModuleDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [.code] + DraftField.titles("title") + [
            DraftField.choice("kind", CourseModule.Kind.self, "What it is.", isRequired: true),
            DraftField("hours", "That going through it takes; 0 by default.", .number),
        ]

    package var form: Form {
        var values = title.fields("title")
        values["code"] = code
        values["kind"] = kind.rawValue
        values["hours"] = hours.description
        return Form(values)
    }

    package init(_ form: inout Form) throws {
        code = form.code("code")
        title = form.titles("title")
        kind = form.choice("kind") ?? .text
        hours = form.has("hours") ? form.hundredths("hours", in: 0...200_000) : Hundredths(0)
        try form.check()
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "modules_code_once": CodeTaken(CourseModule.noun)
        case "modules_published_kept": ModuleError.published
        case "modules_kind_has_content": ModuleError.hasContent
        default: nil
        }
    }

    package func insert(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            INSERT INTO modules (code, title_sr_cyrl, title_sr_latn, title_en, kind, hours)
            VALUES (
                \(code), \(title.srCyrl), \(title.srLatn), \(title.en), \(kind), \(hours))
            """
        )
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE modules
            SET title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en), kind = \(kind), hours = \(hours)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        ) == 1
    }
}

extension CourseModule.Kind: SQLValue {}
