import Documents
import TrainingCentre

/// Which language a visitor gets.
///
/// The prefix of the path decides (`/sr-Cyrl`, `/sr-Latn`, `/en`); without one, the header
/// `Accept-Language` does (RFC 9110, section 12.5.4). Both scripts are Serbian, so:
///
/// - `sr` and `sr-RS` are Cyrillic, which is the script of official use; `sr-Latn` and the old
///   `sh` are Latin; so is `sr-ME`, as Montenegro mostly writes Latin;
/// - `hr`, `bs` and `cnr` (also `me`, which some devices send for it) are read as Serbian in Latin
///   script, unless they name Cyrillic: these visitors understand it better than English;
/// - who asks only for languages that we do not have gets English;
/// - no header, `*`, or a header that says nothing gets Serbian Cyrillic.
package enum LanguageChoice {
    /// Limits of what is read of a header that anybody can send.
    enum Limits { static let rangesMax = 16 }

    /// The language of a path's prefix, and the path without it; nil when it has none.
    ///
    /// The letters' case does not count. What is left always begins with a slash.
    package static func split(path: String) -> (language: Language?, path: String) {
        let utf8 = path.utf8
        guard utf8.first == UInt8(ascii: "/") else { return (nil, path) }
        let segment = utf8.dropFirst().prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard let language = Language.allCases.first(where: { isSame(segment, $0.rawValue.utf8) })
        else { return (nil, path) }
        let rest = path[segment.endIndex...]
        return (language, rest.utf8.first == UInt8(ascii: "/") ? String(rest) : "/" + rest)
    }

    /// The language that a header `Accept-Language` asks for most.
    ///
    /// Of equal weights the first counts. A broken range is passed over.
    package static func language(accepting header: String?) -> Language {
        guard let header, !header.isEmpty else { return .serbianCyrillic }
        var best: (language: Language, weight: Int)?
        var asksForOthers = false
        for range in header.utf8.split(separator: UInt8(ascii: ","), maxSplits: Limits.rangesMax)
            .prefix(Limits.rangesMax)
        {
            let parts = range.split(separator: UInt8(ascii: ";"))
            guard let tag = parts.first.map(trimmed), isTag(tag),
                let weight = weight(parts.dropFirst()), weight > 0
            else { continue }
            if let language = language(of: tag) {
                if weight > best?.weight ?? 0 { best = (language, weight) }
            } else if tag.first != UInt8(ascii: "*") {
                asksForOthers = true
            }
        }
        return best?.language ?? (asksForOthers ? .english : .serbianCyrillic)
    }

    /// Our language for a language range; nil when we have none, and for `*`.
    private static func language(of tag: Substring.UTF8View) -> Language? {
        let subtags = tag.split(separator: UInt8(ascii: "-"))
        guard let primary = subtags.first else { return nil }
        func names(_ subtag: String) -> Bool {
            subtags.dropFirst().contains { isSame($0, subtag.utf8) }
        }
        func isAny(of languages: [String]) -> Bool {
            languages.contains { isSame(primary, $0.utf8) }
        }
        if isAny(of: ["en"]) { return .english }
        if isAny(of: ["sr"]) {
            if names("cyrl") { return .serbianCyrillic }
            return names("latn") || names("me") ? .serbianLatin : .serbianCyrillic
        }
        guard isAny(of: ["sh", "hr", "bs", "cnr", "me"]) else { return nil }
        return names("cyrl") ? .serbianCyrillic : .serbianLatin
    }

    /// The weight in thousandths: 1000 without `q`; nil when it is written wrongly.
    private static func weight(_ parameters: ArraySlice<Substring.UTF8View>) -> Int? {
        guard let parameter = parameters.first.map(trimmed) else { return 1_000 }
        guard parameter.count >= 3, isSame(parameter.prefix(2), "q=".utf8) else { return nil }
        let digits = Array(parameter.dropFirst(2))
        let fraction = digits.dropFirst(2)
        guard digits[0] == UInt8(ascii: "0") || digits[0] == UInt8(ascii: "1"),
            digits.count == 1 || digits[1] == UInt8(ascii: "."), fraction.count <= 3,
            fraction.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        var thousandths = Int(digits[0] - UInt8(ascii: "0")) * 1_000
        for (digit, worth) in zip(fraction, [100, 10, 1]) {
            thousandths += Int(digit - UInt8(ascii: "0")) * worth
        }
        return thousandths <= 1_000 ? thousandths : nil
    }

    private static func isTag(_ tag: Substring.UTF8View) -> Bool {
        tag.elementsEqual("*".utf8)
            || !tag.isEmpty
                && tag.allSatisfy { byte in
                    byte == UInt8(ascii: "-")
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                }
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }

    /// Whether two ASCII words are the same but for the case of their letters.
    private static func isSame(_ left: Substring.UTF8View, _ right: String.UTF8View) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { lower($0) == lower($1) }
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
