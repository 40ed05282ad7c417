import Dispatch
import Postgres
import Synchronization

import struct FoundationEssentials.Date

extension TrainingCentre {
    /// Begins to write a report; what it refuses, it refuses here, before anything is sent.
    ///
    /// The rows come from the database while the reader takes them, and memory stays flat however
    /// many there are. Refuses as `ReportRun.prepare`.
    package func report(
        _ name: Report.Name,
        _ parameters: ReportParameters,
        as format: ReportWriter.Format,
        by actor: Actor?
    ) async throws -> ReportStream {
        try await stream { (transaction: borrowing Transaction, take) in
            let run = try ReportRun.prepare(name, parameters, by: actor, in: transaction)
            try ReportStream.write(run, as: format, in: transaction, to: take)
        }
    }

    /// Begins to write something large on one snapshot; what is refused before the first piece is
    /// refused here.
    func stream(
        _ body:
            @escaping @Sendable (
                borrowing Transaction, _ take: ([UInt8]) throws -> Void
            ) throws -> Void
    ) async throws -> ReportStream {
        let conveyor = ChunkConveyor()
        let centre = self
        Task {
            do {
                try await centre.read { (transaction: borrowing Transaction) in
                    try body(transaction) { try conveyor.send($0) }
                }
                conveyor.end(.success(()))
            } catch {
                conveyor.end(.failure(error))
            }
        }
        let stream = ReportStream(conveyor)
        try await stream.begin()
        return stream
    }
}

/// A report or an export on its way from the database to one reader, in pieces.
package final class ReportStream: Sendable {
    private let conveyor: ChunkConveyor
    private let first = Mutex<[UInt8]?>(nil)

    enum Limits {
        static let chunkBytesMin = 32 << 10
        /// Pieces that wait for a slow reader.
        static let chunksMax = 4
        /// How long the database's connection waits for one.
        static let readerSecondsMax = 60
    }

    fileprivate init(_ conveyor: ChunkConveyor) {
        self.conveyor = conveyor
    }

    deinit {
        // Nobody reads any more: the connection goes back.
        conveyor.abandon()
    }

    fileprivate func begin() async throws {
        let chunk = try await conveyor.next()
        first.withLock { $0 = chunk }
    }

    /// The next piece; nil when it is whole.
    ///
    /// Throws what the database threw; then what came before is not whole.
    package func next() async throws -> [UInt8]? {
        let first = first.withLock { first in
            defer { first = nil }
            return first
        }
        if let first { return first }
        return try await conveyor.next()
    }

    /// Writes a whole report in pieces: the head at once, so that a reader sees it has begun.
    package static func write(
        _ run: ReportRun,
        as format: ReportWriter.Format,
        in transaction: borrowing Transaction,
        to take: ([UInt8]) throws -> Void
    ) throws {
        let seconds = Int(try transaction.now.timeIntervalSince1970)
        var writer = ReportWriter(run, as: format, createdAt: seconds)
        var bytes: [UInt8] = []
        try writer.appendHead(to: &bytes)
        try take(bytes)
        bytes.removeAll(keepingCapacity: true)
        try run.forEachRow(in: transaction) { cells in
            try writer.append(cells, to: &bytes)
            if bytes.count >= Limits.chunkBytesMin {
                try take(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try writer.appendFoot(to: &bytes)
        try take(bytes)
    }
}

/// Hands pieces from a thread that may wait to a task that may not, a few at a time.
private final class ChunkConveyor: Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        var end: Swift.Result<Void, any Error>?
        var reader: CheckedContinuation<[UInt8]?, any Error>?
        var isAbandoned = false
    }

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)

    init() {
        // Signalled up from nothing: a semaphore below its first value must not be let go of.
        for _ in 0..<ReportStream.Limits.chunksMax { room.signal() }
    }

    /// Waits for room; throws `CancellationError` when the reader left or does not come.
    func send(_ chunk: [UInt8]) throws {
        let patience = DispatchTime.now() + .seconds(ReportStream.Limits.readerSecondsMax)
        guard room.wait(timeout: patience) == .success else { throw CancellationError() }
        let reader = try state.withLock { state in
            if state.isAbandoned { throw CancellationError() }
            defer { state.reader = nil }
            if state.reader == nil { state.chunks.append(chunk) }
            return state.reader
        }
        if let reader {
            room.signal()
            reader.resume(returning: chunk)
        }
    }

    func next() async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { reader in
            let answer: Swift.Result<[UInt8]?, any Error>? = state.withLock { state in
                if !state.chunks.isEmpty {
                    room.signal()
                    return .success(state.chunks.removeFirst())
                }
                if let end = state.end { return end.map { nil } }
                state.reader = reader
                return nil
            }
            if let answer { reader.resume(with: answer) }
        }
    }

    func end(_ end: Swift.Result<Void, any Error>) {
        let reader = state.withLock { state in
            state.end = end
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(with: end.map { nil })
    }

    func abandon() {
        state.withLock { $0.isAbandoned = true }
        room.signal()
    }
}
