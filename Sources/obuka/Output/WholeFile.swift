import ArgumentParser
import Documents
import Foundation
import TrainingCentre

/// Files that commands read and write as a whole.
enum WholeFile {
    /// Writes to a file, or to standard output when no path is given.
    ///
    /// There is the whole file or none: it is written beside and renamed.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path else { return FileHandle.standardOutput.write(Data(bytes)) }
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ValidationError("\(path) cannot be written")
        }
    }

    /// The content of a file that the user named; refuses with `NotFound`.
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw NotFound("file", path)
        }
        return Array(data)
    }
}

extension Edition: ExpressibleByArgument {}
