import EventLoop

/// Looks rows up by key, all keys asked for during one turn of a loop in one statement.
///
/// The statement has one parameter, an array of keys, and gives the key back in its first column:
/// `SELECT code, title FROM courses WHERE code = ANY (\(keys))`. Keys asked for twice travel once.
/// Under load this is quicker than one statement a key, because a lookup costs the server an index
/// probe and not a whole statement. Make one for each statement and keep it.
package final class BatchedLookup<Key: SQLValue & Hashable, Row: Sendable>: Sendable {
    private let database: Database

    /// The statement for an array of keys, for those who look at its plan.
    package let statement: @Sendable ([Key]) -> SQL
    private let gatherers: [LookupGatherer<Key, Row>]

    /// A lookup in a database.
    ///
    /// - Parameters:
    ///   - database: where to look.
    ///   - source: which server may answer; who decides on an answer asks the primary.
    ///   - columns: the types of the columns behind the key.
    ///   - keysMax: the most keys in one statement; more are spread over several.
    ///   - row: makes what callers get from the columns behind the key.
    ///   - statement: the statement for an array of keys; its text must not depend on them.
    package init<each Column: SQLValue>(
        in database: Database,
        from source: ReadSource = .primary,
        as columns: (repeat (each Column).Type),
        keysMax: Int = 512,
        row: @escaping @Sendable (repeat each Column) -> Row,
        statement: @escaping @Sendable ([Key]) -> SQL
    ) {
        let reader = LookupReader<Key, Row>(
            check: { result in try result.checkColumns(Key.self, repeat each columns) },
            read: { result, index in
                var column: Int32 = 0
                let line = Int32(index)
                let key = try result.value(of: Key.self, row: line, column: &column)
                return (
                    key,
                    row(repeat try result.value(of: each columns, row: line, column: &column))
                )
            }
        )
        self.database = database
        self.statement = statement
        gatherers = database.lanes.map { _ in
            LookupGatherer(keysMax: keysMax, source: source, reader: reader, statement: statement)
        }
    }

    /// The row with a key, or nil when there is none; of several the first that the server sends.
    ///
    /// A cancelled task still waits for its answer, which is at most the read timeout away.
    ///
    /// - Throws: `PostgresError`.
    package func lookup(_ key: Key) async throws -> Row? {
        let index = database.laneIndex()
        let (lanes, gatherer) = (database.lanes[index], gatherers[index])
        return try await withUnsafeThrowingContinuation { continuation in
            if lanes.loop.isCurrent {
                gatherer.add(key, continuation, lanes)
            } else {
                lanes.loop.spawn { gatherer.add(key, continuation, lanes) }
            }
        }
    }
}

/// How a result becomes keys and rows.
struct LookupReader<Key, Row>: Sendable {
    let check: @Sendable (borrowing QueryResult) throws -> Void
    let read: @Sendable (borrowing QueryResult, Int) throws -> (Key, Row)
}

/// Gathers the keys of one turn; loop thread only.
///
/// `@unchecked Sendable`: the loop's thread alone touches it.
final class LookupGatherer<Key: SQLValue & Hashable, Row: Sendable>: TurnGatherer,
    @unchecked Sendable
{
    private let keysMax: Int
    private let source: ReadSource
    private let reader: LookupReader<Key, Row>
    private let statement: @Sendable ([Key]) -> SQL
    private var questions = LookupQuestions<Key, Row>()
    /// How many keys the last turn had, to make room for as many at once.
    private var lastCount = 0

    init(
        keysMax: Int,
        source: ReadSource,
        reader: LookupReader<Key, Row>,
        statement: @escaping @Sendable ([Key]) -> SQL
    ) {
        self.keysMax = keysMax
        self.source = source
        self.reader = reader
        self.statement = statement
    }

    func add(
        _ key: Key,
        _ continuation: UnsafeContinuation<Row?, any Error>,
        _ lanes: LoopLanes
    ) {
        if questions.isEmpty {
            questions.reserve(lastCount)
            lanes.gather(self)
        }
        questions.add(key, continuation)
        if questions.keys.count >= keysMax {
            submit(to: lanes)
            // What comes after this in the same turn is gathered anew.
        }
    }

    func submit(to lanes: LoopLanes) {
        guard !questions.isEmpty else { return }
        lastCount = questions.keys.count
        let read = LookupRead(
            statement(questions.keys),
            submittedAt: lanes.loop.now,
            questions,
            reader
        )
        questions = LookupQuestions()
        lanes.submit(read, from: source)
    }
}

/// Keys, each once, and who asked for them.
struct LookupQuestions<Key: Hashable, Row: Sendable> {
    private(set) var keys: [Key] = []
    private var indices: [LookupKey<Key>: Int] = [:]
    private(set) var askers: [(index: Int, continuation: UnsafeContinuation<Row?, any Error>)] = []

    var isEmpty: Bool { keys.isEmpty }

    mutating func reserve(_ count: Int) {
        keys.reserveCapacity(count)
        indices.reserveCapacity(count)
        askers.reserveCapacity(count)
    }

    mutating func add(_ key: Key, _ continuation: UnsafeContinuation<Row?, any Error>) {
        let index = indices[LookupKey(key: key)] ?? keys.count
        if index == keys.count {
            indices[LookupKey(key: key)] = index
            keys.append(key)
        }
        askers.append((index, continuation))
    }

    /// Where a key stands among the keys; nil when nobody asked for it.
    func index(of key: Key) -> Int? { indices[LookupKey(key: key)] }
}

/// A key that equals another only when PostgreSQL would say so.
private struct LookupKey<Key: Hashable>: Hashable {
    let key: Key

    static func == (left: LookupKey, right: LookupKey) -> Bool {
        guard left.key == right.key else { return false }
        // To Swift, texts are equal whether their letters are composed or not.
        guard Key.self == String.self, let left = left.key as? String,
            let right = right.key as? String
        else { return true }
        return ExactText(left) == ExactText(right)
    }

    func hash(into hasher: inout Hasher) {
        key.hash(into: &hasher)
    }
}

/// One statement for the keys of one turn.
private final class LookupRead<Key: SQLValue & Hashable, Row: Sendable>: LaneRead {
    private let questions: LookupQuestions<Key, Row>
    private let reader: LookupReader<Key, Row>

    init(
        _ sql: SQL,
        submittedAt: MonotonicTime,
        _ questions: LookupQuestions<Key, Row>,
        _ reader: LookupReader<Key, Row>
    ) {
        self.questions = questions
        self.reader = reader
        super.init(sql, submittedAt: submittedAt)
    }

    override func deliver(_ result: consuming QueryResult) {
        var rows = [Row?](repeating: nil, count: questions.keys.count)
        do {
            try reader.check(result)
            for line in 0..<result.rowCount {
                let (key, row) = try reader.read(result, line)
                if let index = questions.index(of: key), rows[index] == nil { rows[index] = row }
            }
        } catch {
            deliver(failure: error)
            return
        }
        for asker in questions.askers { asker.continuation.resume(returning: rows[asker.index]) }
    }

    override func deliver(failure: any Error) {
        for asker in questions.askers { asker.continuation.resume(throwing: failure) }
    }
}
