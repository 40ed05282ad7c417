/// A colour of a screen and of paper, without transparency.
package struct Colour: Sendable, Equatable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8

    package static let black = Colour(red: 0, green: 0, blue: 0)
    package static let white = Colour(red: 255, green: 255, blue: 255)

    package init(red: UInt8, green: UInt8, blue: UInt8) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// The colour written as in style sheets, "#1f3a5f"; nil for everything else.
    package init?(hexadecimal text: String) {
        guard text.utf8.count == 7, text.utf8.first == UInt8(ascii: "#"),
            text.utf8.dropFirst().allSatisfy({ $0 != UInt8(ascii: "+") }),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(
            red: UInt8(value >> 16),
            green: UInt8(value >> 8 & 255),
            blue: UInt8(value & 255)
        )
    }

    /// The colour as style sheets write it.
    package var hexadecimal: String {
        let digits = String(
            UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) | 1 << 24,
            radix: 16
        )
        return "#" + digits.dropFirst()
    }
}
