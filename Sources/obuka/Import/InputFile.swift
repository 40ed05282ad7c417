import ArgumentParser
import Foundation
import TrainingCentre

/// A file of rows that a command reads.
enum InputFile {
    /// The bytes at a path; `-` is standard input.
    ///
    /// Refuses with `NotFound`; what cannot be read or is too large is a wrong use.
    static func bytes(_ path: String) throws -> [UInt8] {
        let bytes: Data
        if path == "-" {
            bytes = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            guard FileManager.default.fileExists(atPath: path) else { throw NotFound("file", path) }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw ValidationError("\(path) is no file that can be read")
            }
            bytes = data
        }
        guard bytes.count <= ImportFile.Limits.fileBytesMax else {
            throw ValidationError("the file is larger than 256 MiB: split it")
        }
        return Array(bytes)
    }

    /// The rows of a file of `name` with these columns; says how the file was understood.
    static func read(_ path: String, of name: String, columns: [String]) throws -> ImportFile {
        let file = try ImportFile.read(bytes(path), of: name, columns: columns)
        StandardError.write("\(file.encoding), \(file.delimiter), \(file.rows.count) rows")
        return file
    }
}
