/// Decimal numbers with one spelling each: ASCII digits, no sign, no zero in front.
enum StrictDecimal {
    /// The number; nil for any other spelling, and for more than fits into 63 bits.
    static func read(_ text: some Collection<UInt8>) -> Int? {
        guard text.first != UInt8(ascii: "0") || text.count == 1 else { return nil }
        return readPadded(text)
    }

    /// The number, with or without zeroes in front.
    static func readPadded(_ text: some Collection<UInt8>) -> Int? {
        guard !text.isEmpty else { return nil }
        var number = 0
        for digit in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (shifted, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isLarger) = shifted.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            guard !isTooLarge, !isLarger else { return nil }
            number = sum
        }
        return number
    }
}
