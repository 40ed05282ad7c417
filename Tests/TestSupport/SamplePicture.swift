/// Pictures that a test makes, of which only the head says something.
package enum SamplePicture {
    /// A PNG of two pixels: its colour type, bits for each sample and way of interlacing (PNG third
    /// edition, 11.2.1), a palette of two colours, and data that is none.
    package static func png(
        _ colour: UInt8,
        depth: UInt8 = 8,
        interlaced: UInt8 = 0
    ) -> [UInt8] {
        func chunk(_ name: String, _ inside: [UInt8]) -> [UInt8] {
            [0, 0, 0, UInt8(inside.count)] + Array(name.utf8) + inside + [0, 0, 0, 0]
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 1, depth, colour, 0, 0, interlaced])
            + chunk("PLTE", [1, 2, 3, 0xFF, 0, 0x0A]) + chunk("IDAT", [7, 8, 9])
            + chunk("IEND", [])
    }
}
