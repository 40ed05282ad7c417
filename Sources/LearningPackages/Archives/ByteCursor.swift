/// Numbers and bytes read one after another, the low byte first.
struct ByteCursor {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place >= bytes.count }

    /// The next number; of eight bytes one that no archive has is refused.
    mutating func number(_ count: Int) throws -> Int {
        let value = try self.bytes(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard value < 1 << 48 else { throw PackageRefusal(.damaged) }
        return Int(value)
    }

    mutating func bytes(_ count: Int) throws -> [UInt8] {
        guard place + count <= bytes.count else { throw PackageRefusal(.damaged) }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    mutating func skip(_ count: Int) throws {
        _ = try bytes(count)
    }

    /// Reads from the extra fields what did not fit into 32 bits (APPNOTE 4.5.3).
    mutating func readLargeSizes(
        _ unpacked: inout Int,
        _ packed: inout Int,
        _ place: inout Int
    ) throws {
        let full = 0xFFFF_FFFF
        var isRead = ![unpacked, packed, place].contains(full)
        while !isAtEnd, !isRead {
            // Padding of less than a field's head is seen in real archives.
            guard self.bytes.count - self.place >= 4 else { break }
            let (id, size) = (try number(2), try number(2))
            var field = ByteCursor(try bytes(size))
            guard id == 1 else { continue }
            if unpacked == full { unpacked = try field.number(8) }
            if packed == full { packed = try field.number(8) }
            if place == full { place = try field.number(8) }
            isRead = true
        }
        guard isRead else { throw PackageRefusal(.damaged) }
    }
}
