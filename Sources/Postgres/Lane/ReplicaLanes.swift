import EventLoop
import Logging

/// The lanes of one loop to replicas, and how far each is known to be behind the primary.
///
/// While reads ask for a replica, both sides are asked once in a while for their position in the
/// write-ahead log. A replica that has replayed what the primary had written at some moment lags
/// by no more than the time since then, whatever their clocks say and even when the primary is
/// idle; and without the primary nothing is proven, so the bound holds in an outage as well.
///
/// Physical replicas only. Loop thread only.
final class ReplicaLanes {
    private let replicas: [Replica]
    private let lagMax: Duration
    private let pause: Duration
    private let logger: Logger
    private var measuredAt: MonotonicTime?
    /// What the primary had written, oldest first; none older than the bound.
    private var samples: [(moment: MonotonicTime, position: Int)] = []
    private var isServing = false

    private static let pauseMax = Duration.seconds(1)

    init(_ lanes: [Lane], lagMax: Duration, logger: Logger) {
        replicas = lanes.map { Replica(lane: $0) }
        self.lagMax = lagMax
        pause = min(ReplicaLanes.pauseMax, lagMax / 5)
        self.logger = logger
    }

    var lanes: [Lane] { replicas.map(\.lane) }

    /// The lane with the least to do whose server is known to be within the bound, if any is.
    ///
    /// Now and then asks a lane to the primary as well.
    func lane(at now: MonotonicTime, comparedWith primary: Lane) -> Lane? {
        if measuredAt.map({ now.elapsed(since: $0) >= pause }) ?? true {
            measuredAt = now
            measure(at: now, primary)
        }
        var best: Lane?
        for replica in replicas where replica.isFresh(at: now, lagMax) {
            if best.map({ replica.lane.load < $0.load }) ?? true { best = replica.lane }
        }
        note(isServing: best != nil)
        return best
    }

    func turnEnded() {
        for replica in replicas { replica.lane.turnEnded() }
    }

    func close() {
        for replica in replicas { replica.lane.close() }
    }

    private func note(isServing: Bool) {
        guard isServing != self.isServing else { return }
        self.isServing = isServing
        logger.notice(
            isServing
                ? "reads go to a replica"
                : "reads go to the primary: no replica answers within the bound of its lag"
        )
    }

    // MARK: Measuring

    private func measure(at now: MonotonicTime, _ primary: Lane) {
        samples.removeAll { now.elapsed(since: $0.moment) > lagMax }
        primary.submit(
            PositionRead(PositionRead.written, submittedAt: now) { [weak self] position in
                self?.samples.append((now, position))
                self?.prove()
            }
        )
        for replica in replicas {
            replica.lane.submit(
                PositionRead(PositionRead.replayed, submittedAt: now) { [weak self] position in
                    replica.noteReplayed(position)
                    self?.prove()
                }
            )
        }
    }

    private func prove() {
        for replica in replicas {
            for sample in samples { replica.prove(sample.moment, sample.position) }
        }
    }
}

/// One lane to a replica and what is known about the server behind it.
private final class Replica {
    let lane: Lane
    /// Another connection may lead to another server, of which nothing is known.
    private var connection = 0
    private var replayed = 0
    /// The server has everything that the primary had at this moment.
    private var provenAt: MonotonicTime?

    init(lane: Lane) {
        self.lane = lane
    }

    func isFresh(at now: MonotonicTime, _ lagMax: Duration) -> Bool {
        guard lane.isConnected, connection == lane.connections, let provenAt else { return false }
        return now.elapsed(since: provenAt) <= lagMax
    }

    func noteReplayed(_ position: Int) {
        if connection != lane.connections {
            connection = lane.connections
            provenAt = nil
        }
        replayed = position
    }

    func prove(_ moment: MonotonicTime, _ position: Int) {
        guard connection == lane.connections, replayed >= position else { return }
        provenAt = max(provenAt ?? moment, moment)
    }
}

/// Asks for a position in the write-ahead log; without an answer nothing happens.
private final class PositionRead: LaneRead {
    static let written: SQL = """
        SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint WHERE NOT pg_is_in_recovery()
        """
    static let replayed: SQL = """
        SELECT pg_wal_lsn_diff(
            CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                ELSE pg_current_wal_lsn() END, '0/0'
        )::bigint
        """

    private let take: (Int) -> Void

    init(_ sql: SQL, submittedAt: MonotonicTime, take: @escaping (Int) -> Void) {
        self.take = take
        super.init(sql, submittedAt: submittedAt)
    }

    override func deliver(_ result: consuming QueryResult) {
        if let position = try? result.onlyRow(Int.self) { take(position) }
    }
}
