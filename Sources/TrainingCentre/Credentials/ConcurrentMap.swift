import Dispatch
import Foundation
import Synchronization

extension Array where Element: Sendable {
    /// The elements transformed by all cores, in their order; throws the first error by place.
    ///
    /// For work that is arithmetic only: it blocks the calling thread until all is done.
    func concurrentMap<Value: Sendable>(
        _ transform: @Sendable (Element) throws -> Value
    ) throws -> [Value] {
        let cores = Swift.max(ProcessInfo.processInfo.activeProcessorCount, 1)
        let size = Swift.max((count + cores - 1) / cores, 64)
        let starts = Array<Int>(stride(from: 0, to: count, by: size))
        let parts = Mutex<[Int: Swift.Result<[Value], any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: starts.count) { number in
            let start = starts[number]
            let part = self[start..<Swift.min(start + size, count)]
            let result = Swift.Result { try part.map(transform) }
            parts.withLock { $0[number] = result }
        }
        return try parts.withLock { parts in
            try starts.indices.flatMap { try parts[$0]?.get() ?? [] }
        }
    }
}
