import Documents
import Postgres

/// How often a file of an edition was read or taken home in a time.
package struct EditionUseCount: Sendable {
    package let handbookCode: String
    package let title: Titles
    package let edition: String
    package let languageTag: String
    package let mediaType: Blob.MediaType
    package let kind: EditionUses.Kind
    /// The day, or the first day of the month; nil for all of the time together.
    package let since: CalendarDate?
    package let uses: Int

    package init(
        handbookCode: String,
        title: Titles,
        edition: String,
        languageTag: String,
        mediaType: Blob.MediaType,
        kind: EditionUses.Kind,
        since: CalendarDate?,
        uses: Int
    ) {
        (self.handbookCode, self.title, self.edition) = (handbookCode, title, edition)
        (self.languageTag, self.mediaType, self.kind) = (languageTag, mediaType, kind)
        (self.since, self.uses) = (since, uses)
    }

    /// What is added up.
    package enum Span: String, CaseIterable, Sendable {
        case day, month, all
    }

    /// Which are asked for.
    package struct Asked: Sendable {
        /// The code of one handbook; nil is all of them.
        package let handbook: String?
        package let from: CalendarDate?
        package let to: CalendarDate?
        package let span: Span

        /// Reads `handbook`, `from`, `to` and `by`, which is all by default.
        package init(_ form: inout Form) throws {
            handbook = form.optionalCode("handbook")
            from = form.optionalDate("from")
            to = form.optionalDate("to")
            span = form.choice("by", otherwise: Span.all) ?? .all
            if let from, let to, to < from { form.refuse("to", "lies before from") }
            try form.check()
        }
    }

    enum Limits {
        static let rowsMax = 20_000
    }

    package var json: JSON {
        .object(
            zip(Self.columns, row).map { name, text -> JSON.Member in
                let isEmpty = text.isEmpty && name == "since"
                return JSON.Member(
                    name,
                    name == "uses" ? .integer(uses) : isEmpty ? .null : .string(text)
                )
            }
        )
    }

    /// A line of the list as a file.
    package var row: [String] {
        [
            handbookCode, edition, languageTag, mediaType.rawValue, kind.rawValue,
            since?.description ?? "", String(uses),
        ]
    }

    package static let columns = [
        "handbook_code", "edition_code", "language_tag", "media_type", "kind", "since", "uses",
    ]

    /// The counts of a time, the newest day first; at most 20,000 rows.
    ///
    /// Refuses with `AccessError.notAllowed` who may not read reports, since small numbers tell of
    /// few, and with `NotFound` an unknown handbook.
    package static func list(
        _ asked: Asked,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [EditionUseCount] {
        try actor.require(.readReports)
        if let code = asked.handbook { _ = try Handbook.find(code, in: transaction) }
        let since: SQL =
            switch asked.span {
            case .day: "edition_uses.used_on"
            case .month: "date_trunc('month', edition_uses.used_on)::date"
            case .all: "NULL::date"
            }
        return try transaction.rows(
            """
            SELECT handbooks.code,
                ARRAY[handbooks.title_sr_cyrl, handbooks.title_sr_latn, handbooks.title_en],
                editions.code, editions.language_tag, counted.media_type, counted.kind,
                counted.since_on, counted.uses
            FROM (
                SELECT edition_id, media_type, kind, \(since) AS since_on,
                    sum(uses)::bigint AS uses
                FROM edition_uses
                WHERE (\(asked.from)::date IS NULL OR used_on >= \(asked.from))
                    AND (\(asked.to)::date IS NULL OR used_on <= \(asked.to))
                GROUP BY edition_id, media_type, kind, since_on
            ) AS counted
            JOIN handbook_editions AS editions ON editions.id = counted.edition_id
            JOIN handbooks ON handbooks.id = editions.handbook_id
            WHERE \(asked.handbook)::text IS NULL OR handbooks.code = \(asked.handbook)
            ORDER BY counted.since_on DESC, handbooks.code, editions.code, counted.media_type,
                counted.kind DESC
            LIMIT \(Limits.rowsMax)
            """,
            as: (
                String.self, [String].self, String.self, String.self, Blob.MediaType.self,
                EditionUses.Kind.self, CalendarDate?.self, Int.self
            )
        ).map { row in
            EditionUseCount(
                handbookCode: row.0,
                title: Titles(columns: row.1),
                edition: row.2,
                languageTag: row.3,
                mediaType: row.4,
                kind: row.5,
                since: row.6,
                uses: row.7
            )
        }
    }
}

extension EditionUses.Kind: SQLValue {}
