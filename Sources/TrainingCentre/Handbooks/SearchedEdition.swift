import Documents
import Postgres

/// A published edition whose file is searched, as far as its text is read.
package struct SearchedEdition: Sendable {
    package let code: String
    package let handbookCode: String
    package let handbookTitle: Titles
    package let languageTag: String
    package let versionLabel: String
    package let mediaType: Blob.MediaType
    package let text: HandbookTextState
    let blobID: ID<Blob>

    /// Those that a search goes through, by handbook; of one file the newest edition.
    static func all(
        for search: PassageSearch,
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> [SearchedEdition] {
        let isSignedIn = actor != nil
        return try transaction.rows(
            """
            WITH readable AS (
                SELECT id, code, handbook_id, language_tag, version_label, blob_id,
                    row_number() OVER (
                        PARTITION BY handbook_id, language_tag
                        ORDER BY year DESC, published_on DESC, id DESC) AS age
                FROM handbook_editions
                WHERE published_on IS NOT NULL AND withdrawn_on IS NULL
                    AND (access = 'open' OR \(isSignedIn))
            ), wanted AS (
                SELECT DISTINCT ON (readable.blob_id) readable.code, handbooks.code AS handbook,
                    ARRAY[title_sr_cyrl, title_sr_latn, title_en] AS titles,
                    readable.language_tag, readable.version_label, readable.blob_id
                FROM readable JOIN handbooks ON handbooks.id = readable.handbook_id
                WHERE (readable.age = 1 OR \(search.includesSuperseded))
                    AND (\(search.handbook)::text IS NULL OR handbooks.code = \(search.handbook))
                    AND (\(search.language)::text IS NULL
                        OR readable.language_tag = \(search.language)
                        OR starts_with(readable.language_tag, \(search.language) || '-'))
                ORDER BY readable.blob_id, readable.age, readable.id DESC
            )
            SELECT wanted.code, wanted.handbook, wanted.titles, wanted.language_tag,
                wanted.version_label, wanted.blob_id, blobs.media_type,
                handbook_texts.pages, handbook_texts.problem
            FROM wanted
            JOIN blobs ON blobs.id = wanted.blob_id
            JOIN handbook_texts ON handbook_texts.blob_id = wanted.blob_id
            ORDER BY wanted.handbook, wanted.code
            """,
            as: (
                String.self, String.self, [String].self, String.self, String.self, ID<Blob>.self,
                Blob.MediaType.self, Int?.self, HandbookProblem?.self
            )
        ).map { row in
            SearchedEdition(
                code: row.0,
                handbookCode: row.1,
                handbookTitle: Titles(columns: row.2),
                languageTag: row.3,
                versionLabel: row.4,
                mediaType: row.6,
                text: HandbookTextState(row.6, pages: row.7, row.8),
                blobID: row.5
            )
        }
    }
}
