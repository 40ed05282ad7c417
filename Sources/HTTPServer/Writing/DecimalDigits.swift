/// Numbers as decimal digits, without making a string.
enum DecimalDigits {
    /// Calls `append` with the digits of `number`, which is not negative: `digitsMin` at least.
    @inline(__always)
    static func write(_ number: Int, digitsMin: Int = 1, _ append: (UInt8) -> Void) {
        var divisor = 1
        for _ in 1..<digitsMin { divisor *= 10 }
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(truncatingIfNeeded: number / divisor % 10) + 0x30)
            divisor /= 10
        }
    }
}
