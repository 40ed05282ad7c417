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
    /// The code of the edition that took its place, when the reader may read that.
    package let supersededBy: String?
    let blobID: ID<Blob>
    /// Whether the text is that of the edition's first file.
    let isFirst: Bool

    /// Those that a search goes through, by handbook; of one file the newest edition.
    static func all(
        for search: PassageSearch,
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> [SearchedEdition] {
        let isSignedIn = actor != nil
        return try transaction.rows(
            """
            \(wanted(search, isSignedIn))
            SELECT wanted.code, wanted.handbook, wanted.titles, wanted.language_tag,
                wanted.version_label, wanted.blob_id, blobs.media_type,
                handbook_texts.pages, handbook_texts.problem, wanted.superseded_by, wanted.is_first
            FROM wanted
            JOIN blobs ON blobs.id = wanted.blob_id
            JOIN handbook_texts ON handbook_texts.blob_id = wanted.blob_id
            ORDER BY wanted.handbook, wanted.code
            """,
            as: (
                String.self, String.self, [String].self, String.self, String.self, ID<Blob>.self,
                Blob.MediaType.self, Int?.self, HandbookProblem?.self, String?.self,
                Bool.self
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
                supersededBy: row.9,
                blobID: row.5,
                isFirst: row.10
            )
        }
    }

    /// Those that a search goes through, as `wanted`; of one file the newest edition.
    private static func wanted(_ search: PassageSearch, _ isSignedIn: Bool) -> SQL {
        """
        WITH readable AS (
            SELECT editions.id, editions.code, handbook_id, language_tag, version_label,
                superseded_by_id, edition_texts.blob_id,
                edition_texts.blob_id = editions.blob_id AS is_first,
                row_number() OVER (
                    PARTITION BY handbook_id, language_tag
                    ORDER BY year DESC, published_on DESC, editions.id DESC) AS age
            FROM handbook_editions AS editions
            JOIN edition_texts ON edition_texts.edition_id = editions.id
            WHERE published_on IS NOT NULL AND withdrawn_on IS NULL
                AND (access = 'open' OR \(isSignedIn))
        ), followed AS (
            SELECT readable.id, readable.code, readable.handbook_id, readable.language_tag,
                readable.version_label, readable.blob_id, readable.is_first, readable.age,
                -- Of a handbook that another took the place of, what that one has instead.
                coalesce(
                    (SELECT later.code FROM readable AS later
                        WHERE later.id = readable.superseded_by_id),
                    (SELECT later.code FROM readable AS later
                        WHERE later.handbook_id = handbooks.superseded_by_id
                            AND later.language_tag = readable.language_tag
                            AND later.age = 1)) AS superseded_by,
                EXISTS (
                    SELECT FROM readable AS earlier
                    WHERE earlier.superseded_by_id = readable.id) AS follows
            FROM readable JOIN handbooks ON handbooks.id = readable.handbook_id
        ), wanted AS (
            SELECT DISTINCT ON (followed.blob_id) followed.code, handbooks.code AS handbook,
                ARRAY[title_sr_cyrl, title_sr_latn, title_en] AS titles,
                followed.language_tag, followed.version_label, followed.blob_id,
                followed.superseded_by, followed.is_first
            FROM followed JOIN handbooks ON handbooks.id = followed.handbook_id
            WHERE ((followed.age = 1 OR followed.follows) AND followed.superseded_by IS NULL
                    OR \(search.includesSuperseded))
                AND (\(search.handbook)::text IS NULL OR handbooks.code = \(search.handbook))
                AND (\(search.language)::text IS NULL
                    OR followed.language_tag = \(search.language)
                    OR starts_with(followed.language_tag, \(search.language) || '-'))
            ORDER BY followed.blob_id, followed.age, followed.id DESC
        )
        """
    }
}
