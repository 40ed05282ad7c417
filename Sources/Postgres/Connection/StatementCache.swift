/// The prepared statements of one connection, bounded, least recently used out first.
struct StatementCache {
    /// One prepared statement.
    final class Entry {
        let name: String
        let types: [UInt32]
        /// Whether the server has said that it holds the statement.
        var isConfirmed = false
        fileprivate var lastUse: UInt64

        fileprivate init(name: String, types: [UInt32], lastUse: UInt64) {
            self.name = name
            self.types = types
            self.lastUse = lastUse
        }
    }

    private var entries: [String: Entry] = [:]
    private var uses: UInt64 = 0
    private var names: UInt64 = 0
    private let countMax: Int
    /// Names that the server still holds and that nobody will use again.
    private(set) var discarded: [String] = []

    init(countMax: Int) {
        self.countMax = max(1, countMax)
    }

    /// The prepared statement for a text with these parameter types, if there is one.
    mutating func find(_ sql: SQL) -> Entry? {
        guard let entry = entries[sql.text], sql.parameters.hasTypes(entry.types) else {
            return nil
        }
        uses += 1
        entry.lastUse = uses
        return entry
    }

    /// Makes an entry for a statement that is about to be prepared.
    mutating func insert(_ sql: SQL) -> Entry {
        if let other = entries[sql.text] {
            remove(other, of: sql.text)
        } else if entries.count >= countMax, let oldest = entries.min(by: StatementCache.isOlder) {
            remove(oldest.value, of: oldest.key)
        }
        names += 1
        uses += 1
        let entry = Entry(
            name: "q\(names)",
            types: sql.parameters.slots.map(\.type.oid),
            lastUse: uses
        )
        entries[sql.text] = entry
        return entry
    }

    /// Forgets a statement whose plan went stale.
    mutating func forget(_ sql: SQL) {
        if let entry = entries[sql.text] { remove(entry, of: sql.text) }
    }

    /// Forgets a statement that the server did not prepare, so that there is nothing to deallocate.
    mutating func forgetUnprepared(_ sql: SQL) {
        entries[sql.text] = nil
    }

    /// Hands out a name to deallocate; give it back with `discard` when that did not work.
    mutating func takeDiscarded() -> String? {
        discarded.popLast()
    }

    mutating func discard(_ name: String) {
        discarded.append(name)
    }

    private mutating func remove(_ entry: Entry, of text: String) {
        entries[text] = nil
        discarded.append(entry.name)
    }

    private static func isOlder(
        _ left: Dictionary<String, Entry>.Element,
        _ right: Dictionary<String, Entry>.Element
    ) -> Bool {
        left.value.lastUse < right.value.lastUse
    }
}
