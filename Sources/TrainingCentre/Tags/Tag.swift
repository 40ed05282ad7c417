import Documents
import Postgres

/// A word of a fixed vocabulary under which projects, courses and activities are found.
package struct Tag: CodedNoun {
    package static let noun = "tag"
    package static let plural = "tags"

    package let draft: TagDraft
    /// The codes of what carries the tag.
    package let projects: [String]
    package let courses: [String]
    package let activities: [String]
    package let version: Int

    /// The lists of words that tags are of.
    package enum Vocabulary: String, CaseIterable, Sendable {
        /// The Sustainable Development Goals of the United Nations.
        case sdg
        /// The objectives of the Global Compact for Safe, Orderly and Regular Migration.
        case gcm
        case migrantCategory = "migrant-category"
        case theme
    }

    package static func isFound(by words: SearchWords) -> SQL {
        "tags.id IN (\(words.rows("id", of: "tags")))"
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Tag] {
        try transaction.rows(
            """
            SELECT tags.code, tags.vocabulary,
                ARRAY[tags.title_sr_cyrl, tags.title_sr_latn, tags.title_en],
                ARRAY(
                    SELECT code FROM projects JOIN project_tags ON project_id = projects.id
                    WHERE tag_id = tags.id ORDER BY code COLLATE "C"),
                ARRAY(
                    SELECT code FROM courses JOIN course_tags ON course_id = courses.id
                    WHERE tag_id = tags.id ORDER BY code COLLATE "C"),
                ARRAY(
                    SELECT code FROM activities JOIN activity_tags ON activity_id = activities.id
                    WHERE tag_id = tags.id ORDER BY code COLLATE "C"),
                tags.row_version
            FROM tags
            \(condition)
            """,
            as: (
                String.self, Vocabulary.self, [String].self, [String].self, [String].self,
                [String].self, Int.self
            )
        ).map { code, vocabulary, title, projects, courses, activities, version in
            Tag(
                draft: TagDraft(code: code, vocabulary: vocabulary, title: Titles(columns: title)),
                projects: projects,
                courses: courses,
                activities: activities,
                version: version
            )
        }
    }

    package var json: JSON {
        func codes(_ codes: [String]) -> JSON { .array(codes.map(JSON.string)) }
        return [
            "code": .string(draft.code), "vocabulary": .string(draft.vocabulary.rawValue),
            "title": draft.title.json, "projects": codes(projects), "courses": codes(courses),
            "activities": codes(activities), "version": .integer(version),
        ]
    }
}

/// What can be entered about a tag.
package struct TagDraft: Hashable, Sendable {
    package let code: String
    package let vocabulary: Tag.Vocabulary
    package let title: Titles
}

extension TagDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [
            .code,
            .choice("vocabulary", Tag.Vocabulary.self, "Which list it is of.", isRequired: true),
        ] + DraftField.titles("title")

    package init(_ form: inout Form) throws {
        code = form.code("code")
        vocabulary = form.choice("vocabulary") ?? .theme
        title = form.titles("title")
        try form.check()
    }

    package var form: Form {
        var values = title.fields("title")
        values["code"] = code
        values["vocabulary"] = vocabulary.rawValue
        return Form(values)
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        error.constraint == "tags_code_once" ? CodeTaken(Tag.noun) : nil
    }

    package func insert(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            INSERT INTO tags (code, vocabulary, title_sr_cyrl, title_sr_latn, title_en)
            VALUES (\(code), \(vocabulary), \(title.srCyrl), \(title.srLatn), \(title.en))
            """
        )
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE tags
            SET vocabulary = \(vocabulary), title_sr_cyrl = \(title.srCyrl),
                title_sr_latn = \(title.srLatn), title_en = \(title.en)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        ) == 1
    }
}
