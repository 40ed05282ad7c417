import Documents
import Foundation
import LearningPackages
import Postgres

/// Reads packages in a process of its own, so that what a stranger made can neither crash this one
/// nor take its memory.
package enum PackageProcess {
    private enum Limits {
        static let secondsMax: rlim_t = 300
        static let memoryBytesMax: rlim_t = 2 << 30
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
        Confinement(secondsMax: Limits.secondsMax, memoryBytesMax: Limits.memoryBytesMax).begin()
    }
}
