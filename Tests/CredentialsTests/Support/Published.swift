import Documents
import Foundation

/// Files that others published, which stand beside a checkout and not in it.
enum Published {
    /// The file's bytes; nil, and a line that says so, where there is no such directory.
    static func file(_ path: String) throws -> [UInt8]? {
        guard let directory = ProcessInfo.processInfo.environment["OBUKA_STANDARDS_DATA"] else {
            print("OBUKA_STANDARDS_DATA is not set: \(path) is not compared")
            return nil
        }
        return Array(try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(path)")))
    }

    static func text(_ path: String) throws -> String? {
        try file(path).map { String(decoding: $0, as: UTF8.self) }
    }
}
