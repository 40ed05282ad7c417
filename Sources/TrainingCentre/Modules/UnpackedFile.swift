import Foundation
import Glibc

/// The files of an unpacked package, by the names under which its pages ask for them.
package enum UnpackedFile {
    /// The name of a file in a folder, as it is written there; nil when there is none.
    ///
    /// Packages are made on systems that do not tell large letters from small ones, so a name that
    /// differs in nothing else is found too. There are no links in a folder, and no way out.
    package static func find(_ path: String, in folder: String) -> String? {
        let names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isPlain = names.allSatisfy {
            !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0)
        }
        guard isPlain, !names.isEmpty else { return nil }
        if isThere("\(folder)/\(path)") { return path }
        var found = ""
        for name in names {
            let place = "\(folder)/\(found)"
            let entries = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
            let written =
                entries.first { $0.utf8.elementsEqual(name.utf8) }
                ?? entries.sorted().first { $0.lowercased() == name.lowercased() }
            guard let written else { return nil }
            found += found.isEmpty ? written : "/\(written)"
        }
        return isThere("\(folder)/\(found)") ? found : nil
    }

    private static func isThere(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
