/// Which questions an attempt gets, in which order, and in which order their answers stand.
///
/// All of it follows from the seed of the attempt and from what it is drawn from: whoever draws
/// again from the same pools in the same order gets the same.
package struct Draw: Sendable {
    private let seed: UInt64

    package init(seed: UInt64) { self.seed = seed }

    /// Questions of which some are drawn.
    package struct Pool<Key: Hashable & Sendable>: Sendable {
        package let keys: [Key]
        package let count: Int

        package init(_ keys: [Key], count: Int) {
            self.keys = keys
            self.count = count
        }
    }

    /// A pool that has fewer questions than are wanted of it.
    package struct TooFew: Error, Hashable, Sendable {
        /// The place of the pool, from 0.
        package let pool: Int
        package let wanted: Int
        /// How many it has that no pool before it gave.
        package let left: Int

        package init(pool: Int, wanted: Int, left: Int) {
            self.pool = pool
            self.wanted = wanted
            self.left = left
        }
    }

    /// The questions of each pool in its turn; one that is in two pools is drawn once at most.
    ///
    /// A pool has its own chance, so that another count of one pool changes no other unless they
    /// share questions. The order of the keys counts: give them in one that stays, as by the time
    /// of their entry. Throws `TooFew`.
    package func questions<Key>(from pools: [Pool<Key>]) throws -> [Key] {
        var drawn: [Key] = []
        var seen: Set<Key> = []
        for (place, pool) in pools.enumerated() {
            var known: Set<Key> = []
            let left = pool.keys.filter { !seen.contains($0) && known.insert($0).inserted }
            guard pool.count <= left.count else {
                throw TooFew(pool: place, wanted: pool.count, left: left.count)
            }
            var chance = chance(.pool, place)
            for chosen in chance.places(max(pool.count, 0), of: left.count) {
                drawn.append(left[chosen])
                seen.insert(left[chosen])
            }
        }
        return drawn
    }

    /// An order of chance of questions that were drawn.
    package func inOrderOfChance<Key>(_ questions: [Key]) -> [Key] {
        var chance = chance(.order, 0)
        return chance.places(questions.count, of: questions.count).map { questions[$0] }
    }

    /// The places in a question of its choices, or of the matches to choose from, in the order in
    /// which they are shown.
    ///
    /// `place` is that of the question in the attempt, from 0. Empty where nothing has an order.
    package func order(of question: Question, at place: Int) -> [Int] {
        let count =
            switch question.answers {
            case .single(let choices), .multiple(let choices): choices.count
            case .matching(let matching): matching.matches.count
            case .trueFalse, .shortAnswer, .numeric: 0
            }
        guard question.shufflesAnswers else { return Array(0..<count) }
        var chance = chance(.answers, place)
        return chance.places(count, of: count)
    }

    private enum Purpose: UInt64 {
        case pool = 1
        case order, answers
    }

    /// A generator for one purpose, which depends on no other.
    private func chance(_ purpose: Purpose, _ place: Int) -> SplitMix64 {
        var mixed = SplitMix64(seed: seed)
        let start = mixed.next() ^ (purpose.rawValue << 32 | UInt64(place))
        var again = SplitMix64(seed: start)
        return SplitMix64(seed: again.next())
    }
}
