/// Makes the names of one loop's requests: random for the run, then the loop, then a count.
///
/// Fifteen symbols, which Swift keeps in the string itself. Unique among runs with overwhelming
/// likelihood and within a run for 2^35 requests a loop; no secret.
struct RequestIDs {
    private static let symbols = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private let prefix: UInt64
    private var count: UInt64 = 0

    private static let randomBits: UInt64 = 30
    private static let loopBits: UInt64 = 10
    private static let countBits: UInt64 = 35

    init(bootRandomness: UInt64, loop: Int) {
        let random = bootRandomness & ((1 << Self.randomBits) - 1)
        prefix = random << Self.loopBits | UInt64(loop) & ((1 << Self.loopBits) - 1)
    }

    mutating func next() -> String {
        count &+= 1
        let bits = UInt128(prefix) << 35 | UInt128(count & ((1 << Self.countBits) - 1))
        return String(unsafeUninitializedCapacity: 15) { buffer in
            for index in 0..<15 {
                let symbol = Int(truncatingIfNeeded: bits >> ((14 - index) * 5)) & 31
                buffer[index] = Self.symbols[symbol]
            }
            return 15
        }
    }
}
