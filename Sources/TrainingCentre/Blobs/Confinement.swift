import Glibc

/// What a process that reads a stranger's file may use; there is no way back.
package struct Confinement: Sendable {
    /// Seconds of the processor.
    package var secondsMax: rlim_t
    /// Of addresses; what is in use is a fraction.
    package var memoryBytesMax: rlim_t
    /// Bytes of a file that it writes.
    package var fileBytesMax: rlim_t = .max
    package var filesOpenMax: rlim_t = 64

    package init(secondsMax: rlim_t, memoryBytesMax: rlim_t) {
        self.secondsMax = secondsMax
        self.memoryBytesMax = memoryBytesMax
    }

    /// Gives up the rest, for this process and for what it becomes.
    package func begin() {
        let limits: [(__rlimit_resource, rlim_t)] = [
            (RLIMIT_CPU, secondsMax), (RLIMIT_AS, memoryBytesMax), (RLIMIT_NOFILE, filesOpenMax),
            (RLIMIT_FSIZE, fileBytesMax), (RLIMIT_CORE, 0),
        ]
        for (resource, value) in limits {
            var limit = rlimit(rlim_cur: value, rlim_max: value)
            setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
        }
    }
}
