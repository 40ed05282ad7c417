import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// A search among more people than it sorts: they are walked along in the order of a page.
@Suite("A search among many people", .centre)
struct SearchWalkTests {
    private let centre = TrainingCentre.ofTest

    /// Everybody has one of seven given names and one of six family names, most of which are alike.
    private func enter(_ count: Int) async throws {
        _ = try await centre.write(.clerk) { (transaction: borrowing Transaction) in
            try transaction.execute(
                """
                INSERT INTO people (
                    email, given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn)
                SELECT n || '@a.example', given, family, given, family
                FROM generate_series(1, \(count)) AS n
                JOIN unnest(ARRAY[
                    'Jovana', 'Jovan', 'Jovanka', 'Jovana M.', 'Milica', 'Milicka', 'Jvoana'
                ]) WITH ORDINALITY AS givens (given, place) ON givens.place = 1 + n % 7
                JOIN unnest(ARRAY[
                    'Jovanović', 'Jovanoić', 'Jovanov', 'Jovanović-Milić', 'Milić', 'Tot'
                ]) WITH ORDINALITY AS families (family, place) ON families.place = 1 + n / 7 % 6
                ORDER BY n
                """
            )
        }
    }

    /// Some change their name, some stand for others.
    private func rename(of count: Int) async throws {
        let act = try Act.clerk(because: "uneta dvaput")
        _ = try await centre.write(act) { (transaction: borrowing Transaction) in
            _ = try transaction.execute(
                """
                UPDATE people SET family_name_latn = 'Novak', family_name_cyrl = 'Новак'
                WHERE id % 11 = 0
                """
            )
            _ = try transaction.execute(
                """
                UPDATE people SET family_name_latn = 'Jovanović', family_name_cyrl = 'Јовановић'
                WHERE id % 77 = 0
                """
            )
            for into in stride(from: 40, to: count, by: 111) {
                _ = try Merge<Person>.enter(
                    "\(into + 1)@a.example",
                    into: "\(into)@a.example",
                    by: act,
                    in: transaction
                )
            }
        }
    }

    /// Everybody in the order in which a search has to have them, by the words of each name alone.
    private func expected(_ query: String) async throws -> [String] {
        let words = SearchWords(query).words
        return try await centre.database.transaction {
            try $0.rows(
                """
                WITH asked AS MATERIALIZED (
                    SELECT query, place, cardinality(\(words)) AS last
                    FROM unnest(\(words)) WITH ORDINALITY AS asked (query, place)
                ), meant AS MATERIALIZED (
                    SELECT place, word, distance
                    FROM asked CROSS JOIN LATERAL search_name_expansions(query, \(words))
                    WHERE length(query) > 1 OR last = 1
                ), names AS MATERIALIZED (
                    SELECT id AS person_id, fold FROM people
                    UNION ALL SELECT person_id, fold FROM person_former_names
                ), folds AS MATERIALIZED (
                    SELECT fold, (
                        SELECT CASE WHEN bool_and(nearest IS NOT NULL) THEN sum(nearest) END
                        FROM (
                            SELECT min(CASE
                                WHEN length(query) > 1 OR last = 1 THEN distance
                                WHEN had.word = query THEN 0
                                WHEN starts_with(had.word, query) THEN 1
                                WHEN place > 1 AND place < last AND '.' = ANY(search_keys(fold))
                                    THEN 2
                            END) AS nearest
                            FROM asked CROSS JOIN unnest(search_words(fold)) AS had (word)
                            LEFT JOIN meant USING (place, word)
                            GROUP BY place
                        ) AS distances
                    ) AS distance
                    FROM (SELECT DISTINCT fold FROM names) AS folds
                )
                SELECT email
                FROM names JOIN folds ON folds.fold = names.fold AND distance IS NOT NULL
                LEFT JOIN person_stand_ins(centre_today()) ON merged_id = person_id
                JOIN people ON people.id = coalesce(into_id, person_id)
                GROUP BY people.id
                ORDER BY min(distance), people.id
                """,
                as: String.self
            )
        }
    }

    private func found(_ query: String, rowsMax: Int) async throws -> [String] {
        var (seen, next): ([String], PageRequest?) = ([], PageRequest(rowsMax: rowsMax))
        while let request = next {
            let page = try await centre.read {
                try Person.list(matching: query, page: request, by: .clerk, in: $0)
            }
            seen += page.items.map(\.email)
            next = page.next.map { PageRequest(after: $0, rowsMax: rowsMax) }
        }
        return seen
    }

    @Test("Pages hold everybody once, the nearest first, whatever is asked for")
    func pages() async throws {
        try await enter(4_200)
        try await rename(of: 4_200)
        for query in [
            "Јовановић", "jovan", "jvoana jovanoivc", "jovana m. jovanovic", "J. Jovanović", "j m",
            "milica jovana", "novak", "jovanovic milic", "x. jovanovic", "jovana tot novak",
            "Јована Милића", "jovanu", "novaka",
        ] {
            let expected = try await expected(query)
            #expect(try await found(query, rowsMax: 200) == expected, "\(query)")
        }
        #expect(try await expected("jovanovic").count > 1_000)
        let few = try await expected("milicka tot")
        #expect(try await found("milicka tot", rowsMax: 7) == few)
        #expect(few.count > 20)
    }

    @Test("The words of a name go with it")
    func wordsFollow() async throws {
        try await enter(100)
        try await rename(of: 100)
        _ = try await centre.write(Act.clerk(because: "uneta greškom")) {
            try $0.execute(
                """
                DELETE FROM people
                WHERE id % 5 = 1
                    AND NOT EXISTS (SELECT FROM person_former_names WHERE person_id = people.id)
                    AND NOT EXISTS (
                        SELECT FROM person_merges WHERE people.id IN (merged_id, into_id))
                """
            )
        }
        let strayed = try await centre.database.transaction {
            try $0.value(
                """
                SELECT count(*) FROM person_words FULL JOIN (
                    SELECT DISTINCT has.word, people.id AS person_id
                    FROM people CROSS JOIN LATERAL unnest(search_words(fold)) AS has (word)
                ) AS wanted USING (word, person_id)
                WHERE person_words IS NULL OR wanted IS NULL
                """,
                as: Int.self
            )
        }
        #expect(strayed == 0)
    }
}
