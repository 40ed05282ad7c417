import Postgres

/// What can be entered about an edition of a handbook.
package struct HandbookEditionDraft: Hashable, Sendable {
    package let code: String
    package let handbookCode: String
    /// A tag of BCP 47 with its script where the language has two: `sr-Cyrl`, `en`, `ar`.
    package let languageTag: String
    /// What the title page says: `1`, `2.1`, `second, revised`.
    package let versionLabel: String
    package let year: Int
    package let licence: String
    package let access: HandbookEdition.Access
    /// The edition that took its place.
    package var supersededBy: String?
}

extension HandbookEditionDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields: [DraftField] = [
        .code, .code("handbook_code", "The handbook that it is of.", isRequired: true),
        DraftField(
            "language_tag",
            "The tag of the language, with the script of Serbian: sr-Cyrl, sr-Latn, en, ar.",
            isRequired: true
        ),
        DraftField("version_label", "The version that its title page says.", isRequired: true),
        DraftField("year", "The year of its title page.", .integer, isRequired: true),
        DraftField("licence", "The name of the licence by SPDX: CC-BY-4.0.", isRequired: true),
        .choice("access", HandbookEdition.Access.self, "Who may read it; open by default."),
        .code("superseded_by", "The edition that took its place."),
    ]

    package init(_ form: inout Form) throws {
        code = form.code("code")
        handbookCode = form.code("handbook_code")
        languageTag = form.text("language_tag", lengthMax: 20)
        if !languageTag.isEmpty, !Self.isLanguage(languageTag) {
            form.refuse("language_tag", "is no tag of a language: write sr-Cyrl, sr-Latn, en or ar")
        }
        versionLabel = form.text("version_label", lengthMax: 40)
        year = form.integer("year", in: 1990...2100)
        licence = form.text("licence", lengthMax: 100)
        access = form.choice("access", otherwise: HandbookEdition.Access.open) ?? .open
        supersededBy = form.optionalCode("superseded_by")
        try form.check()
    }

    /// RFC 5646, with a script of four letters at most; Serbian alone would not say its script.
    private static func isLanguage(_ tag: String) -> Bool {
        tag.wholeMatch(of: /[a-z]{2,3}(-[A-Z][a-z]{3})?/) != nil && tag != "sr"
    }

    package var form: Form {
        Form([
            "code": code, "handbook_code": handbookCode, "language_tag": languageTag,
            "version_label": versionLabel, "year": String(year), "licence": licence,
            "access": access.rawValue, "superseded_by": supersededBy ?? "",
        ])
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "handbook_editions_code_once": CodeTaken(HandbookEdition.spoken)
        case "handbook_editions_once":
            InvalidForm([
                FieldProblem("version_label", "the handbook has it in this language already")
            ])
        case "handbook_editions_superseded_no_circle":
            InvalidForm([
                FieldProblem("superseded_by", "it would take its own place in the end")
            ])
        default: HandbookError(error)
        }
    }

    private var references: [Reference] {
        [
            Reference("handbook_code", Handbook.self, handbookCode),
            Reference("superseded_by", HandbookEdition.self, supersededBy),
        ]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO handbook_editions (
                code, handbook_id, language_tag, version_label, year, licence, access,
                superseded_by_id)
            SELECT \(code), handbooks.id, \(languageTag), \(versionLabel), \(year), \(licence),
                \(access), (SELECT id FROM handbook_editions WHERE code = \(supersededBy))
            FROM handbooks WHERE handbooks.code = \(handbookCode)
            """
        )
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        return try transaction.execute(
            """
            UPDATE handbook_editions
            SET handbook_id = handbooks.id, language_tag = \(languageTag),
                version_label = \(versionLabel), year = \(year), licence = \(licence),
                access = \(access),
                superseded_by_id = (
                    SELECT later.id FROM handbook_editions AS later
                    WHERE later.code = \(supersededBy))
            FROM handbooks
            WHERE handbooks.code = \(handbookCode) AND handbook_editions.code = \(code)
                AND (\(version)::bigint IS NULL OR handbook_editions.row_version = \(version))
            """
        ) == 1
    }
}
