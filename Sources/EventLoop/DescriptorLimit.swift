import Glibc

/// How many descriptors this process may have open at a time.
package enum DescriptorLimit {
    /// Raises the limit to the most that the system lets this process have.
    ///
    /// Programs that are started later inherit it.
    /// - Returns: the limit that holds now.
    package static func raise() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return lowest }
        var raised = rlimit(rlim_cur: limit.rlim_max, rlim_max: limit.rlim_max)
        if setrlimit(resource, &raised) == 0 { limit = raised }
        return Int(clamping: limit.rlim_cur)
    }

    /// What POSIX promises every process.
    private static let lowest = 20
}
