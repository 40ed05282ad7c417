/// Base64 (RFC 4648) read strictly: every sequence of bytes has exactly one spelling.
///
/// Foundation's decoder takes unused bits that are not zero; then one signed note would have many
/// spellings, and a file that was changed could still be taken for the one that was signed.
struct Base64Form: Sendable {
    private let symbols: [UInt8]
    private let isPadded: Bool
    /// The value of each byte as a symbol, 255 for none.
    private let values: [UInt8]

    /// Section 4: `+`, `/` and padding, as notes and proofs have it.
    static let standard = Base64Form(last: "+/", isPadded: true)
    /// Section 5 without padding, as JSON has it.
    static let url = Base64Form(last: "-_", isPadded: false)

    private init(last: String, isPadded: Bool) {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        symbols = Array((letters + last).utf8)
        self.isPadded = isPadded
        var values = [UInt8](repeating: 255, count: 256)
        for (value, symbol) in symbols.enumerated() { values[Int(symbol)] = UInt8(value) }
        self.values = values
    }

    func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var (bits, bitCount) = (0, 0)
        for byte in bytes {
            (bits, bitCount) = (bits << 8 | Int(byte), bitCount + 8)
            while bitCount >= 6 {
                bitCount -= 6
                text.append(symbols[bits >> bitCount & 63])
            }
            bits &= 63
        }
        if bitCount > 0 { text.append(symbols[bits << (6 - bitCount) & 63]) }
        while isPadded, text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil for a foreign character, wrong padding or unused bits that are set.
    func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var symbolCount = text.count
        if isPadded {
            guard symbolCount % 4 == 0 else { return nil }
            symbolCount -= text.suffix(2).count { $0 == UInt8(ascii: "=") }
        }
        guard symbolCount % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(symbolCount * 3 / 4)
        var (bits, bitCount) = (0, 0)
        // A sign of equality before the end is no symbol, and is refused here.
        for symbol in text.prefix(symbolCount) {
            let value = values[Int(symbol)]
            guard value < 64 else { return nil }
            (bits, bitCount) = (bits << 6 | Int(value), bitCount + 6)
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(bits >> bitCount))
                bits &= 1 << bitCount - 1
            }
        }
        return bits == 0 ? bytes : nil
    }
}
