import Foundation

/// The name of a file in a package, as we keep it: relative, with slashes, in NFC.
enum ArchivePath {
    /// Reads a name; nil for the top itself.
    ///
    /// Refuses with `PackageRefusal` names that lead elsewhere on any system, hold control
    /// characters, or are longer or deeper than the limits allow.
    static func reading(_ name: String, _ limits: PackageLimits) throws -> String? {
        guard name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw PackageRefusal(.nameInvalid, at: shown(name))
        }
        let path = slashed(name).precomposedStringWithCanonicalMapping
        guard path.utf8.first != 0x2F, !hasDrive(path) else {
            throw PackageRefusal(.nameLeaves, at: name)
        }
        let parts = path.split(separator: "/").filter { $0 != "." }
        guard !parts.contains("..") else { throw PackageRefusal(.nameLeaves, at: name) }
        guard parts.allSatisfy({ $0.utf8.count <= limits.componentBytesMax }) else {
            throw PackageRefusal(.nameTooLong, at: String(name.prefix(80)) + "…")
        }
        guard parts.count <= limits.depthMax, path.utf8.count <= 4_096 else {
            throw PackageRefusal(.nameTooDeep, at: String(name.prefix(80)) + "…")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// The name with slashes for backslashes.
    static func slashed(_ name: String) -> String {
        name.replacing("\\", with: "/")
    }

    /// “C:/x” and “C:x”: elsewhere on Windows.
    private static func hasDrive(_ path: String) -> Bool {
        let start = Array(path.utf8.prefix(2))
        return start.count == 2 && start[1] == 0x3A && (start[0] | 0x20) >= 0x61
            && (start[0] | 0x20) <= 0x7A
    }

    private static func shown(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { $0.value < 0x20 ? "�" : $0 }))
    }

    /// Where a link of a document leads: a path in the package without `.` and `..`; nil when it
    /// leads out of it.
    static func resolved(_ link: String, from folder: String) -> String? {
        var parts = folder.split(separator: "/").map(String.init)
        for part in link.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(String(part))
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }
}
