import EventLoop

/// The connections of one loop and what they share.
///
/// `@unchecked Sendable`: everything that changes is touched on the loop's thread only.
final class Worker: TurnObserver, @unchecked Sendable {
    let core: ServerCore
    let loop: EventLoop
    let pool = BufferPool()
    private let index: Int
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var unflushed: [Connection] = []
    private var requestIDs: RequestIDs
    private var reportedLoad = ServerLoad()
    private var isDraining = false
    private var dateLineBytes: [UInt8] = []
    private var dateSeconds = 0
    private var dateExpiry = MonotonicTime(nanoseconds: 0)

    init(core: ServerCore, loop: EventLoop, index: Int, bootRandomness: UInt64) {
        self.core = core
        self.loop = loop
        self.index = index
        requestIDs = RequestIDs(bootRandomness: bootRandomness, loop: index)
    }

    // MARK: Connections

    /// Takes over an accepted descriptor; on the loop's thread.
    func adopt(_ descriptor: Int32, from address: IPAddress) {
        guard let socket = try? Socket(descriptor: descriptor, on: loop) else {
            left(address)
            return
        }
        let connection = Connection(socket, peer: address, worker: self)
        connections[ObjectIdentifier(connection)] = connection
        if isDraining { connection.drain() }
        let task = loop.spawn {
            await connection.run()
            self.connections[ObjectIdentifier(connection)] = nil
            self.left(address)
        }
        connection.belong(to: task)
    }

    /// Tells a client that it has too many connections, and goes away; on the loop's thread.
    func refuse(_ descriptor: Int32, from address: IPAddress) {
        guard let socket = try? Socket(descriptor: descriptor, on: loop) else {
            core.gate.leaveRefused()
            return
        }
        let connection = Connection(socket, peer: address, worker: self)
        loop.spawn {
            await connection.refuseAddress()
            self.core.gate.leaveRefused()
        }
    }

    /// Answers a client for which there is not even room for a refusal, without waiting for it.
    func turnAway(_ descriptor: Int32, from address: IPAddress) {
        var output = OutputBuffer(pool: pool)
        appendRefusal(.tooManyConnections, of: address, to: &output)
        output.withBytes { sendAtOnce(descriptor, $0) }
        closeDescriptor(descriptor)
    }

    private func left(_ address: IPAddress) {
        if core.gate.leave(address, worker: index) { roomIsThere?() }
    }

    /// Called, on this loop's thread, when a full server has room again.
    var roomIsThere: (() -> Void)?

    /// Closes those connections of a full server that have been idle longest.
    ///
    /// Some at a time, so that a flood of new connections does not search them for each one.
    func makeRoom() {
        let idleTimeMax = core.limits.crowdedIdleTimeMax
        let idle = connections.values
            .filter { $0.isIdle && loop.now.elapsed(since: $0.idleSince) >= idleTimeMax }
            .sorted { $0.idleSince < $1.idleSince }
        for connection in idle.prefix(max(1, connections.count / Self.roomPart)) {
            connection.makeRoom()
        }
    }

    private static let roomPart = 32

    /// Closes idle connections and lets the others finish what they are at.
    func drain() {
        isDraining = true
        for connection in connections.values { connection.drain() }
    }

    /// Breaks the connections that are left.
    func cut() {
        for connection in connections.values { connection.cut() }
    }

    // MARK: What connections share

    func nextRequestID() -> String { requestIDs.next() }

    /// The `Date` line of this second.
    var dateLine: [UInt8] {
        if loop.now >= dateExpiry { makeDateLine() }
        return dateLineBytes
    }

    /// This second, counted from 1970.
    var seconds: Int {
        if loop.now >= dateExpiry { makeDateLine() }
        return dateSeconds
    }

    private static let nanosecondsPerSecond: Int64 = 1_000_000_000

    private func makeDateLine() {
        let time = core.clock()
        let seconds = time / Self.nanosecondsPerSecond
        dateSeconds = Int(seconds)
        dateLineBytes = Array("Date: \(HTTPDate.text(Int(seconds)))\r\n".utf8)
        let left = Self.nanosecondsPerSecond - (time - seconds * Self.nanosecondsPerSecond)
        dateExpiry = loop.now.advanced(by: .nanoseconds(max(1, left)))
    }

    // MARK: Turns

    /// Remembers that answers wait although the connection is at its next request.
    func noteUnflushed(_ connection: Connection) {
        unflushed.append(connection)
    }

    func turnEnded() {
        if !unflushed.isEmpty {
            for connection in unflushed { connection.flushWhileBusy() }
            unflushed.removeAll(keepingCapacity: true)
        }
        guard !core.observers.isEmpty else { return }
        let load = core.load
        guard load != reportedLoad else { return }
        reportedLoad = load
        for observer in core.observers { observer.loadChanged(load) }
    }
}
