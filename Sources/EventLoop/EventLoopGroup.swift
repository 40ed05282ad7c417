import Glibc

/// The loops of a process, one a core unless told otherwise.
package struct EventLoopGroup: Sendable {
    package let loops: [EventLoop]

    /// Makes and starts `count` loops; nil means one for each core this process may use.
    ///
    /// - Throws: `SystemError` when the process has no file descriptor left.
    package init(count: Int? = nil) throws {
        let count = count ?? EventLoopGroup.usableCores
        loops = try (0..<count).map { _ in try EventLoop() }
        for (index, loop) in loops.enumerated() { loop.start(named: "loop-\(index)") }
    }

    /// The cores that this process may run on, which a container or `taskset` makes fewer.
    static var usableCores: Int {
        guard let file = fopen("/proc/self/status", "r") else { return onlineCores }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 4_096)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
                as: UTF8.self
            )
            if let cores = cores(inStatusLine: text) { return cores }
        }
        return onlineCores
    }

    /// The count in a line such as `Cpus_allowed: ff,00000003`; nil for every other line.
    static func cores(inStatusLine line: String) -> Int? {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0] == "Cpus_allowed" else { return nil }
        let cores = parts[1].reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
        return cores > 0 ? cores : nil
    }

    private static var onlineCores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Ends all loops; what they still had queued does not run.
    package func stop() {
        for loop in loops { loop.stop() }
    }
}
