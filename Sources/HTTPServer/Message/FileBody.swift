import EventLoop
import Glibc

/// A part of an open file as the content of an answer, copied to the socket by the kernel.
///
/// Holds the descriptor and closes it with the last copy of the answer. Immutable, so it may be
/// sent by several connections at a time: every read names its offset.
package final class FileBody: Sendable {
    private let file: OpenFile
    package let offset: Int
    package let count: Int

    /// Opens the regular file at `path`.
    ///
    /// Blocks for as long as the file system takes, like every read of it later.
    /// - Throws: `SystemError`; also for a directory or a device.
    package convenience init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw SystemError.last("open") }
        let file = OpenFile(descriptor: descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError.last("fstat") }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SystemError(call: "open", code: EISDIR)
        }
        self.init(file: file, offset: 0, count: Int(status.st_size))
    }

    private init(file: OpenFile, offset: Int, count: Int) {
        self.file = file
        self.offset = offset
        self.count = count
    }

    var descriptor: Int32 { file.descriptor }

    /// When the file was last written, in whole seconds since 1970; nil when the system fails.
    package var modifiedSeconds: Int? {
        var status = stat()
        guard fstat(file.descriptor, &status) == 0 else { return nil }
        return Int(status.st_mtim.tv_sec)
    }

    /// The part of this content in `range`, which lies within `0..<count`.
    func part(_ range: Range<Int>) -> FileBody {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "no part of the file")
        return FileBody(file: file, offset: offset + range.lowerBound, count: range.count)
    }

    /// Up to `bytesMax` bytes of the content from `position`; empty when the file has shrunk.
    ///
    /// - Throws: `FileError`.
    func piece(at position: Int, bytesMax: Int) throws -> [UInt8] {
        let wanted = min(bytesMax, count - position)
        guard wanted > 0 else { return [] }
        return try [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            while true {
                let place = off_t(offset + position)
                let got = pread(file.descriptor, buffer.baseAddress, wanted, place)
                if got >= 0 {
                    filled = got
                    return
                }
                if errno != EINTR { throw FileError(code: errno) }
            }
        }
    }

    /// All of the content at once, for tests.
    func readAll() throws -> [UInt8] {
        let content = try piece(at: 0, bytesMax: count)
        guard content.count == count else { throw FileError(code: 0) }
        return content
    }
}

/// A descriptor that is closed when nobody needs it any more.
private final class OpenFile: Sendable {
    let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
