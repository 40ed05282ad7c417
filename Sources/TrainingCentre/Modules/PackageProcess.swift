import Documents
import Foundation
import LearningPackages
import Postgres

/// Reads packages in a process of its own, so that what a stranger made can neither crash this one
/// nor take its memory.
package enum PackageProcess {
    private enum Limits {
        static let secondsMax: rlim_t = 300
        /// Of addresses; what is in use is a fraction.
        static let memoryBytesMax: rlim_t = 2 << 30
        static let filesOpenMax: rlim_t = 64
    }

    /// What came of reading a package, as `PackageReport` writes it; `folder` is an empty one to
    /// unpack into, and `reader` the program.
    package static func report(
        of file: String,
        into folder: String? = nil,
        reader: String = "/proc/self/exe"
    ) throws -> JSON {
        let path = URL(fileURLWithPath: file).standardizedFileURL.path
        let outcome = try ChildProcess.run(
            reader,
            ["package", "read", path] + (folder.map { ["--into", $0] } ?? [])
        )
        guard outcome.status == 0, let report = try? JSON.parse(Array(outcome.output.utf8)) else {
            // It ran into a limit, or the reader has a fault: either way it is not taken in.
            return PackageReport.refused(PackageRefusal(.damaged)).json
        }
        return report
    }

    /// Gives up what a reader of packages does not need.
    package static func confine() {
        let limits: [(__rlimit_resource, rlim_t)] = [
            (RLIMIT_CPU, Limits.secondsMax), (RLIMIT_AS, Limits.memoryBytesMax),
            (RLIMIT_NOFILE, Limits.filesOpenMax), (RLIMIT_CORE, 0),
        ]
        for (resource, value) in limits {
            var limit = rlimit(rlim_cur: value, rlim_max: value)
            setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
        }
    }
}
