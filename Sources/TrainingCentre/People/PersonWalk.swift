import Postgres

/// A search among all people that stops when its page is full: from the nearest to the farthest,
/// and among those who are as far in the order of entry.
///
/// What it costs is what a page costs, however many people have the name.
struct PersonWalk {
    typealias Hit = (id: Int, distance: Int)

    let words: SearchWords
    /// How far a name is that somebody had, or that a record has for which they stand, by their id.
    let renamed: [Int: Int]
    let rowsMax: Int

    private enum Limits {
        /// How many people one statement looks at.
        static let peopleAtOnce = 4_000
    }

    /// Those behind a position, at most `rowsMax`.
    func found(
        after position: (rank: Int, id: Int),
        in transaction: borrowing Transaction
    ) throws -> [Hit] {
        var found: [Hit] = []
        let all = words.meanings.map { Array($0.keys) }
        let whole = try source(of: all, at: nil, after: 0, in: transaction)
        let few = try distances(ofFew: whole, in: transaction)
        for distance in distances where distance >= position.rank && found.count < rowsMax {
            let after = distance == position.rank ? position.id : 0
            var sources: [Source]
            if let few {
                sources = [.ids(few.filter { $0.value == distance }.map(\.key))]
            } else if distances.count == 1 {
                sources = [whole]
            } else {
                sources = try choices(of: distance).map {
                    try source(of: $0, at: distance, after: after, in: transaction)
                }
            }
            sources.append(.ids(renamed.filter { $0.value == distance }.map(\.key)))
            let first = try first(
                rowsMax - found.count,
                of: sources,
                at: distance,
                after: after,
                in: transaction
            )
            found += first.map { ($0, distance) }
        }
        return found
    }

    /// The first of some sources who are as far as this, and not nearer, and stand for themselves.
    private func first(
        _ count: Int,
        of sources: [Source],
        at distance: Int,
        after: Int,
        in transaction: borrowing Transaction
    ) throws -> [Int] {
        let sources = sources.filter { !$0.isEmpty }
        guard !sources.isEmpty else { return [] }
        var (found, after, peopleMax): ([Int], Int, Int) = ([], after, count)
        while true {
            let people = try people(
                sources,
                at: distance,
                after: after,
                peopleMax: peopleMax,
                in: transaction
            )
            found += people.filter(\.1).map(\.0)
            guard people.count == peopleMax, found.count < count, let last = people.last else {
                return Array(found.prefix(count))
            }
            after = last.0
            peopleMax = min(peopleMax * 3, Limits.peopleAtOnce)
        }
    }

    /// The next people of some sources, and whether they are the ones.
    private func people(
        _ sources: [Source],
        at distance: Int,
        after: Int,
        peopleMax: Int,
        in transaction: borrowing Transaction
    ) throws -> [(Int, Bool)] {
        var all = sources[0].first(peopleMax, after: after)
        for source in sources.dropFirst() {
            all = "\(all) UNION ALL \(source.first(peopleMax, after: after))"
        }
        return try transaction.rows(
            """
            WITH next AS MATERIALIZED (
                SELECT id FROM (\(all)) AS sources (id) GROUP BY id ORDER BY id LIMIT \(peopleMax)
            )
            SELECT next.id, coalesce(least(\(words.distanceOfNext), renamed.distance), -1)
                = \(distance)
            FROM next
            LEFT JOIN unnest(\(renamed.map(\.key)), \(renamed.map(\.value)))
                AS renamed (id, distance) ON renamed.id = next.id
            ORDER BY next.id
            """,
            as: (Int.self, Bool.self)
        )
    }

    /// How far they are who are few enough to be looked at all at once; nil for many.
    private func distances(
        ofFew source: Source,
        in transaction: borrowing Transaction
    ) throws -> [Int: Int]? {
        guard case .ids(let ids) = source else { return nil }
        let found = try transaction.rows(
            "SELECT id, (\(words.distance("fold")))::bigint FROM people WHERE id = ANY(\(ids))",
            as: (Int.self, Int.self)
        )
        return Dictionary(uniqueKeysWithValues: found)
    }
}

// MARK: - What is looked for at which distance

extension PersonWalk {
    /// What each word stands for, by how far it is.
    private var steps: [[Int: [String]]] {
        words.meanings.map { keys in
            Dictionary(grouping: keys.keys) { keys[$0] ?? 0 }
        }
    }

    /// All distances at which somebody can be, the nearest first.
    private var distances: [Int] {
        let sums = steps.reduce(into: Set([0])) { sums, step in
            sums = Set(sums.flatMap { sum in step.keys.map { sum + $0 } })
        }
        return sums.sorted()
    }

    /// What each word may stand for so that all together are as far as this.
    private func choices(of distance: Int) -> [[[String]]] {
        var choices: [(sum: Int, keys: [[String]])] = [(0, [])]
        for step in steps {
            var longer: [(sum: Int, keys: [[String]])] = []
            for choice in choices {
                for (more, keys) in step where choice.sum + more <= distance {
                    longer.append((choice.sum + more, choice.keys + [keys]))
                }
            }
            choices = longer
        }
        return choices.filter { $0.sum == distance }.map(\.keys)
    }

    /// Where those come from who have one of these keys for each word.
    private func source(
        of choice: [[String]],
        at distance: Int?,
        after: Int,
        in transaction: borrowing Transaction
    ) throws -> Source {
        if choice.count == 1 { return .words(choice[0]) }
        return try Source.rarest(
            of: choice,
            words: words,
            at: distance,
            after: after,
            in: transaction
        )
    }
}
