import Foundation

/// Where bytes go one chunk after another: a file, or standard output.
struct ByteSink: Sendable {
    /// nil: standard output.
    private let handle: FileHandle?

    /// The file at a path, emptied, or standard output; throws `FileTrouble`.
    init(_ path: String?) throws {
        guard let path else {
            handle = nil
            return
        }
        try WholeFile.write([], to: path)
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw FileTrouble(path, "written", errno: errno)
        }
        self.handle = handle
    }

    func write(_ bytes: [UInt8]) throws {
        guard let handle else { return try StandardOutput.write(bytes) }
        try handle.write(contentsOf: Data(bytes))
    }

    func close() throws { try handle?.close() }
}
