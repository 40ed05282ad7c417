/// The entries of one tile as a file: each after its length, two bytes, big-endian.
///
/// C2SP tlog-tiles, “Log entries”.
package enum EntryBundle {
    /// The longest entry, in bytes.
    package static let entryBytesMax = 65_535

    /// Writes at most 256 entries.
    ///
    /// Throws `LogFormatError` when there are more, or one is longer than 65,535 bytes.
    package static func write(_ entries: some Collection<[UInt8]>) throws -> [UInt8] {
        guard entries.count <= TileAddress.widthMax else {
            throw LogFormatError("a bundle has at most 256 entries, not \(entries.count)")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            guard entry.count <= entryBytesMax else {
                throw LogFormatError("an entry has \(entry.count) bytes; 65,535 are the most")
            }
            bytes.append(UInt8(entry.count >> 8))
            bytes.append(UInt8(entry.count & 255))
            bytes.append(contentsOf: entry)
        }
        return bytes
    }

    /// Reads exactly `width` entries and nothing behind them.
    ///
    /// Throws `LogFormatError`.
    package static func read(_ bytes: [UInt8], width: Int) throws -> [ArraySlice<UInt8>] {
        var entries: [ArraySlice<UInt8>] = []
        entries.reserveCapacity(width)
        var position = 0
        while entries.count < width {
            guard bytes.count - position >= 2 else {
                throw LogFormatError("the bundle ends after \(entries.count) of \(width) entries")
            }
            let count = Int(bytes[position]) << 8 | Int(bytes[position + 1])
            position += 2
            guard bytes.count - position >= count else {
                throw LogFormatError("the bundle ends inside entry \(entries.count) of \(width)")
            }
            entries.append(bytes[position..<position + count])
            position += count
        }
        guard position == bytes.count else {
            throw LogFormatError("\(bytes.count - position) bytes stand behind the last entry")
        }
        return entries
    }
}
