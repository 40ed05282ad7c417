/// The bits of a status list: whether the credential of a slot is revoked.
package struct StatusBits: Hashable, Sendable {
    /// The slots of a list: the least that Bitstring Status List 1.0 (3.2) allows.
    package static let slotCount = 131_072
    static let byteCount = slotCount / 8

    /// Slot 0 is the highest bit of the first byte.
    private(set) var bytes: [UInt8]

    /// Nothing revoked.
    package init() { bytes = [UInt8](repeating: 0, count: Self.byteCount) }

    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Whether the credential of a slot within `0..<slotCount` is revoked.
    package subscript(slot: Int) -> Bool {
        get { bytes[slot >> 3] & (0x80 >> UInt8(slot & 7)) != 0 }
        set {
            let bit: UInt8 = 0x80 >> UInt8(slot & 7)
            if newValue { bytes[slot >> 3] |= bit } else { bytes[slot >> 3] &= ~bit }
        }
    }
}
