import ArgumentParser
import Foundation
import TrainingCentre

/// A file of rows that a command reads.
enum InputFile {
    /// The bytes at a path, which may be a pipe; `-` is standard input.
    ///
    /// Refuses with `NotFound`; what cannot be read or is too large is a wrong use.
    static func bytes(_ path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            try WholeFile.readPieces(path == "-" ? WholeFile.standardInput : path) { piece in
                bytes += piece
                guard bytes.count <= ImportFile.Limits.fileBytesMax else {
                    throw ValidationError("the file is larger than 256 MiB: split it")
                }
            }
        } catch let trouble as FileTrouble {
            throw ValidationError("\(trouble)")
        }
        return bytes
    }

    /// The rows of a file of `name` with these columns; says how the file was understood.
    static func read(_ path: String, of name: String, columns: [String]) throws -> ImportFile {
        let file = try ImportFile.read(bytes(path), of: name, columns: columns)
        let unit = file.rows.count == 1 ? "row" : "rows"
        StandardError.write("\(file.encoding), \(file.delimiter), \(file.rows.count) \(unit)")
        return file
    }
}
