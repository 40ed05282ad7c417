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
        try words.prepare(in: transaction)
        let found = try transaction.rows(
            """
            SELECT coalesce(stand_in.into_id, candidates.id), min(distance)::bigint
            FROM (
                \(words.distances("id", of: "people"))
                UNION ALL \(words.distances("person_id", of: "person_former_names"))
            ) AS candidates (id, distance)
            LEFT JOIN person_stand_ins(centre_today()) AS stand_in
                ON stand_in.merged_id = candidates.id
            WHERE distance IS NOT NULL
            GROUP BY 1
            HAVING (min(distance), coalesce(stand_in.into_id, candidates.id))
                > (\(after.rank), \(after.id))
            ORDER BY min(distance), 1
            LIMIT \(page.rowsMax + 1)
            """,
            as: (ID<Person>.self, Int.self)
        )
        let ids = Page(found, for: page) { id, distance in "\(distance).\(id.value)" }
        let people = try rows("WHERE id = ANY(\(ids.items.map(\.0)))", in: transaction)
        let byID = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
        return ids.compactMap { byID[$0.0] }
    }
}
