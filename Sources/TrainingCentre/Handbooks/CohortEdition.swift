import Documents
import Postgres

/// An edition of a handbook that a cohort used.
package struct CohortEdition: Hashable, Sendable {
    package let code: String
    package let handbookCode: String
    package let title: Titles
    package let languageTag: String
    package let versionLabel: String
    package let year: Int
    package let state: HandbookEdition.State

    package init(
        code: String,
        handbookCode: String,
        title: Titles,
        languageTag: String,
        versionLabel: String,
        year: Int,
        state: HandbookEdition.State
    ) {
        (self.code, self.handbookCode, self.title) = (code, handbookCode, title)
        (self.languageTag, self.versionLabel) = (languageTag, versionLabel)
        (self.year, self.state) = (year, state)
    }

    /// Where its first file is read.
    package var path: String { "/handbooks/\(handbookCode)/\(code)" }

    package var json: JSON {
        [
            "edition_code": .string(code), "handbook_code": .string(handbookCode),
            "handbook_title": title.json, "language_tag": .string(languageTag),
            "version_label": .string(versionLabel), "year": .integer(year),
            "state": .string(state.rawValue),
        ]
    }

    /// The editions that a cohort used; with `publicOnly` those that people can read, and of a
    /// cohort that is no draft.
    ///
    /// Refuses with `NotFound`.
    package static func list(
        cohort code: String,
        publicOnly: Bool,
        in transaction: borrowing Transaction
    ) throws -> [CohortEdition] {
        let cohort = try Cohort.find(code, publicOnly: publicOnly, in: transaction).draft.code
        return try rows("cohorts.code = \(cohort)", in: transaction).map(\.1)
            .filter { !publicOnly || $0.state == .published }
    }

    /// Those of the cohorts of several enrolments.
    static func byCohort(
        _ codes: [String],
        in transaction: borrowing Transaction
    ) throws -> [String: [CohortEdition]] {
        Dictionary(grouping: try rows("cohorts.code = ANY(\(codes))", in: transaction), by: \.0)
            .mapValues { $0.map(\.1) }
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [(String, CohortEdition)] {
        try transaction.rows(
            """
            SELECT cohorts.code, editions.code, handbooks.code,
                ARRAY[handbooks.title_sr_cyrl, handbooks.title_sr_latn, handbooks.title_en],
                editions.language_tag, editions.version_label, editions.year,
                editions.published_on IS NOT NULL, editions.withdrawn_on IS NOT NULL
            FROM cohort_editions
            JOIN cohorts ON cohorts.id = cohort_editions.cohort_id
            JOIN handbook_editions AS editions ON editions.id = cohort_editions.edition_id
            JOIN handbooks ON handbooks.id = editions.handbook_id
            WHERE \(condition)
            ORDER BY cohorts.code, handbooks.code, editions.year DESC, editions.code
            """,
            as: (
                String.self, String.self, String.self, [String].self, String.self, String.self,
                Int.self, Bool.self, Bool.self
            )
        ).map { row in
            let edition = CohortEdition(
                code: row.1,
                handbookCode: row.2,
                title: Titles(columns: row.3),
                languageTag: row.4,
                versionLabel: row.5,
                year: row.6,
                state: row.8 ? .withdrawn : row.7 ? .published : .draft
            )
            return (row.0, edition)
        }
    }

    /// Records that a cohort used an edition; again changes nothing.
    ///
    /// Staff may, and trainers in the cohorts that they teach; of a closed cohort with a reason.
    /// Refuses with `NotFound`, `AccessError.notAllowed`, `ReasonMissing` and
    /// `CohortError.cancelled`.
    package static func record(
        _ edition: String,
        cohort code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> [CohortEdition] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try act.actor.require(.manageCatalogue, orTeaching: [cohort], in: transaction)
        let edition = try HandbookEdition.find(edition, in: transaction).draft.code
        try translating {
            _ = try transaction.execute(
                """
                INSERT INTO cohort_editions (cohort_id, edition_id)
                SELECT \(cohort), editions.id FROM handbook_editions AS editions
                WHERE editions.code = \(edition) AND NOT EXISTS (
                    SELECT FROM cohort_editions
                    WHERE cohort_id = \(cohort) AND edition_id = editions.id)
                ON CONFLICT (cohort_id, edition_id) DO NOTHING
                """
            )
        }
        return try list(cohort: code, publicOnly: false, in: transaction)
    }

    /// Takes back that a cohort used an edition.
    ///
    /// Refuses like `record`, and with `ReadingError.acknowledged` when somebody of it has said to
    /// have read it.
    package static func remove(
        _ edition: String,
        cohort code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> [CohortEdition] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try act.actor.require(.manageCatalogue, orTeaching: [cohort], in: transaction)
        var count = 0
        try translating {
            count = try transaction.execute(
                """
                DELETE FROM cohort_editions
                USING handbook_editions AS editions
                WHERE editions.id = cohort_editions.edition_id
                    AND cohort_editions.cohort_id = \(cohort)
                    AND editions.code = \(edition.uppercased())
                """
            )
        }
        guard count > 0 else { throw NotFound(HandbookEdition.noun, edition) }
        return try list(cohort: code, publicOnly: false, in: transaction)
    }

    private static func translating(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            guard let error = error as? PostgresError else { throw error }
            if let refusal = ReadingError(error) { throw refusal }
            switch error.constraint {
            case "cohort_editions_closed_has_reason": throw ReasonMissing()
            case "cohort_editions_cohort_not_cancelled": throw CohortError.cancelled
            default: throw error
            }
        }
    }

    /// The newest cohorts that used each edition of a handbook and that everybody may see, at most
    /// so many of each.
    package static func cohorts(
        handbook code: String,
        rowsMax: Int = 10,
        in transaction: borrowing Transaction
    ) throws -> [String: [CohortHeading]] {
        let rows = try transaction.rows(
            """
            SELECT edition, cohort
            FROM (
                SELECT editions.code AS edition, cohorts.code AS cohort,
                    row_number() OVER (
                        PARTITION BY editions.id ORDER BY cohorts.starts_on DESC, cohorts.id DESC)
                        AS place
                FROM cohort_editions
                JOIN cohorts ON cohorts.id = cohort_editions.cohort_id
                JOIN handbook_editions AS editions ON editions.id = cohort_editions.edition_id
                JOIN handbooks ON handbooks.id = editions.handbook_id
                WHERE handbooks.code = \(code) AND cohorts.state NOT IN ('draft', 'cancelled')
            ) AS used
            WHERE place <= \(rowsMax)
            ORDER BY edition, place
            """,
            as: (String.self, String.self)
        )
        let headings = Dictionary(
            uniqueKeysWithValues: try CohortHeading.rows(
                "WHERE cohorts.code = ANY(\(Array(Set(rows.map(\.1)))))",
                in: transaction
            ).map { ($0.code, $0) }
        )
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.compactMap { headings[$0.1] } }
    }
}
