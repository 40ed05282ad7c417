import CZlib

/// Writes a ZIP archive piece by piece: a file's length and checksum stand behind it, and the
/// directory at the end.
///
/// Everybody reads the directory, and it is small: memory does not grow with the archive. Archives
/// of 4 GiB and more are of another kind, which is not written.
struct ZipWriter: ~Copyable {
    private struct Entry {
        let name: String
        let place: Int
        var size = 0
        var packedSize = 0
        var checksum: UInt = 0
    }

    private let deflater: Deflater
    private var entries: [Entry] = []
    private var place = 0

    /// The version of the format that is needed, and flags: the lengths stand behind the file.
    private static let versionNeeded = 20
    private static let lengthsFollow = 8
    private static let deflated = 8
    /// 1 January 1980: the same content makes the same bytes.
    private static let day = 0x21

    /// Throws `XLSXWriterError.noMemory`.
    init() throws {
        deflater = try Deflater()
    }

    /// Begins a file; its name is of ASCII.
    mutating func begin(_ name: String, to bytes: inout [UInt8]) {
        entries.append(Entry(name: name, place: place))
        add(to: &bytes) { bytes in
            bytes += [0x50, 0x4B, 3, 4]
            Self.appendHead(of: Entry(name: name, place: 0), to: &bytes)
            bytes += name.utf8
        }
    }

    /// Adds to the file that was begun last.
    ///
    /// Throws `XLSXWriterError.tooLarge`.
    mutating func append(_ content: [UInt8], to bytes: inout [UInt8]) throws {
        try add(content, isLast: false, to: &bytes)
    }

    /// Ends the file that was begun last; throws `XLSXWriterError.tooLarge`.
    mutating func end(to bytes: inout [UInt8]) throws {
        try add([], isLast: true, to: &bytes)
        let entry = entries[entries.count - 1]
        add(to: &bytes) { bytes in
            bytes += [0x50, 0x4B, 7, 8]
            Self.appendLengths(of: entry, to: &bytes)
        }
    }

    /// A whole file at once.
    mutating func add(_ name: String, _ content: String, to bytes: inout [UInt8]) throws {
        begin(name, to: &bytes)
        try append(Array(content.utf8), to: &bytes)
        try end(to: &bytes)
    }

    /// Writes the directory; nothing may follow.
    mutating func finish(to bytes: inout [UInt8]) {
        let (start, entries) = (place, entries)
        add(to: &bytes) { bytes in
            for entry in entries {
                bytes += [0x50, 0x4B, 1, 2]
                Self.append(Self.versionNeeded, 2, to: &bytes)
                Self.appendHead(of: entry, to: &bytes)
                // No comment, one disk, no attributes.
                Self.append(0, 10, to: &bytes)
                Self.append(entry.place, 4, to: &bytes)
                bytes += entry.name.utf8
            }
        }
        let size = place - start
        add(to: &bytes) { bytes in
            bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
            Self.append(entries.count, 2, to: &bytes)
            Self.append(entries.count, 2, to: &bytes)
            Self.append(size, 4, to: &bytes)
            Self.append(start, 4, to: &bytes)
            Self.append(0, 2, to: &bytes)
        }
    }

    private mutating func add(
        _ content: [UInt8],
        isLast: Bool,
        to bytes: inout [UInt8]
    ) throws {
        var entry = entries[entries.count - 1]
        let before = place
        add(to: &bytes) { [deflater] in deflater.append(content, isLast: isLast, to: &$0) }
        entry.size += content.count
        entry.packedSize += place - before
        entry.checksum = content.withUnsafeBufferPointer {
            // Of nothing at all zlib makes the first value again.
            $0.isEmpty ? entry.checksum : crc32_z(entry.checksum, $0.baseAddress, $0.count)
        }
        guard entry.size < 1 << 32, place < 1 << 32 - 1 << 16 else {
            throw XLSXWriterError.tooLarge
        }
        entries[entries.count - 1] = entry
    }

    /// Writes and counts what is written.
    private mutating func add(to bytes: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
        let before = bytes.count
        body(&bytes)
        place += bytes.count - before
    }

    /// What the header of a file and its entry in the directory have in common.
    private static func appendHead(of entry: Entry, to bytes: inout [UInt8]) {
        append(versionNeeded, 2, to: &bytes)
        append(lengthsFollow, 2, to: &bytes)
        append(deflated, 2, to: &bytes)
        append(0, 2, to: &bytes)
        append(day, 2, to: &bytes)
        appendLengths(of: entry, to: &bytes)
        append(entry.name.utf8.count, 2, to: &bytes)
        append(0, 2, to: &bytes)
    }

    private static func appendLengths(of entry: Entry, to bytes: inout [UInt8]) {
        append(Int(entry.checksum), 4, to: &bytes)
        append(entry.packedSize, 4, to: &bytes)
        append(entry.size, 4, to: &bytes)
    }

    private static func append(_ number: Int, _ count: Int, to bytes: inout [UInt8]) {
        for place in 0..<count {
            bytes.append(place < 8 ? UInt8(truncatingIfNeeded: number >> (8 * place)) : 0)
        }
    }
}
