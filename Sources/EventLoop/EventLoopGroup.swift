import Glibc

/// The loops of a process, one a core unless told otherwise.
package struct EventLoopGroup: Sendable {
    package let loops: [EventLoop]

    /// Makes and starts `count` loops; nil means one for each core this process may use.
    ///
    /// - Throws: `SystemError` when the process has no file descriptor left.
    package init(count: Int? = nil) throws {
        let count = count ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        loops = try (0..<count).map { _ in try EventLoop() }
        for (index, loop) in loops.enumerated() { loop.start(named: "loop-\(index)") }
    }

    /// Ends all loops; what they still had queued does not run.
    package func stop() {
        for loop in loops { loop.stop() }
    }
}
