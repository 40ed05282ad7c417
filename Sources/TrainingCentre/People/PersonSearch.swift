import Postgres

extension Person {
    /// People in the order of entry, or the ones that a search finds by name in either script.
    ///
    /// Of records that are merged there is the one that stands for them, under all their names.
    /// What is found comes with the best first: a whole word, the beginning of one, something like
    /// it. Refuses with `AccessError.notAllowed` and `InvalidForm`.
    package static func list(
        matching query: String?,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Person> {
        try actor.require(.readPeople)
        let words = SearchWords(query)
        if words.isAsked { return try search(words, page: page, in: transaction) }
        let found = try rows(
            """
            WHERE id > \(page.afterID()) AND \(standsForItself)
            ORDER BY id
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(found, for: page) { String($0.id.value) }
    }

    /// Who is found under the present name or one that was theirs; the better of them counts.
    private static func search(
        _ words: SearchWords,
        page: PageRequest,
        in transaction: borrowing Transaction
    ) throws -> Page<Person> {
        let after = try page.afterRank()
        guard !words.words.isEmpty else { return Page([], for: page) { _ in "" } }
        // Workers take longer to start than the search to end.
        _ = try transaction.value(
            "SELECT set_config('max_parallel_workers_per_gather', '0', true)",
            as: String.self
        )
        let ids = Page(
            try exactly(words, after: after, page: page, in: transaction)
                ?? nearly(words, after: after, page: page, in: transaction),
            for: page
        ) { id, distance in "\(distance).\(id.value)" }
        let people = try rows("WHERE id = ANY(\(ids.items.map(\.0)))", in: transaction)
        let byID = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
        return ids.compactMap { byID[$0.0] }
    }

    /// Those who have the very words, when they fill the page; nil when they do not.
    ///
    /// Of a common name there are many, and then nobody has to be compared.
    private static func exactly(
        _ words: SearchWords,
        after: (rank: Int, id: Int),
        page: PageRequest,
        in transaction: borrowing Transaction
    ) throws -> [(ID<Person>, Int)]? {
        guard after.rank == 0, !words.hasInitials else { return nil }
        let found = try transaction.rows(
            """
            SELECT DISTINCT id
            FROM (
                (SELECT id FROM people
                WHERE \(words.isExact) AND id > \(after.id) AND \(standsForItself)
                ORDER BY id
                LIMIT \(page.rowsMax + 1))
                UNION ALL
                SELECT coalesce(into_id, person_id)
                FROM person_former_names
                LEFT JOIN person_stand_ins(centre_today()) ON merged_id = person_id
                WHERE \(words.isExact)
                UNION ALL
                SELECT into_id
                FROM person_stand_ins(centre_today()) JOIN people ON people.id = merged_id
                WHERE \(words.isExact)
            ) AS candidates (id)
            WHERE id > \(after.id)
            ORDER BY id
            LIMIT \(page.rowsMax + 1)
            """,
            as: ID<Person>.self
        )
        return found.count > page.rowsMax ? found.map { ($0, 0) } : nil
    }

    /// Of those who have the name now no more are sorted than a page holds, but for as many as have
    /// one that was: some of them may have stood on a page before.
    private static func nearly(
        _ words: SearchWords,
        after: (rank: Int, id: Int),
        page: PageRequest,
        in transaction: borrowing Transaction
    ) throws -> [(ID<Person>, Int)] {
        var words = words
        try words.prepare(in: transaction)
        return try transaction.rows(
            """
            WITH former AS MATERIALIZED (
                SELECT coalesce(into_id, person_id) AS id, \(words.distance) AS distance
                FROM person_former_names
                LEFT JOIN person_stand_ins(centre_today()) ON merged_id = person_id
                WHERE \(words.matches("fold"))
                UNION ALL
                SELECT into_id, \(words.distance)
                FROM person_stand_ins(centre_today()) JOIN people ON people.id = merged_id
                WHERE \(words.matches("fold"))
            ), present AS (
                SELECT id, distance
                FROM (
                    SELECT id, \(words.distance) AS distance
                    FROM people
                    WHERE \(words.matches("fold")) AND \(standsForItself)
                ) AS near
                WHERE (distance, id) > (\(after.rank), \(after.id))
                ORDER BY distance, id
                LIMIT \(page.rowsMax + 1) + (SELECT count(*) FROM former)
            )
            SELECT id, min(distance)::bigint
            FROM (
                SELECT id, distance FROM present UNION ALL SELECT id, distance FROM former
            ) AS found
            GROUP BY id
            HAVING (min(distance), id) > (\(after.rank), \(after.id))
            ORDER BY min(distance), id
            LIMIT \(page.rowsMax + 1)
            """,
            as: (ID<Person>.self, Int.self)
        )
    }
}
