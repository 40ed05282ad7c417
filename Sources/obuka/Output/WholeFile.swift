import ArgumentParser
import Documents
import Foundation
import TrainingCentre

/// Files that commands read and write as a whole.
enum WholeFile {
    /// Where shells and scripts find what is piped into a command.
    static let standardInput = "/dev/stdin"

    /// Writes to a file, or to standard output when no path is given.
    ///
    /// There is the whole file or none: it is written beside and renamed. What is no file, such as
    /// a pipe, is written into. Throws `FileTrouble`.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path else { return try StandardOutput.write(bytes) }
        var found = stat()
        let isSpecial = stat(path, &found) == 0 && found.st_mode & S_IFMT != S_IFREG
        do {
            try Data(bytes).write(to: URL(filePath: path), options: isSpecial ? [] : .atomic)
        } catch {
            throw FileTrouble(path, "written", error)
        }
    }

    /// The content of a file that the user named.
    ///
    /// Refuses with `NotFound`; throws `FileTrouble` for a directory and what cannot be read.
    static func read(_ path: String) throws -> [UInt8] {
        guard FileManager.default.fileExists(atPath: path) else { throw NotFound("file", path) }
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw FileTrouble(path, "read", error)
        }
    }

    /// Refuses and throws as `read` does, for a file that another program reads.
    static func check(_ path: String) throws {
        let file = try open(path)
        defer { try? file.close() }
        do {
            _ = try file.read(upToCount: 1)
        } catch {
            throw FileTrouble(path, "read", error)
        }
    }

    /// Gives the content of a file that the user named in pieces, for one that may be large.
    ///
    /// Refuses and throws as `read` does.
    static func readPieces(_ path: String, _ body: ([UInt8]) throws -> Void) throws {
        let file = try open(path)
        defer { try? file.close() }
        while true {
            let piece: Data?
            do {
                piece = try file.read(upToCount: 1 << 20)
            } catch {
                throw FileTrouble(path, "read", error)
            }
            guard let piece, !piece.isEmpty else { return }
            try body(Array(piece))
        }
    }

    private static func open(_ path: String) throws -> FileHandle {
        // A socket cannot be opened by its path, but read.
        if path == standardInput { return .standardInput }
        guard FileManager.default.fileExists(atPath: path) else { throw NotFound("file", path) }
        do {
            return try FileHandle(forReadingFrom: URL(filePath: path))
        } catch {
            throw FileTrouble(path, "read", error)
        }
    }
}

/// A file that is not to be had, with the words of the system.
struct FileTrouble: Error, CustomStringConvertible {
    let description: String

    init(_ path: String, _ done: String, errno number: Int32) {
        description = "\(path) cannot be \(done): \(String(cString: strerror(number)))"
    }

    init(_ path: String, _ done: String, _ error: any Error) {
        var found = stat()
        let isDirectory = stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
        let underlying = (error as? CocoaError)?.userInfo[NSUnderlyingErrorKey] as? POSIXError
        // What is read in pieces says of a directory no more than that it failed.
        let number = isDirectory ? EISDIR : underlying?.code.rawValue
        let words = number.map { String(cString: strerror($0)) }
        description = "\(path) cannot be \(done): \(words ?? error.localizedDescription)"
    }
}
