import Foundation
import Postgres

/// What other libraries are told of an edition that everybody may read, or may no more.
package struct CatalogueRecord: Sendable {
    package let edition: String
    package let handbook: String
    package let title: Titles
    package let languageTag: String
    package let versionLabel: String
    package let year: Int
    package let licence: String
    package let mediaTypes: [Blob.MediaType]
    /// The training that it is for.
    package let courses: [Titles]
    /// The code of the edition that took its place, when that is one of these records.
    package let supersededBy: String?
    package let isDeleted: Bool
    /// Since when the record says this.
    package let changedAt: Date

    /// Which of them are asked for.
    package struct Asked: Hashable, Sendable {
        /// Seconds since 1970, both included.
        package var from: Int?
        package var until: Int?
        package var set: Subset?
        /// Behind which record the list goes on.
        package var after: Position?

        package init(from: Int? = nil, until: Int? = nil, set: Subset? = nil) {
            (self.from, self.until, self.set) = (from, until, set)
        }
    }

    /// A part of the catalogue; nil is the part that has all parts of its kind.
    package enum Subset: Hashable, Sendable {
        case language(String?)
        case handbook(String?)
    }

    /// The place of a record in the order in which they changed.
    package struct Position: Hashable, Sendable {
        package let microseconds: Int
        package let id: Int

        package init(microseconds: Int, id: Int) {
            (self.microseconds, self.id) = (microseconds, id)
        }
    }

    /// Some of a list: how many there are of it altogether, and where it goes on.
    package struct List: Sendable {
        package let records: [CatalogueRecord]
        package let count: Int
        /// nil when these are the last.
        package let next: Position?
    }

    /// Those that are asked for, in the order in which they changed.
    ///
    /// Whatever changes between two parts of a list comes in a later one again. A change has the
    /// time at which it was made, and is seen when it is committed: a list may go past one that is
    /// under way, which whoever asks from a minute before the last time finds then.
    package static func list(
        _ asked: Asked,
        rowsMax: Int,
        in transaction: borrowing Transaction
    ) throws -> List {
        let condition = condition(asked)
        let count = try transaction.value(
            """
            SELECT count(*)
            FROM catalogue_records AS records
            JOIN handbook_editions AS editions ON editions.id = records.edition_id
            JOIN handbooks ON handbooks.id = editions.handbook_id
            WHERE \(condition)
            """,
            as: Int.self
        )
        let (after, id) = (asked.after?.microseconds ?? -1, asked.after?.id ?? -1)
        let found = try rows(
            """
            WHERE \(condition) AND (\(microseconds), records.edition_id) > (\(after), \(id))
            ORDER BY records.changed_at, records.edition_id
            LIMIT \(rowsMax + 1)
            """,
            in: transaction
        )
        let shown = found.prefix(rowsMax)
        return List(
            records: shown.map(\.1),
            count: count ?? 0,
            next: found.count > rowsMax ? shown.last?.0 : nil
        )
    }

    /// The record of an edition; nil for what never was one.
    package static func find(
        _ edition: String,
        in transaction: borrowing Transaction
    ) throws -> CatalogueRecord? {
        try rows("WHERE editions.code = \(edition)", in: transaction).first?.1
    }

    /// The time before which none of them changed last; nil for an empty catalogue.
    package static func earliest(in transaction: borrowing Transaction) throws -> Date? {
        try transaction.value("SELECT min(changed_at) FROM catalogue_records", as: Date?.self)
            ?? nil
    }

    /// The parts of the catalogue: its languages, and its handbooks by their titles; the part that
    /// has all of a kind before them, also while the catalogue is empty.
    package static func subsets(
        in transaction: borrowing Transaction
    ) throws -> [(subset: Subset, title: Titles?)] {
        let languages = try transaction.rows(
            """
            SELECT DISTINCT language_tag
            FROM catalogue_records AS records
            JOIN handbook_editions AS editions ON editions.id = records.edition_id
            ORDER BY language_tag
            """,
            as: String.self
        )
        let handbooks = try transaction.rows(
            """
            SELECT DISTINCT handbooks.code, title_sr_cyrl, title_sr_latn, title_en
            FROM catalogue_records AS records
            JOIN handbook_editions AS editions ON editions.id = records.edition_id
            JOIN handbooks ON handbooks.id = editions.handbook_id
            ORDER BY handbooks.code
            """,
            as: (String.self, String.self, String.self, String.self)
        )
        var subsets: [(subset: Subset, title: Titles?)] = [(.language(nil), nil)]
        for tag in languages { subsets.append((.language(tag), nil)) }
        subsets.append((.handbook(nil), nil))
        for (code, srCyrl, srLatn, en) in handbooks {
            subsets.append((.handbook(code), Titles(srCyrl: srCyrl, srLatn: srLatn, en: en)))
        }
        return subsets
    }

    private static var microseconds: SQL {
        "(extract(epoch FROM records.changed_at) * 1000000)::bigint"
    }

    private static func condition(_ asked: Asked) -> SQL {
        var (language, handbook): (String?, String?)
        switch asked.set {
        case .language(let tag): language = tag
        case .handbook(let code): handbook = code
        case nil: break
        }
        return """
            (\(asked.from)::bigint IS NULL
                    OR records.changed_at >= to_timestamp(\(asked.from)::bigint))
                AND (\(asked.until)::bigint IS NULL
                    OR records.changed_at < to_timestamp(\(asked.until)::bigint + 1))
                AND (\(language)::text IS NULL OR editions.language_tag = \(language))
                AND (\(handbook)::text IS NULL OR handbooks.code = \(handbook))
            """
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [(Position, CatalogueRecord)] {
        try transaction.rows(
            """
            SELECT \(microseconds), records.edition_id, editions.code, handbooks.code,
                ARRAY[title_sr_cyrl, title_sr_latn, title_en], editions.language_tag,
                editions.version_label, editions.year, editions.licence,
                ARRAY(
                    SELECT media_type FROM edition_files
                    WHERE edition_files.edition_id = editions.id ORDER BY edition_files.place),
                ARRAY(
                    SELECT unnest(ARRAY[
                        courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en])
                    FROM handbook_courses JOIN courses ON courses.id = handbook_courses.course_id
                    WHERE handbook_courses.handbook_id = handbooks.id
                    ORDER BY courses.code),
                (SELECT later.code
                    FROM handbook_editions AS later
                    JOIN catalogue_records AS told ON told.edition_id = later.id
                    WHERE later.id = editions.superseded_by_id AND NOT told.is_deleted),
                records.is_deleted, records.changed_at
            FROM catalogue_records AS records
            JOIN handbook_editions AS editions ON editions.id = records.edition_id
            JOIN handbooks ON handbooks.id = editions.handbook_id
            \(condition)
            """,
            as: (
                Int.self, Int.self, String.self, String.self, [String].self, String.self,
                String.self, Int.self, String.self, [String].self, [String].self, String?.self,
                Bool.self, Date.self
            )
        ).map { row in
            let courses = stride(from: 0, to: row.10.count, by: 3).map {
                Titles(columns: Array(row.10[$0..<$0 + 3]))
            }
            let record = CatalogueRecord(
                edition: row.2,
                handbook: row.3,
                title: Titles(columns: row.4),
                languageTag: row.5,
                versionLabel: row.6,
                year: row.7,
                licence: row.8,
                mediaTypes: row.9.compactMap(Blob.MediaType.init(rawValue:)),
                courses: courses,
                supersededBy: row.11,
                isDeleted: row.12,
                changedAt: row.13
            )
            return (Position(microseconds: row.0, id: row.1), record)
        }
    }
}
