import Postgres

extension PersonWalk {
    /// Where people come from who may be the ones; it gives its first in the order of entry.
    enum Source {
        case ids([Int])
        case words([String])
        case everybody
    }
}

extension PersonWalk.Source {
    private enum Limits {
        /// So many are fetched and sorted sooner than a word is walked along for them.
        static let hitsSorted = 600
        /// How far a word is walked along to see how rare it is.
        static let peopleTried = 250
        /// Of how many who have the rarest word is counted who has the others, too.
        static let peopleSampled = 100
        /// With as many of those a page is filled soon.
        static let hitsSampled = 8
    }

    var isEmpty: Bool {
        if case .ids([]) = self { true } else { false }
    }

    /// A statement for the first behind a position, some of them more than once, as `id`.
    func first(_ peopleMax: Int, after: Int) -> SQL {
        switch self {
        case .ids(let ids):
            "SELECT id FROM unnest(\(ids)) AS ids (id) WHERE id > \(after)"
        case .everybody:
            "(SELECT id FROM people WHERE id > \(after) ORDER BY id LIMIT \(peopleMax))"
        case .words(let words):
            """
            SELECT posting.person_id
            FROM unnest(\(words)) AS meant (word)
            CROSS JOIN LATERAL (
                SELECT person_id FROM person_words
                WHERE person_words.word = meant.word AND person_id > \(after)
                ORDER BY person_id
                LIMIT \(peopleMax)
            ) AS posting
            """
        }
    }

    /// Where those come from who have one of these keys for each of several words.
    ///
    /// The word along which the fewest people have to be looked at, when enough of them are the
    /// ones; else those who are, when they are few.
    static func rarest(
        of choice: [[String]],
        words: SearchWords,
        at distance: Int?,
        after: Int,
        in transaction: borrowing Transaction
    ) throws -> Self {
        var (rarest, farthest): (Self, Int) = (.everybody, 0)
        for keys in choice where !keys.contains(where: { $0.hasSuffix(".") }) {
            let reached = try Self.words(keys).reach(after: after, in: transaction)
            if reached > farthest { (rarest, farthest) = (.words(keys), reached) }
        }
        if farthest < .max {
            let hits = try rarest.hits(words, at: distance, after: after, in: transaction)
            if hits >= Limits.hitsSampled { return rarest }
        }
        let ids = try few(having: choice, after: after, in: transaction)
        return ids.map { .ids($0) } ?? rarest
    }

    /// The id that is reached after some people; the largest there can be when there are not more.
    private func reach(after: Int, in transaction: borrowing Transaction) throws -> Int {
        try transaction.value(
            """
            SELECT CASE WHEN count(*) = \(Limits.peopleTried) THEN max(id) ELSE \(Int.max) END
            FROM (
                SELECT id FROM (\(first(Limits.peopleTried, after: after))) AS words (id)
                GROUP BY id ORDER BY id LIMIT \(Limits.peopleTried)
            ) AS first
            """,
            as: Int.self
        ) ?? .max
    }

    /// How many of the first are found, as far as this when it is said.
    private func hits(
        _ words: SearchWords,
        at distance: Int?,
        after: Int,
        in transaction: borrowing Transaction
    ) throws -> Int {
        try transaction.value(
            """
            WITH next AS MATERIALIZED (
                SELECT id FROM (\(first(Limits.peopleSampled, after: after))) AS words (id)
                GROUP BY id ORDER BY id LIMIT \(Limits.peopleSampled)
            )
            SELECT count(*)
            FROM next CROSS JOIN LATERAL (SELECT \(words.distanceOfNext)) AS found (distance)
            WHERE found.distance = coalesce(\(distance), found.distance)
            """,
            as: Int.self
        ) ?? 0
    }

    /// Who has a key of each kind, in no order; nil when they are many.
    private static func few(
        having choice: [[String]],
        after: Int,
        in transaction: borrowing Transaction
    ) throws -> [Int]? {
        var condition: SQL = "true"
        for keys in choice { condition = "\(condition) AND search_keys(fold) && \(keys)" }
        let ids = try transaction.rows(
            // Not to be answered by the index of the ids, of which most are behind.
            """
            SELECT id FROM people WHERE \(condition) AND (id > \(after)) IS TRUE
            LIMIT \(Limits.hitsSorted + 1)
            """,
            as: Int.self
        )
        return ids.count > Limits.hitsSorted ? nil : ids
    }
}

extension SearchWords {
    /// How far the present name of the person `next.id` is; NULL for somebody who is not found or
    /// does not stand for themselves.
    ///
    /// The words are looked for by their index first: most people lack one, and need not be read.
    var distanceOfNext: SQL {
        var hasWords: SQL = "true"
        for place in words.indices where words.count > 1 && !isInitial(place) {
            let keys = Array(meanings[place].keys)
            guard keys.count <= Limits.wordsProbed else { continue }
            // A value and no EXISTS, which might be answered by reading all who have the word.
            hasWords = """
                \(hasWords) AND (
                    SELECT true FROM person_words
                    WHERE word = ANY(\(keys)) AND person_id = next.id
                    LIMIT 1)
                """
        }
        return """
            CASE WHEN \(hasWords) THEN (
                SELECT \(distance("people.fold"))
                FROM people
                WHERE people.id = next.id AND \(Person.standsForItself))
            END
            """
    }

    private enum Limits {
        /// So many words are sooner looked for in an index than in a name.
        static let wordsProbed = 4
    }
}
