import SerbianText

/// An answer in words, and which keys it fits.
struct WrittenAnswer {
    /// Longer ones fit nothing: no key is.
    private static let bytesMax = 4_000

    private let text: String

    init(_ text: String) {
        let isShort = text.utf8.count <= Self.bytesMax
        self.text = isShort ? Self.spaced(text) : ""
    }

    var isEmpty: Bool { text.isEmpty }

    /// Whether a key fits: its parts between asterisks stand in the answer, in their order.
    ///
    /// White space counts as one space and none around, and letters that are composed as those that
    /// are not.
    func fits(_ key: ShortAnswers.Key, _ short: ShortAnswers) -> Bool {
        let parts = Self.parts(Self.spaced(key.pattern)).map { Self.folded($0, short) }
        return Self.fits(parts, Self.folded(text, short))
    }

    private static func fits(_ parts: [[Character]], _ given: [Character]) -> Bool {
        guard let first = parts.first, given.starts(with: first) else { return false }
        guard parts.count > 1, let last = parts.last else { return given.count == first.count }
        var rest = given[first.count...]
        guard rest.count >= last.count, rest.suffix(last.count).elementsEqual(last) else {
            return false
        }
        rest.removeLast(last.count)
        // The earliest place of each part leaves most for those behind it.
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    /// What stands between asterisks; `\*` is one that is meant.
    private static func parts(_ pattern: String) -> [String] {
        var parts = [""]
        var rest = pattern[...]
        while let character = rest.popFirst() {
            if character == "\\", rest.first == "*" {
                rest.removeFirst()
                parts[parts.count - 1].append("*")
            } else if character == "*" {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }

    // MARK: Letters

    private static func spaced(_ text: String) -> String {
        let visible = text.unicodeScalars.filter {
            switch $0.value {
            case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: false
            default: true
            }
        }
        return SerbianText.normalised(String(String.UnicodeScalarView(visible)))
    }

    private static func folded(_ text: String, _ short: ShortAnswers) -> [Character] {
        var text = text
        if short.letters.contains(.bothScripts) { text = SerbianText.latin(text) }
        if !short.isCaseSensitive { text = text.lowercased() }
        guard short.letters.contains(.withoutMarks) else { return Array(text) }
        return withoutMarks(text)
    }

    /// Letters without their marks; Đ, Dj and D are one, as “j” after “d” goes.
    private static func withoutMarks(_ text: String) -> [Character] {
        var bare: [Character] = []
        for character in text {
            let plain = marks[character] ?? character
            let isAfterD = bare.last == "d" || bare.last == "D"
            if isAfterD, plain == "j" || plain == "J" { continue }
            bare.append(plain)
        }
        return bare
    }

    private static let marks: [Character: Character] = [
        "č": "c", "ć": "c", "š": "s", "ž": "z", "đ": "d", "ð": "d", "Č": "C", "Ć": "C", "Š": "S",
        "Ž": "Z", "Đ": "D", "Ð": "D",
    ]
}
