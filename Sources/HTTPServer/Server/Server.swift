import EventLoop
import Logging
import Synchronization

/// An HTTP/1.1 server: listens, and serves each connection on one of the loops.
package final class Server: Sendable {
    private let configuration: ServerConfiguration
    private let core: ServerCore
    private let workers: [Worker]
    private let listeners = Mutex<[Listener]>([])
    private let isMakingRoom = Atomic<Bool>(false)

    /// A server that does not listen yet.
    ///
    /// `observers` are told of every exchange, in their order.
    package init(
        _ configuration: ServerConfiguration,
        application: Application,
        loops: EventLoopGroup,
        observers: [any ExchangeObserver] = [],
        logger: Logger
    ) {
        let configuration = Server.fitted(configuration, logger)
        self.configuration = configuration
        let core = ServerCore(
            configuration: configuration,
            application: application,
            observers: observers,
            logger: logger,
            workers: loops.loops.count
        )
        self.core = core
        workers = loops.loops.enumerated().map { index, loop in
            Worker(
                core: core,
                loop: loop,
                index: index,
                bootRandomness: configuration.bootRandomness
            )
        }
    }

    /// Bounds the connections by what the system lets the process open.
    ///
    /// Without descriptors left the database would fail together with the connections.
    private static func fitted(
        _ configuration: ServerConfiguration,
        _ logger: Logger
    ) -> ServerConfiguration {
        let descriptorsMax = DescriptorLimit.raise()
        let connectionsMax = max(1, descriptorsMax - configuration.limits.descriptorsReserved)
        guard configuration.limits.connectionsMax > connectionsMax else { return configuration }
        logger.warning(
            "the limit of open files allows fewer connections",
            metadata: [
                "open_files_max": .stringConvertible(descriptorsMax),
                "connections_max": .stringConvertible(connectionsMax),
            ]
        )
        var fitted = configuration
        fitted.limits.connectionsMax = connectionsMax
        return fitted
    }

    /// Begins to listen on all addresses.
    ///
    /// - Returns: the addresses, with the ports that the system chose for port 0.
    /// - Throws: `SystemError`, for one when an address is in use; then none is listened on.
    package func start() throws -> [SocketAddress] {
        guard let first = workers.first else { return [] }
        let new = try configuration.addresses.map { address in
            try Listener(address, on: first.loop) { descriptor, peer in
                self.accepted(descriptor, peer)
            }
        }
        listeners.withLock { $0 = new }
        for worker in workers {
            worker.loop.spawn {
                worker.roomIsThere = { self.acceptAgain() }
                worker.loop.observeTurns(worker)
            }
        }
        first.loop.spawn {
            for listener in new {
                do {
                    try listener.start()
                } catch {
                    self.core.logger.critical("cannot watch \(listener.address): \(error)")
                }
            }
        }
        return new.map(\.address)
    }

    /// How much is going on at present.
    package var load: ServerLoad { core.load }

    /// Connections accepted since the start, refused ones included.
    package var acceptedConnections: Int { core.gate.accepted }

    // MARK: Accepting

    /// Takes a new connection; on the first loop's thread.
    private func accepted(_ descriptor: Int32, _ peer: SocketAddress) {
        let address = IPAddress(peer.host) ?? .loopback
        switch core.gate.enter(address, isExempt: core.proxies.contain(address)) {
        case .turnAway:
            workers[0].turnAway(descriptor, from: address)
        case .refuse:
            workers[0].refuse(descriptor, from: address)
        case .admit(let index):
            let worker = workers[index]
            if worker.loop.isCurrent {
                worker.adopt(descriptor, from: address)
            } else {
                worker.loop.spawn { worker.adopt(descriptor, from: address) }
            }
        }
        guard core.gate.isFull else { return }
        for listener in currentListeners { listener.pause() }
        if !isMakingRoom.exchange(true, ordering: .relaxed) {
            workers[0].loop.spawn { await self.makeRoom() }
        }
    }

    /// Lets idle connections go for as long as the server is full and others wait.
    private func makeRoom() async {
        while core.gate.isFull {
            if currentListeners.contains(where: \.hasWaiting) {
                for worker in workers { worker.loop.spawn { worker.makeRoom() } }
            }
            await workers[0].loop.sleep(for: Self.roomLookTime)
        }
        isMakingRoom.store(false, ordering: .relaxed)
    }

    private static let roomLookTime = Duration.milliseconds(100)

    private func acceptAgain() {
        workers[0].loop.spawn {
            for listener in self.currentListeners { listener.resume() }
        }
    }

    private var currentListeners: [Listener] { listeners.withLock { $0 } }

    // MARK: Ending

    /// Ends the server gently: no new connections, idle ones closed, the others given time.
    ///
    /// Answers that are still made carry `Connection: close`. What is not over after `duration`
    /// is cut. Returns when no connection is left, and soon after `duration` at the latest.
    package func drain(within duration: Duration) async {
        let ending = currentListeners
        await onEachWorker { worker in
            if worker === self.workers.first { for listener in ending { listener.finish() } }
            worker.drain()
        }
        let start = MonotonicTime.current()
        while core.gate.connections > 0,
            MonotonicTime.current().elapsed(since: start) < duration
        {
            await pause(for: Self.drainPollTime)
        }
        guard core.gate.connections > 0 else { return }
        core.logger.warning(
            "connections were cut",
            metadata: ["connections": .stringConvertible(core.gate.connections)]
        )
        await onEachWorker { $0.cut() }
        for _ in 0..<Self.cutPollsMax where core.gate.connections > 0 {
            await pause(for: Self.drainPollTime)
        }
    }

    private static let drainPollTime = Duration.milliseconds(5)
    private static let cutPollsMax = 100

    private func pause(for duration: Duration) async {
        let loop = workers[0].loop
        await loop.spawn { await loop.sleep(for: duration) }.value
    }

    private func onEachWorker(_ body: @escaping @Sendable (Worker) -> Void) async {
        for worker in workers {
            await worker.loop.spawn { body(worker) }.value
        }
    }
}
