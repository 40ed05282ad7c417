import EventLoop
import Synchronization

/// Counts the connections of a server and decides who may come in.
final class ConnectionGate: Sendable {
    enum Decision: Equatable {
        /// Goes to the loop with the fewest connections.
        case admit(worker: Int)
        case refuse
        /// So many are being refused at this moment that nobody waits for this one to listen.
        case turnAway
    }

    private struct State {
        var refused = 0
        var ofHousehold: [IPAddress: Int] = [:]
        var ofWorker: [Int]
        var accepted = 0
    }

    private let connectionsMax: Int
    private let connectionsPerAddressMax: Int
    private let refusedConnectionsMax: Int
    private let state: Mutex<State>
    /// Changed under the mutex, read by every turn of every loop without it.
    private let total = Atomic<Int>(0)

    init(limits: ServerLimits, workers: Int) {
        connectionsMax = limits.connectionsMax
        connectionsPerAddressMax = limits.connectionsPerAddressMax
        refusedConnectionsMax = limits.refusedConnectionsMax
        state = Mutex(State(ofWorker: Array(repeating: 0, count: workers)))
    }

    /// Decides about a connection that was accepted; `isExempt` is for trusted proxies.
    func enter(_ address: IPAddress, isExempt: Bool) -> Decision {
        let household = address.household
        return state.withLock { state in
            state.accepted += 1
            if !isExempt, state.ofHousehold[household, default: 0] >= connectionsPerAddressMax {
                guard state.refused < refusedConnectionsMax else { return .turnAway }
                state.refused += 1
                return .refuse
            }
            total.add(1, ordering: .relaxed)
            state.ofHousehold[household, default: 0] += 1
            let worker = state.ofWorker.indices.min { state.ofWorker[$0] < state.ofWorker[$1] } ?? 0
            state.ofWorker[worker] += 1
            return .admit(worker: worker)
        }
    }

    /// Takes an admitted connection off the books.
    ///
    /// - Returns: whether the server was full until now, so that accepting can begin again.
    func leave(_ address: IPAddress, worker: Int) -> Bool {
        let household = address.household
        return state.withLock { state in
            let wasFull = total.load(ordering: .relaxed) >= connectionsMax
            total.subtract(1, ordering: .relaxed)
            state.ofWorker[worker] -= 1
            let left = state.ofHousehold[household, default: 1] - 1
            state.ofHousehold[household] = left == 0 ? nil : left
            return wasFull
        }
    }

    func leaveRefused() {
        state.withLock { $0.refused -= 1 }
    }

    var isFull: Bool { connections >= connectionsMax }

    var connections: Int { total.load(ordering: .relaxed) }

    var accepted: Int { state.withLock { $0.accepted } }
}
