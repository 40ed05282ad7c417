import Crypto
import Documents
import Foundation
import Glibc
import Synchronization

/// Where files are kept: one directory, each file under its digest.
///
/// Several servers can share it. What is there is whole and stays as it is.
package struct BlobStore: Sendable {
    let directory: String

    /// What may be kept.
    package enum Limits {
        /// What one file may have.
        package static let fileBytesMax = 512 * 1_048_576
        /// After how long without another byte a file is taken by nobody any more: much longer
        /// than any server waits for the next piece.
        package static let abandonedAfterHours = 6
        /// What a page of the web may have, which browsers read whole.
        package static let pageBytesMax = 32 * 1_048_576
    }

    /// A store in `directory`, which is made with the first file.
    package init(directory: String) {
        self.directory = directory
    }

    /// Where the content of a file lies.
    package func path(of blob: Blob) -> String {
        "\(directory)/\(blob.digest.prefix(2))/\(blob.digest)"
    }

    /// Whether a file is there and has the length that it had.
    func holds(_ blob: Blob) -> Bool {
        var status = stat()
        return stat(path(of: blob), &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            && Int(status.st_size) == blob.bytes
    }

    /// Begins to take a file of at most so many bytes; throws `BlobStoreFailure`.
    package func receive(bytesMax: Int = Limits.fileBytesMax) throws -> IncomingBlob {
        try Self.makeDirectory("\(directory)/incoming")
        return try IncomingBlob(
            store: self,
            template: "\(directory)/incoming/XXXXXX",
            bytesMax: bytesMax
        )
    }

    /// Removes what uploads that were killed left behind; gives the names of what is gone.
    ///
    /// Another process may be taking a file just now, so only what has lain for
    /// `Limits.abandonedAfterHours` goes, seen from `unixSeconds`.
    package func removeAbandoned(at unixSeconds: Int) -> [String] {
        abandoned(at: unixSeconds).filter { name in
            (try? FileManager.default.removeItem(atPath: "\(directory)/\(name)")) != nil
        }
    }

    /// The names of files and unpacked packages that were being taken once and are not any more,
    /// below the directory.
    func abandoned(at unixSeconds: Int) -> [String] {
        ["incoming", "unpacked/incoming"].flatMap { abandoned(in: $0, at: unixSeconds) }
    }

    private func abandoned(in folder: String, at unixSeconds: Int) -> [String] {
        guard let entries = opendir("\(directory)/\(folder)") else { return [] }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            let file = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            var status = stat()
            guard ![".", ".."].contains(file),
                lstat("\(directory)/\(folder)/\(file)", &status) == 0,
                [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT),
                unixSeconds - Int(status.st_mtim.tv_sec) >= Limits.abandonedAfterHours * 3_600
            else { continue }
            names.append("\(folder)/\(file)")
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Puts a whole file in its place; throws `BlobStoreFailure`.
    fileprivate func keep(_ blob: Blob, from source: String) throws {
        let place = path(of: blob)
        let folder = String(place.dropLast(blob.digest.count + 1))
        try Self.makeDirectory(folder)
        guard rename(source, place) == 0 else { throw BlobStoreFailure("rename") }
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BlobStoreFailure("open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BlobStoreFailure("fsync") }
    }

    static func makeDirectory(_ path: String) throws {
        if mkdir(path, 0o750) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw BlobStoreFailure("mkdir")
        }
        try makeDirectory(String(path[..<slash]))
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else { throw BlobStoreFailure("mkdir") }
    }
}

/// A file that is being taken; what is not kept is gone with it.
package final class IncomingBlob: Sendable {
    private struct State {
        var hash = SHA256()
        var head: [UInt8] = []
        var bytes = 0
        var isKept = false
    }

    private let store: BlobStore
    private let descriptor: Int32
    /// Where it lies until it is kept.
    let path: String
    private let bytesMax: Int
    private let state = Mutex(State())

    fileprivate init(store: BlobStore, template: String, bytesMax: Int) throws {
        var name = Array(template.utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else {
            throw BlobStoreFailure("mkstemp")
        }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.store = store
        self.bytesMax = bytesMax
    }

    deinit {
        close(descriptor)
        if state.withLock({ !$0.isKept }) { unlink(path) }
    }

    /// Takes the next piece; throws `BlobRefusal.tooLarge` and `BlobStoreFailure`.
    package func write(_ piece: [UInt8]) throws {
        try state.withLock { state in
            state.bytes += piece.count
            guard state.bytes <= bytesMax else { throw BlobRefusal.tooLarge(bytesMax: bytesMax) }
            state.hash.update(data: piece)
            let missing = Blob.MediaType.headLength - state.head.count
            if missing > 0 { state.head += piece.prefix(missing) }
        }
        var rest = piece[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BlobStoreFailure("write") }
            rest = rest.dropFirst(count)
        }
    }

    /// What was taken, once all of it was; by its beginning, unless somebody knows what it is.
    ///
    /// - Throws: `BlobRefusal.empty` and `.unknownKind`.
    package func content(_ known: Blob.MediaType? = nil) throws -> Blob {
        try state.withLock { state in
            guard state.bytes > 0 else { throw BlobRefusal.empty }
            guard let mediaType = known ?? Blob.MediaType(head: state.head) else {
                throw BlobRefusal.unknownKind
            }
            if mediaType == .html { try checkPage(bytes: state.bytes) }
            // A copy, so that it can be asked again.
            let digest = Hexadecimal.text(of: state.hash.finalize())
            return Blob(digest: digest, bytes: state.bytes, mediaType: mediaType)
        }
    }

    /// Refuses a page that is too large or in another encoding than the one it is sent in.
    private func checkPage(bytes: Int) throws {
        guard bytes <= BlobStore.Limits.pageBytesMax else {
            throw BlobRefusal.tooLarge(bytesMax: BlobStore.Limits.pageBytesMax)
        }
        guard String(validating: try whole(), as: UTF8.self) != nil else {
            throw BlobRefusal.notUTF8
        }
    }

    /// All that was taken; ask how much that is before.
    func whole() throws -> Data {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BlobStoreFailure("open")
        }
        return data
    }

    /// Keeps the file; again changes nothing.
    ///
    /// It has reached the disk when this returns, which may take as long as the disk does.
    /// - Throws: as `content`, and `BlobStoreFailure`.
    func keep(_ known: Blob.MediaType? = nil) throws {
        let blob = try content(known)
        try state.withLock { state in
            guard !state.isKept else { return }
            guard fsync(descriptor) == 0 else { throw BlobStoreFailure("fsync") }
            try store.keep(blob, from: path)
            state.isKept = true
        }
    }
}

/// The file system said no: a full disk, a directory that cannot be written.
package struct BlobStoreFailure: Error, CustomStringConvertible {
    package let description: String

    /// The failure of the call that has just set `errno`.
    init(_ call: String) {
        description = "files cannot be kept: \(call): \(String(cString: strerror(errno)))"
    }
}
