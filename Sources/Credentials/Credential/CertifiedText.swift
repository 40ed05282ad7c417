import Foundation

/// What texts may hold to be signed: what every program reads, shows and hashes alike.
///
/// Canonical N-Quads (RDFC-1.0) escape control characters, and common programs do it differently;
/// marks of direction and invisible characters let a text look like another one; and Swift, unlike
/// a hash, calls two spellings of one letter equal. So all of these are refused, the line end of a
/// longer text excepted.
enum CertifiedText {
    /// Limits in code points.
    enum Limits {
        static let lineMax = 500
        static let textMax = 10_000
    }

    /// A text of one line, such as a name or a title.
    static func checkLine(_ text: String, _ fact: String) throws {
        try check(text, fact, max: Limits.lineMax, isLine: true)
    }

    /// A text that may have several lines and emoji made of several characters.
    static func checkText(_ text: String, _ fact: String) throws {
        try check(text, fact, max: Limits.textMax, isLine: false)
    }

    private static func check(_ text: String, _ fact: String, max: Int, isLine: Bool) throws {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else {
            throw FactProblem(fact, .empty)
        }
        if first.properties.isWhitespace || last.properties.isWhitespace {
            throw FactProblem(fact, .spaceAtAnEnd)
        }
        var count = 0
        var isSurelyNFC = true
        for scalar in scalars {
            count += 1
            guard count <= max else { throw FactProblem(fact, .tooLong(codePointsMax: max)) }
            if isPlain(scalar) { continue }
            if let kind = problem(scalar, isLine: isLine) { throw FactProblem(fact, kind) }
            isSurelyNFC = isSurelyNFC && isQuotationOrDash(scalar)
        }
        if isSurelyNFC { return }
        // By code units: Swift calls the two forms equal.
        guard text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8) else {
            throw FactProblem(fact, .notNFC)
        }
    }

    /// Whether the scalar is seen, is its own normal form C and combines with nothing before it.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xC0...0x2FF, 0x400...0x482: true
        default: false
        }
    }

    private static func isQuotationOrDash(_ scalar: Unicode.Scalar) -> Bool {
        (0x2010...0x201F).contains(scalar.value) || scalar == "\n"
    }

    private static func problem(_ scalar: Unicode.Scalar, isLine: Bool) -> FactProblem.Kind? {
        switch scalar.value {
        case 0x0A where !isLine: return nil
        // The joiners make emoji and letters of other scripts; a name looks the same without them.
        case 0x200C, 0x200D: return isLine ? .invisible : nil
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return .directionMark
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return .controlCharacter
        case .format, .privateUse, .surrogate, .unassigned: return .invisible
        default: return nil
        }
    }
}
