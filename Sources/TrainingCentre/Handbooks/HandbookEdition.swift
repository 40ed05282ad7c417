import Postgres

/// One language and version of a handbook, with its file.
package struct HandbookEdition: CodedNoun {
    package static let noun = "handbook_edition"
    package static let plural = "handbook_editions"

    package let draft: HandbookEditionDraft
    /// All of them, the first one first; none until one was handed in.
    package let files: [Blob]
    /// How far the text is read that is searched; nil where there is none to be read.
    package let text: HandbookTextState?
    /// The edition that took its place, when people can read that.
    package let successor: Successor?
    package let publishedOn: CalendarDate?
    package let withdrawnOn: CalendarDate?
    package let version: Int

    /// Who may read it.
    package enum Access: String, CaseIterable, Sendable {
        /// Everybody, without signing in.
        case open
        /// Whoever has an account.
        case accounts
    }

    /// The edition that took the place of another.
    package struct Successor: Hashable, Sendable {
        package let handbookCode: String
        package let code: String
        package let languageTag: String
        package let versionLabel: String

        package init(
            handbookCode: String,
            code: String,
            languageTag: String,
            versionLabel: String
        ) {
            (self.handbookCode, self.code) = (handbookCode, code)
            (self.languageTag, self.versionLabel) = (languageTag, versionLabel)
        }
    }

    /// How far an edition is.
    package enum State: String, CaseIterable, Sendable {
        case draft, published, withdrawn
    }

    package static var isPublic: SQL { "handbook_editions.published_on IS NOT NULL" }

    /// Everybody is told of a successor when it is there to be read.
    package static func shown(
        _ found: [HandbookEdition],
        in transaction: borrowing Transaction
    ) throws -> [HandbookEdition] {
        found.map { edition in
            var draft = edition.draft
            draft.supersededBy = edition.successor?.code
            return HandbookEdition(
                draft: draft,
                files: edition.files,
                text: edition.text,
                successor: edition.successor,
                publishedOn: edition.publishedOn,
                withdrawnOn: edition.withdrawnOn,
                version: edition.version
            )
        }
    }

    /// The first file, which was handed in for it; nil until one was.
    package var file: Blob? { files.first }

    package var state: State {
        if withdrawnOn != nil { return .withdrawn }
        return publishedOn == nil ? .draft : .published
    }

    /// Editions are found with their handbooks.
    package static func isFound(by words: SearchWords) -> SQL {
        "handbook_editions.handbook_id IN (\(words.rows("id", of: "handbooks")))"
    }

    /// Those that can be read, of one handbook or of all, by handbook; the newest first.
    package static func published(
        of handbook: String? = nil,
        in transaction: borrowing Transaction
    ) throws -> [HandbookEdition] {
        try rows(
            """
            WHERE (\(handbook)::text IS NULL OR handbooks.code = \(handbook))
                AND handbook_editions.published_on IS NOT NULL
                AND handbook_editions.withdrawn_on IS NULL
            ORDER BY handbooks.code, handbook_editions.year DESC,
                handbook_editions.published_on DESC, handbook_editions.language_tag,
                handbook_editions.code
            """,
            in: transaction
        )
    }

    /// All of one handbook, drafts and what was withdrawn among them; the newest first.
    package static func all(
        of handbook: String,
        in transaction: borrowing Transaction
    ) throws -> [HandbookEdition] {
        try rows(
            """
            WHERE handbooks.code = \(handbook)
            ORDER BY handbook_editions.year DESC, handbook_editions.code
            """,
            in: transaction
        )
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [HandbookEdition] {
        try transaction.rows(
            """
            SELECT handbook_editions.code, handbooks.code, handbook_editions.language_tag,
                handbook_editions.version_label, handbook_editions.year,
                handbook_editions.licence, handbook_editions.access,
                (SELECT code FROM handbook_editions AS later
                    WHERE later.id = handbook_editions.superseded_by_id),
                \(files("blobs.digest")), \(files("blobs.bytes")), \(files("blobs.media_type")),
                edition_texts.media_type, handbook_texts.pages, handbook_texts.problem,
                \(successor), handbook_editions.published_on, handbook_editions.withdrawn_on,
                handbook_editions.row_version
            FROM handbook_editions
            JOIN handbooks ON handbooks.id = handbook_editions.handbook_id
            LEFT JOIN edition_texts ON edition_texts.edition_id = handbook_editions.id
            LEFT JOIN handbook_texts ON handbook_texts.blob_id = edition_texts.blob_id
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, Int.self, String.self,
                Access.self, String?.self, [String].self, [Int].self, [String].self,
                Blob.MediaType?.self, Int?.self, HandbookProblem?.self, [String].self,
                CalendarDate?.self, CalendarDate?.self, Int.self
            )
        ).map { row in
            HandbookEdition(
                draft: HandbookEditionDraft(
                    code: row.0,
                    handbookCode: row.1,
                    languageTag: row.2,
                    versionLabel: row.3,
                    year: row.4,
                    licence: row.5,
                    access: row.6,
                    supersededBy: row.7
                ),
                files: Blob.all(row.8, row.9, row.10),
                text: row.11.map { HandbookTextState($0, pages: row.12, row.13) },
                successor: Successor(row: row.14),
                publishedOn: row.15,
                withdrawnOn: row.16,
                version: row.17
            )
        }
    }

    /// A column of the files of a row, in their order.
    private static func files(_ column: SQL) -> SQL {
        """
        ARRAY(
            SELECT \(column)
            FROM edition_files JOIN blobs ON blobs.id = edition_files.blob_id
            WHERE edition_files.edition_id = handbook_editions.id
            ORDER BY edition_files.place)
        """
    }

    /// What is told of the edition that took the place of a row; empty while nobody can read that.
    private static var successor: SQL {
        """
        coalesce((
            SELECT ARRAY[of_successor.code, later.code, later.language_tag, later.version_label]
            FROM handbook_editions AS later
            JOIN handbooks AS of_successor ON of_successor.id = later.handbook_id
            WHERE later.id = handbook_editions.superseded_by_id
                AND later.published_on IS NOT NULL AND later.withdrawn_on IS NULL), '{}')
        """
    }
}

extension HandbookEdition.Successor {
    fileprivate init?(row: [String]) {
        guard row.count == 4 else { return nil }
        self.init(handbookCode: row[0], code: row[1], languageTag: row[2], versionLabel: row[3])
    }
}

extension Blob {
    /// The columns of several files.
    fileprivate static func all(
        _ digests: [String],
        _ bytes: [Int],
        _ mediaTypes: [String]
    ) -> [Blob] {
        digests.indices.compactMap { place in
            MediaType(rawValue: mediaTypes[place]).map {
                Blob(digest: digests[place], bytes: bytes[place], mediaType: $0)
            }
        }
    }
}
