/// The central directory of a ZIP archive, every word of it checked before anything is unpacked
/// (APPNOTE.TXT 6.3.9, sections 4.3.12 to 4.3.16).
///
/// Refused are what would write elsewhere, fill the disk, or be read differently by two programs:
/// links and devices, encryption, other methods than stored and deflated, entries that share bytes,
/// and more files, bytes or compression than the limits allow.
package struct ArchiveDirectory: Sendable {
    /// In the order in which they stand in the archive.
    package let entries: [ArchiveEntry]
    package let warnings: [PackageWarning]

    /// Reads the directory; throws `PackageRefusal`.
    package init(of source: some ArchiveSource, limits: PackageLimits = PackageLimits()) throws {
        guard source.count <= limits.packedBytesMax else {
            throw PackageRefusal(.tooLargePacked, at: "\(limits.packedBytesMax)")
        }
        let end = try ArchiveEnd(of: source)
        guard end.count > 0 else { throw PackageRefusal(.empty) }
        guard end.count <= limits.filesMax else {
            throw PackageRefusal(.tooManyFiles, at: "\(limits.filesMax)")
        }
        guard end.directoryBytes <= Self.directoryBytesMax else {
            throw PackageRefusal(.damaged)
        }
        var cursor = ByteCursor(
            try source.bytes(at: end.directory, count: end.directoryBytes)
        )
        var entries: [ArchiveEntry] = []
        for _ in 0..<end.count {
            entries.append(try ArchiveEntry(&cursor, moved: end.moved))
        }
        self.entries = entries.sorted { $0.place < $1.place }
        try Self.checkPlaces(self.entries, in: source, before: end.directory)
        try Self.check(entries, limits)
        warnings = end.moved > 0 ? [PackageWarning(.prefixed)] : []
    }

    /// Names of 20,000 files fit many times over.
    private static let directoryBytesMax = 32 << 20

    private static func check(_ entries: [ArchiveEntry], _ limits: PackageLimits) throws {
        var left = limits.unpackedBytesMax
        for entry in entries {
            left -= entry.bytes
            guard left >= 0 else {
                throw PackageRefusal(.tooLarge, at: "\(limits.unpackedBytesMax)")
            }
            let isDense =
                entry.bytes > limits.ratioFreeBytes
                && entry.bytes / max(entry.packedBytes, 1) > limits.ratioMax
            guard !isDense else { throw PackageRefusal(.bomb, at: entry.shownName) }
        }
    }

    /// Every entry has its own header and bytes, and all stand before the directory.
    private static func checkPlaces(
        _ entries: [ArchiveEntry],
        in source: some ArchiveSource,
        before directory: Int
    ) throws {
        for (index, entry) in entries.enumerated() {
            var header = ByteCursor(try source.bytes(at: entry.place, count: 30))
            guard try header.number(4) == 0x0403_4B50 else {
                throw PackageRefusal(.damaged, at: entry.shownName)
            }
            try header.skip(22)
            let names = try header.number(2) + header.number(2)
            let next = index + 1 < entries.count ? entries[index + 1].place : directory
            guard entry.place + 30 + names + entry.packedBytes <= next else {
                throw PackageRefusal(.overlapping, at: entry.shownName)
            }
        }
    }
}

extension ArchiveEntry {
    /// Reads one record; `moved` is how many bytes stand before the archive.
    init(_ cursor: inout ByteCursor, moved: Int) throws {
        guard try cursor.number(4) == 0x0201_4B50 else { throw PackageRefusal(.damaged) }
        let system = try cursor.number(2) >> 8
        try cursor.skip(2)
        let flags = try cursor.number(2)
        let method = try cursor.number(2)
        try cursor.skip(8)
        var packed = try cursor.number(4)
        var unpacked = try cursor.number(4)
        let (nameCount, extraCount) = (try cursor.number(2), try cursor.number(2))
        let commentCount = try cursor.number(2)
        try cursor.skip(4)
        let attributes = try cursor.number(4)
        var place = try cursor.number(4)
        name = try cursor.bytes(nameCount)
        var extra = ByteCursor(try cursor.bytes(extraCount))
        try cursor.skip(commentCount)
        try extra.readLargeSizes(&unpacked, &packed, &place)
        guard flags & 0x2041 == 0 else { throw PackageRefusal(.encrypted) }
        isUTF8 = flags & 0x800 != 0
        isFolder = name.last == 0x2F || name.last == 0x5C
        packedBytes = packed
        bytes = unpacked
        self.place = place + moved
        guard method == 0 || method == 8 else {
            throw PackageRefusal(.packedOddly, at: shownName)
        }
        guard method == 8 || packed == unpacked else {
            throw PackageRefusal(.sizeLies, at: shownName)
        }
        // Of Unix and macOS: what kind of file it is. 0 says nothing.
        let kind = attributes >> 28
        guard ![3, 19].contains(system) || [0, 4, 8].contains(kind) else {
            throw PackageRefusal(.linkOrDevice, at: shownName)
        }
    }
}

/// The records that end an archive (APPNOTE 4.3.14 to 4.3.16).
private struct ArchiveEnd {
    let count: Int
    let directory: Int
    let directoryBytes: Int
    /// How many bytes stand before the archive.
    let moved: Int

    init(of source: some ArchiveSource) throws {
        let tail = min(source.count, 22 + 65_535)
        let start = source.count - tail
        let bytes = try source.bytes(at: start, count: tail)
        guard let found = Self.place(in: bytes) else {
            let begins = try source.bytes(at: 0, count: min(4, source.count))
            throw PackageRefusal(begins == [0x50, 0x4B, 3, 4] ? .cutOff : .notArchive)
        }
        let end = start + found
        var cursor = ByteCursor(Array(bytes[(found + 4)...]))
        let disks = try (cursor.number(2), cursor.number(2))
        var count = try cursor.number(2)
        let total = try cursor.number(2)
        var directoryBytes = try cursor.number(4)
        var directory = try cursor.number(4)
        guard disks == (0, 0), count == total else { throw PackageRefusal(.damaged) }
        var last = end
        if let large = try Self.large(before: end, in: source) {
            (count, directoryBytes, directory, last) = large
        }
        // The directory stands right before what ends it.
        moved = last - directoryBytes - directory
        guard moved >= 0 else { throw PackageRefusal(.damaged) }
        self.count = count
        self.directoryBytes = directoryBytes
        self.directory = directory + moved
    }

    /// Where the last record stands whose comment ends with the file.
    private static func place(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        for place in stride(from: bytes.count - 22, through: 0, by: -1)
        where bytes[place] == 0x50 && bytes[place...].starts(with: [0x50, 0x4B, 5, 6]) {
            let comment = Int(bytes[place + 20]) | Int(bytes[place + 21]) << 8
            if place + 22 + comment == bytes.count { return place }
        }
        return nil
    }

    /// The same of an archive that is larger than 32 bits say, when there is its locator.
    private static func large(
        before end: Int,
        in source: some ArchiveSource
    ) throws -> (count: Int, bytes: Int, directory: Int, place: Int)? {
        guard end >= 20 + 56 else { return nil }
        var locator = ByteCursor(try source.bytes(at: end - 20, count: 20))
        guard try locator.number(4) == 0x0706_4B50 else { return nil }
        // Whatever stands before the archive, its own record stands before the locator.
        let place = end - 20 - 56
        var record = ByteCursor(try source.bytes(at: place, count: 56))
        guard try record.number(4) == 0x0606_4B50, try record.number(8) == 44 else {
            throw PackageRefusal(.damaged)
        }
        try record.skip(4)
        guard try record.number(4) == 0, try record.number(4) == 0 else {
            throw PackageRefusal(.damaged)
        }
        let (count, total) = (try record.number(8), try record.number(8))
        guard count == total else { throw PackageRefusal(.damaged) }
        return (count, try record.number(8), try record.number(8), place)
    }
}
