/// The prepared statements of one connection, bounded, least recently used out first.
///
/// A name is discarded, to be deallocated, only when the server has said that it holds it:
/// DEALLOCATE of a name that it does not hold fails and takes down what is behind it.
struct StatementCache {
    /// One prepared statement.
    final class Entry {
        let name: String
        let types: [UInt32]
        fileprivate let text: ExactText
        /// Whether the server has said that it holds the statement.
        fileprivate(set) var isConfirmed = false
        fileprivate var lastUse: UInt64

        fileprivate init(name: String, types: [UInt32], text: ExactText, lastUse: UInt64) {
            self.name = name
            self.types = types
            self.text = text
            self.lastUse = lastUse
        }
    }

    private var entries: [ExactText: Entry] = [:]
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
        guard let entry = entries[ExactText(sql.text)], sql.parameters.hasTypes(entry.types) else {
            return nil
        }
        uses += 1
        entry.lastUse = uses
        return entry
    }

    /// Makes an entry for a statement that is about to be prepared.
    mutating func insert(_ sql: SQL) -> Entry {
        let text = ExactText(sql.text)
        if let other = entries[text] {
            forget(other)
        } else if entries.count >= countMax, let oldest = entries.values.min(by: Self.isOlder) {
            forget(oldest)
        }
        names += 1
        uses += 1
        let entry = Entry(
            name: "q\(names)",
            types: sql.parameters.slots.map(\.type.oid),
            text: text,
            lastUse: uses
        )
        entries[text] = entry
        return entry
    }

    /// Notes that the server holds a statement.
    mutating func confirm(_ entry: Entry) {
        entry.isConfirmed = true
        // Others may have displaced it while it was on its way.
        if entries[entry.text] !== entry { discarded.append(entry.name) }
    }

    /// Forgets a statement that nobody is to use again, such as one whose plan went stale.
    mutating func forget(_ entry: Entry) {
        guard entries[entry.text] === entry else { return }
        entries[entry.text] = nil
        if entry.isConfirmed { discarded.append(entry.name) }
    }

    /// Forgets a statement that the server does not hold, so that there is nothing to deallocate.
    mutating func forgetUnprepared(_ entry: Entry) {
        entry.isConfirmed = false
        forget(entry)
    }

    /// Hands out a name to deallocate; give it back with `discard` when that did not work.
    mutating func takeDiscarded() -> String? {
        discarded.popLast()
    }

    mutating func discard(_ name: String) {
        discarded.append(name)
    }

    private static func isOlder(_ left: Entry, _ right: Entry) -> Bool {
        left.lastUse < right.lastUse
    }
}
