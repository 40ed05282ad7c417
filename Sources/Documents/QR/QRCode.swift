import CQRencode

/// A QR code (ISO/IEC 18004) as a square of dark and light modules.
package struct QRCode: Sendable, Equatable {
    /// How much of the code may be dirty or lost before it cannot be read.
    package enum Recovery: Sendable {
        /// About a quarter: for paper.
        case quarter
        /// About a third.
        case third
    }

    /// The most symbols of a text: an address of ours has fifty or so.
    package static let symbolsMax = 300

    /// How many light modules a reader needs on every side.
    package static let quietModules = 4

    /// How many modules a side has, without the light ones around it.
    package let size: Int

    /// The text that a reader gets.
    package let text: String

    private let dark: [Bool]

    /// The code of a text of digits, capitals and `$%*+-./:` and blanks, in alphanumeric mode.
    ///
    /// An address in capitals takes fewer modules than the same in small letters, and is read
    /// from farther away. Throws `QRCodeError`.
    package init(capitals text: String, recovery: Recovery = .quarter) throws {
        for scalar in text.unicodeScalars where !Self.alphanumerics.contains(scalar) {
            throw QRCodeError.notAlphanumeric(scalar)
        }
        guard (1...Self.symbolsMax).contains(text.utf8.count) else { throw QRCodeError.length }
        guard let input = QRinput_new2(0, recovery == .quarter ? QR_ECLEVEL_Q : QR_ECLEVEL_H) else {
            throw QRCodeError.encoder
        }
        defer { QRinput_free(input) }
        let bytes = Array(text.utf8)
        guard QRinput_append(input, QR_MODE_AN, Int32(bytes.count), bytes) == 0,
            let code = QRcode_encodeInput(input)
        else { throw QRCodeError.encoder }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        // The lowest bit of each byte is the colour; the others say what the module is for.
        dark = UnsafeBufferPointer(start: code.pointee.data, count: size * size).map { $0 & 1 == 1 }
        self.text = text
    }

    /// Whether a module is dark, counted from the top left.
    package subscript(row: Int, column: Int) -> Bool { dark[row * size + column] }

    /// The dark modules as squares of one unit, those side by side in a row as one rectangle.
    package var path: VectorPath {
        var path = VectorPath()
        for row in 0..<size {
            var column = 0
            while column < size {
                let start = column
                while column < size, self[row, column] { column += 1 }
                if column > start {
                    path.rectangle(
                        x: Double(start),
                        y: Double(row),
                        width: Double(column - start),
                        height: 1
                    )
                }
                column += 1
            }
        }
        return path
    }

    private static let alphanumerics = Set(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".unicodeScalars
    )
}

/// Why a text cannot be a QR code.
package enum QRCodeError: Error, Equatable, Sendable {
    /// A character that alphanumeric mode does not have: a small letter, most often.
    case notAlphanumeric(Unicode.Scalar)
    /// Empty, or longer than `QRCode.symbolsMax`.
    case length
    /// The encoder has no memory.
    case encoder
}
