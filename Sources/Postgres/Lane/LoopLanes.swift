import EventLoop
import Logging

/// The lanes of one event loop, and what gathers reads for them during a turn.
///
/// `@unchecked Sendable`: the loop's thread alone touches it.
final class LoopLanes: TurnObserver, @unchecked Sendable {
    let loop: EventLoop
    private let lanes: [Lane]
    private var gatherers: [any TurnGatherer] = []
    private var isObserving = false

    init(on loop: EventLoop, _ configuration: DatabaseConfiguration, logger: Logger) {
        self.loop = loop
        let settings = configuration.laneSettings
        let limits = Lane.Limits(
            readTimeout: configuration.readTimeout,
            inFlightMax: configuration.laneReadsInFlightMax,
            waitingMax: configuration.laneReadsWaitingMax,
            resultBytesMax: configuration.readResultBytesMax
        )
        lanes = (0..<max(1, configuration.lanesPerLoop)).map { _ in
            Lane(on: loop, settings, limits, logger: logger)
        }
    }

    /// Hands a read to the lane with the least to do.
    func submit(_ read: LaneRead) {
        observe()
        var lane = lanes[0]
        for other in lanes.dropFirst() where other.load < lane.load { lane = other }
        lane.submit(read)
    }

    /// Asks for a call at the end of this turn, before the lanes send.
    func gather(_ gatherer: any TurnGatherer) {
        observe()
        gatherers.append(gatherer)
    }

    func turnEnded() {
        if !gatherers.isEmpty {
            for gatherer in gatherers { gatherer.submit(to: self) }
            gatherers.removeAll(keepingCapacity: true)
        }
        for lane in lanes { lane.turnEnded() }
    }

    func close() {
        for lane in lanes { lane.close() }
        loop.stopObserving(self)
    }

    /// Lanes that have a connection, and reads that have not been answered.
    var census: (connected: Int, reads: Int) {
        (lanes.count { $0.isConnected }, lanes.reduce(0) { $0 + $1.load })
    }

    private func observe() {
        guard !isObserving else { return }
        isObserving = true
        loop.observeTurns(self)
    }

    // MARK: Tasks that wait

    /// Runs a read and waits for its result; from the loop's own thread without any hop.
    ///
    /// - Throws: `PostgresError`, `CancellationError`.
    func perform(_ sql: SQL) async throws -> QueryResult {
        let submittedAt = loop.isCurrent ? loop.now : MonotonicTime.current()
        let read = AwaitedRead(sql, submittedAt: submittedAt)
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                if loop.isCurrent {
                    start(read, continuation)
                } else {
                    loop.spawn { self.start(read, continuation) }
                }
            }
        } onCancel: {
            loop.spawn { read.fail(CancellationError()) }
        }
        return try read.outcome()
    }

    private func start(_ read: AwaitedRead, _ continuation: UnsafeContinuation<Void, Never>) {
        guard !read.isDone else {
            continuation.resume()
            return
        }
        read.continuation = continuation
        submit(read)
    }
}

/// Gathers during a turn what becomes one read at its end.
protocol TurnGatherer: AnyObject {
    func submit(to lanes: LoopLanes)
}
