import Postgres

/// One language and version of a handbook, with its file.
package struct HandbookEdition: CodedNoun {
    package static let noun = "handbook_edition"
    package static let plural = "handbook_editions"

    package let draft: HandbookEditionDraft
    /// Nil until a file was handed in.
    package let file: Blob?
    /// How far the text of the file is read; nil without a file.
    package let text: HandbookTextState?
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

    /// How far an edition is.
    package enum State: String, CaseIterable, Sendable {
        case draft, published, withdrawn
    }

    package static var isPublic: SQL { "handbook_editions.published_on IS NOT NULL" }

    package var state: State {
        if withdrawnOn != nil { return .withdrawn }
        return publishedOn == nil ? .draft : .published
    }

    /// Editions are found with their handbooks.
    package static func isFound(by words: SearchWords) -> SQL {
        "handbook_editions.handbook_id IN (\(words.rows("id", of: "handbooks")))"
    }

    /// Those of a handbook that can be read, the newest first.
    package static func published(
        of handbook: String,
        in transaction: borrowing Transaction
    ) throws -> [HandbookEdition] {
        try rows(
            """
            WHERE handbooks.code = \(handbook) AND handbook_editions.published_on IS NOT NULL
                AND handbook_editions.withdrawn_on IS NULL
            ORDER BY handbook_editions.year DESC, handbook_editions.published_on DESC,
                handbook_editions.language_tag, handbook_editions.code
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
                handbook_editions.licence, handbook_editions.access, blobs.digest, blobs.bytes,
                blobs.media_type, handbook_editions.published_on, handbook_editions.withdrawn_on,
                handbook_editions.row_version, handbook_texts.pages, handbook_texts.problem
            FROM handbook_editions
            JOIN handbooks ON handbooks.id = handbook_editions.handbook_id
            LEFT JOIN blobs ON blobs.id = handbook_editions.blob_id
            LEFT JOIN handbook_texts ON handbook_texts.blob_id = handbook_editions.blob_id
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, Int.self, String.self,
                Access.self, String?.self, Int?.self, Blob.MediaType?.self, CalendarDate?.self,
                CalendarDate?.self, Int.self, Int?.self, HandbookProblem?.self
            )
        ).map { row in
            let file = Blob(digest: row.7, bytes: row.8, mediaType: row.9)
            return HandbookEdition(
                draft: HandbookEditionDraft(
                    code: row.0,
                    handbookCode: row.1,
                    languageTag: row.2,
                    versionLabel: row.3,
                    year: row.4,
                    licence: row.5,
                    access: row.6
                ),
                file: file,
                text: file.map { HandbookTextState($0.mediaType, pages: row.13, row.14) },
                publishedOn: row.10,
                withdrawnOn: row.11,
                version: row.12
            )
        }
    }
}

extension Blob {
    /// The columns of an outer join; nil without a file.
    fileprivate init?(digest: String?, bytes: Int?, mediaType: MediaType?) {
        guard let digest, let bytes, let mediaType else { return nil }
        self.init(digest: digest, bytes: bytes, mediaType: mediaType)
    }
}
