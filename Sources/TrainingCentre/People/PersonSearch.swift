import Postgres

extension Person {
    /// People in the order of entry, or the ones that a search finds by name in either script, or
    /// by the address that one begins with when an `@` is asked for.
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
        if let beginning = EmailAddress.beginning(in: query) {
            return try having(emailFrom: beginning, page: page, in: transaction)
        }
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

    /// Those who have an address that begins so, in the order of entry.
    private static func having(
        emailFrom beginning: String,
        page: PageRequest,
        in transaction: borrowing Transaction
    ) throws -> Page<Person> {
        try readByIndexes(in: transaction)
        // By code points, whatever the order of the database's letters is.
        let having: SQL = """
            SELECT id FROM people
            WHERE email COLLATE "C" >= \(beginning)
                AND email COLLATE "C" < \(beginning + "\u{10FFFF}")
            """
        let found = try rows(
            """
            WHERE id IN (\(standing(for: having))) AND id > \(page.afterID())
            ORDER BY id
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(found, for: page) { String($0.id.value) }
    }

    /// Who is found under the present name or one that was theirs; the better of them counts.
    ///
    /// The order is that of `search_distance`, and among those who are as far that of entry.
    private static func search(
        _ words: SearchWords,
        page: PageRequest,
        in transaction: borrowing Transaction
    ) throws -> Page<Person> {
        var words = words
        let after = try page.afterRank()
        guard !words.words.isEmpty else { return Page([], for: page) { _ in "" } }
        try readByIndexes(in: transaction)
        try words.prepare(forNames: true, in: transaction)
        guard !words.isHopeless else { return Page([], for: page) { _ in "" } }
        let walk = PersonWalk(
            words: words,
            renamed: try renamed(words, in: transaction),
            rowsMax: page.rowsMax + 1
        )
        let ids = Page(try walk.found(after: after, in: transaction), for: page) {
            "\($0.distance).\($0.id)"
        }
        let people = try rows("WHERE id = ANY(\(ids.items.map(\.id)))", in: transaction)
        let byID = Dictionary(uniqueKeysWithValues: people.map { ($0.id.value, $0) })
        return ids.compactMap { byID[$0.id] }
    }

    /// Has the rest of the transaction planned for the words that are looked for, and by indexes.
    ///
    /// The planner takes a limit for a promise that a few rows of the table will do, and reads all
    /// of it when there are fewer. Workers take longer to start than the search to end.
    private static func readByIndexes(in transaction: borrowing Transaction) throws {
        _ = try transaction.value(
            """
            SELECT set_config('enable_seqscan', 'off', true)
                || set_config('plan_cache_mode', 'force_custom_plan', true)
                || set_config('max_parallel_workers_per_gather', '0', true)
            """,
            as: String.self
        )
    }

    /// Those who had a name that is found, or stand for a record that has or had one.
    private static func renamed(
        _ words: SearchWords,
        in transaction: borrowing Transaction
    ) throws -> [Int: Int] {
        let found = try transaction.rows(
            """
            SELECT coalesce(into_id, person_id), (\(words.distance("fold")))::bigint
            FROM person_former_names
            LEFT JOIN person_stand_ins(centre_today()) ON merged_id = person_id
            WHERE \(words.matches("fold"))
            UNION ALL
            SELECT into_id, (\(words.distance("fold")))::bigint
            FROM person_stand_ins(centre_today()) JOIN people ON people.id = merged_id
            WHERE \(words.matches("fold"))
            """,
            as: (Int.self, Int.self)
        )
        return Dictionary(found, uniquingKeysWith: min)
    }
}
