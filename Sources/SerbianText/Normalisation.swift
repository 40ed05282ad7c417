import Foundation

/// Unicode normal forms, with a short cut for text that cannot need them.
///
/// Foundation's conversion is right for all of Unicode, but costs about a microsecond a character
/// because it goes through a bridged string. Serbian as it is normally typed never reaches it.
enum Normalisation {
    /// The text in NFC.
    ///
    /// Only the stretches around a scalar outside the inert ranges are converted. That is exact:
    /// an inert scalar is a starter that never combines with what stands before it, so a stretch
    /// can begin with one and end before the next.
    static func nfc(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { !isInert($0) }) else { return text }
        var result: [Unicode.Scalar] = []
        var stretch: [Unicode.Scalar] = []
        var isClosed = true
        for scalar in text.unicodeScalars {
            if isInert(scalar) {
                result.append(contentsOf: isClosed ? stretch : converted(stretch))
                stretch.removeAll(keepingCapacity: true)
                isClosed = true
            } else {
                isClosed = false
            }
            stretch.append(scalar)
        }
        result.append(contentsOf: isClosed ? stretch : converted(stretch))
        return String(scalars: result)
    }

    /// The text in NFKC.
    static func nfkc(_ text: String) -> String { text.precomposedStringWithCompatibilityMapping }

    /// The text in NFD.
    static func nfd(_ text: String) -> String { text.decomposedStringWithCanonicalMapping }

    private static func converted(
        _ stretch: [Unicode.Scalar]
    ) -> [Unicode.Scalar] {
        Array(String(scalars: stretch).precomposedStringWithCanonicalMapping.unicodeScalars)
    }

    /// Whether the scalar is its own NFC and never combines with the scalar before it.
    private static func isInert(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x400...0x45F, 0x2010...0x2027, 0x2030...0x205E: true
        default: false
        }
    }
}
