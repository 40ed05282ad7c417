import EventLoop
import Logging

/// The lanes of one event loop, and what gathers reads for them during a turn.
///
/// `@unchecked Sendable`: the loop's thread alone touches it.
final class LoopLanes: TurnObserver, @unchecked Sendable {
    let loop: EventLoop
    private let primary: [Lane]
    /// Nil when no replica is configured.
    private let replicas: ReplicaLanes?
    private var gatherers: [any TurnGatherer] = []
    private var isObserving = false

    init(on loop: EventLoop, _ configuration: DatabaseConfiguration, logger: Logger) {
        self.loop = loop
        let limits = Lane.Limits(
            readTimeout: configuration.readTimeout,
            inFlightMax: configuration.laneReadsInFlightMax,
            waitingMax: configuration.laneReadsWaitingMax,
            resultBytesMax: configuration.readResultBytesMax
        )
        func lanes(_ settings: ConnectionSettings) -> [Lane] {
            (0..<max(1, configuration.lanesPerLoop)).map { _ in
                Lane(on: loop, settings, limits, logger: logger)
            }
        }
        primary = lanes(configuration.laneSettings)
        replicas = configuration.replicaLaneSettings.map { settings in
            ReplicaLanes(lanes(settings), lagMax: configuration.readLagMax, logger: logger)
        }
    }

    /// Hands a read to a lane that leads where it wants to go.
    func submit(_ read: LaneRead, from source: ReadSource) {
        observe()
        let home = leastBusy(primary)
        if source == .replica, let lane = replicas?.lane(at: loop.now, comparedWith: home) {
            read.refuge = self
            lane.submit(read)
        } else {
            home.submit(read)
        }
    }

    private func leastBusy(_ lanes: [Lane]) -> Lane {
        var lane = lanes[0]
        for other in lanes.dropFirst() where other.load < lane.load { lane = other }
        return lane
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
        // First, because what they lose goes to the primary.
        replicas?.turnEnded()
        for lane in primary { lane.turnEnded() }
    }

    func close() {
        replicas?.close()
        for lane in primary { lane.close() }
        loop.stopObserving(self)
    }

    private func observe() {
        guard !isObserving else { return }
        isObserving = true
        loop.observeTurns(self)
    }

    // MARK: Tasks that wait

    /// Runs a read and waits for its end; from the loop's own thread without any hop.
    ///
    /// `orElsewhere` says whether the primary may answer what was to come from a replica.
    ///
    /// - Throws: `PostgresError`, `CancellationError`.
    func perform(
        _ sql: SQL,
        _ rows: any RowTaker,
        from source: ReadSource,
        orElsewhere: Bool = true
    ) async throws {
        let submittedAt = loop.isCurrent ? loop.now : MonotonicTime.current()
        let read = AwaitedRead(sql, submittedAt: submittedAt, rows)
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                if loop.isCurrent {
                    start(read, continuation, source, orElsewhere)
                } else {
                    loop.spawn { self.start(read, continuation, source, orElsewhere) }
                }
            }
        } onCancel: {
            loop.spawn { read.fail(CancellationError()) }
        }
        if let failure = read.failure { throw failure }
    }

    private func start(
        _ read: AwaitedRead,
        _ continuation: UnsafeContinuation<Void, Never>,
        _ source: ReadSource,
        _ orElsewhere: Bool
    ) {
        guard !read.isDone else {
            continuation.resume()
            return
        }
        read.continuation = continuation
        if source == .replica, !orElsewhere, let replicas {
            observe()
            leastBusy(replicas.lanes).submit(read)
        } else {
            submit(read, from: source)
        }
    }
}

/// Gathers during a turn what becomes one read at its end.
protocol TurnGatherer: AnyObject {
    func submit(to lanes: LoopLanes)
}
