import CZlib

/// The files of a ZIP archive, found by its central directory; whatever it says is checked.
///
/// Read are archives on one disk without encryption, their files stored or deflated. What a file
/// unpacks to is bounded before and while it is unpacked, so that a small archive cannot fill the
/// memory.
struct ZipArchive: Sendable {
    private struct Entry {
        let isDeflated: Bool
        let packed: Range<Int>
        let size: Int
        let checksum: UInt32
    }

    /// The limits of every archive.
    enum Limits {
        static let filesMax = 10_000
    }

    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]

    /// Reads the directory; throws `XLSXError.notAnArchive`.
    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        guard let end = Self.endOfDirectory(in: bytes) else {
            throw XLSXError.notAnArchive("it is cut off, or no such file")
        }
        let count = number(at: end + 10, bytes: 2)
        var place = number(at: end + 16, bytes: 4)
        guard count < Limits.filesMax, number(at: end + 4, bytes: 4) == 0, place <= end else {
            throw XLSXError.notAnArchive("its directory is of a kind that is not read")
        }
        for _ in 0..<count { place = try readEntry(at: place, before: end) }
    }

    /// Whether there is a file of this name.
    func has(_ name: String) -> Bool { entries[name.lowercased()] != nil }

    /// The bytes of a file, nil when there is none of this name; capitals do not count.
    ///
    /// Throws `XLSXError.tooLarge` and `notAnArchive`.
    func file(_ name: String, bytesMax: Int) throws -> [UInt8]? {
        guard let entry = entries[name.lowercased()] else { return nil }
        guard entry.size <= bytesMax else {
            throw XLSXError.tooLarge(part: name, bytesMax: bytesMax)
        }
        let packed = bytes[entry.packed]
        let unpacked =
            entry.isDeflated ? try Self.inflated(packed, size: entry.size, name) : Array(packed)
        guard unpacked.count == entry.size, Self.checksum(unpacked) == entry.checksum else {
            throw XLSXError.notAnArchive("“\(name)” in it is damaged")
        }
        return unpacked
    }

    // MARK: The directory

    /// Where the record stands that ends the archive: a comment of up to 65,535 bytes may follow.
    private static func endOfDirectory(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let first = max(0, bytes.count - 22 - 65_535)
        for place in stride(from: bytes.count - 22, through: first, by: -1)
        where bytes[place] == 0x50 && bytes[place...].starts(with: [0x50, 0x4B, 5, 6]) {
            let comment = Int(bytes[place + 20]) | Int(bytes[place + 21]) << 8
            if place + 22 + comment == bytes.count { return place }
        }
        return nil
    }

    /// Reads the entry at a place and returns where the next one stands.
    private mutating func readEntry(at place: Int, before end: Int) throws -> Int {
        guard place + 46 <= end, bytes[place...].starts(with: [0x50, 0x4B, 1, 2]) else {
            throw XLSXError.notAnArchive("its directory is damaged")
        }
        let flags = number(at: place + 8, bytes: 2)
        let method = number(at: place + 10, bytes: 2)
        let nameEnd = place + 46 + number(at: place + 28, bytes: 2)
        let next =
            nameEnd + number(at: place + 30, bytes: 2) + number(at: place + 32, bytes: 2)
        guard next <= end, let name = String(validating: bytes[place + 46..<nameEnd], as: UTF8.self)
        else { throw XLSXError.notAnArchive("its directory is damaged") }
        guard flags & 1 == 0 else { throw XLSXError.olderOrEncrypted }
        guard method == 0 || method == 8 else {
            throw XLSXError.notAnArchive("“\(name)” in it is packed in a way that is not read")
        }
        let entry = Entry(
            isDeflated: method == 8,
            packed: try packedBytes(
                headerAt: number(at: place + 42, bytes: 4),
                count: number(at: place + 20, bytes: 4),
                name
            ),
            size: number(at: place + 24, bytes: 4),
            checksum: UInt32(truncatingIfNeeded: number(at: place + 16, bytes: 4))
        )
        guard entries.updateValue(entry, forKey: name.lowercased()) == nil else {
            throw XLSXError.notAnArchive("“\(name)” stands in it twice")
        }
        return next
    }

    /// Where the bytes of a file stand: behind its own header, whose names may differ in length.
    private func packedBytes(
        headerAt header: Int,
        count: Int,
        _ name: String
    ) throws -> Range<Int> {
        guard header + 30 <= bytes.count, bytes[header...].starts(with: [0x50, 0x4B, 3, 4]) else {
            throw XLSXError.notAnArchive("“\(name)” is not where its directory says")
        }
        let start =
            header + 30 + number(at: header + 26, bytes: 2) + number(at: header + 28, bytes: 2)
        guard start + count <= bytes.count else {
            throw XLSXError.notAnArchive("“\(name)” in it is cut off")
        }
        return start..<start + count
    }

    private func number(at place: Int, bytes count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    // MARK: Unpacking

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { buffer in
            UInt32(truncatingIfNeeded: crc32_z(0, buffer.baseAddress, buffer.count))
        }
    }

    /// Never makes more than `size` bytes, whatever the packed ones would unpack to.
    private static func inflated(
        _ packed: ArraySlice<UInt8>,
        size: Int,
        _ name: String
    ) throws -> [UInt8] {
        var stream = z_stream()
        guard obuka_inflate_raw_init(&stream) == Z_OK else {
            throw XLSXError.notAnArchive("there is no memory to unpack it")
        }
        defer { inflateEnd(&stream) }
        var result = Z_OK
        // One more than is promised: what fills that too is larger than it says.
        let unpacked = [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
            result = packed.withUnsafeBufferPointer { input in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(size + 1)
                return inflate(&stream, Z_FINISH)
            }
            count = size + 1 - Int(stream.avail_out)
        }
        guard result == Z_STREAM_END else {
            throw XLSXError.notAnArchive("“\(name)” in it is damaged or larger than it says")
        }
        return unpacked
    }
}
