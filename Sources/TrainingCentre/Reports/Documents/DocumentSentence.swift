import Documents
import SerbianText

/// One sentence of a document's template, read into words and places for facts.
struct DocumentSentence: Sendable {
    private let parts: [Part]

    private enum Part: Sendable {
        case words(String)
        /// Words of another language, which stay in their letters.
        case kept(String)
        /// A fact as it stands.
        case fact(String)
        /// A number with the form of a noun; or the form alone.
        case count(String, printsNumber: Bool, forms: [String])
        /// Words that are printed because something is a fact, in whatever script.
        case claim(Claim)
    }

    private struct Claim {
        let key: String
        let value: String
        /// Whether the fact says more than what is claimed.
        let isPart: Bool
        let words: String

        /// Reads “key=value” or “key~value”.
        init?(_ text: String, words: String) {
            guard let sign = text.firstIndex(where: { $0 == "=" || $0 == "~" }) else { return nil }
            key = String(text[..<sign])
            value = String(text[text.index(after: sign)...])
            isPart = text[sign] == "~"
            self.words = words
            if key.isEmpty || value.isEmpty { return nil }
        }

        func isBorneOut(by facts: DocumentFacts) -> Bool {
            let claimed = SerbianText.fold(value)
            return facts[key].map { SerbianText.fold($0) }.contains {
                isPart ? $0.contains(claimed) : $0 == claimed
            }
        }
    }

    /// Reads a line; throws `ReportDocument.Malformed`.
    init(_ line: String, of name: String) throws {
        var parts: [Part] = []
        var rest = line[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}"),
                let part = DocumentSentence.part(rest[rest.index(after: open)..<close])
            else { throw ReportDocument.Malformed(name: name, line: line) }
            parts += [.words(String(rest[..<open])), part]
            rest = rest[rest.index(after: close)...]
        }
        self.parts = parts + [.words(String(rest))]
    }

    private static func part(_ text: Substring) -> Part? {
        let fields = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let key = fields[0]
        switch fields.count {
        case 1 where key.count > 2 && key.hasPrefix("\"") && key.hasSuffix("\""):
            return .kept(String(key.dropFirst().dropLast()))
        case 1: return .fact(key)
        case 2: return Claim(key, words: fields[1]).map(Part.claim)
        case 4: return .count(key, printsNumber: true, forms: Array(fields[1...]))
        case 5 where fields[1].isEmpty:
            return .count(key, printsNumber: false, forms: Array(fields[2...]))
        default: return nil
        }
    }

    /// The facts that it needs.
    var keys: [String] {
        parts.compactMap {
            switch $0 {
            case .words, .kept: nil
            case .fact(let key), .count(let key, _, _): key
            case .claim(let claim): claim.key
            }
        }
    }

    /// What it says and the facts do not.
    func missing(in facts: DocumentFacts) -> [String] {
        parts.compactMap { part in
            switch part {
            case .words, .kept: nil
            case .fact(let key): facts[key].isEmpty ? key : nil
            case .count(let key, _, _): facts.number(key) == nil ? key : nil
            case .claim(let claim):
                claim.isBorneOut(by: facts)
                    ? nil : "\(claim.key) \(claim.isPart ? "says" : "is") \(claim.value)"
            }
        }
    }

    /// The sentence; `script` writes the template's own words in the script that is asked for.
    ///
    /// `language` is the one of the template's sentences, which has its own forms of nouns.
    func text(
        _ facts: DocumentFacts,
        in language: Language,
        script: (String) -> String
    ) -> String {
        parts.map { part in
            switch part {
            case .words(let words): script(words)
            case .claim(let claim): script(claim.words)
            case .kept(let words): words
            case .fact(let key): facts.list(key)
            case .count(let key, let printsNumber, let forms):
                DocumentSentence.phrase(
                    facts.number(key) ?? 0,
                    printsNumber: printsNumber,
                    forms.map(script),
                    in: language
                )
            }
        }.joined()
    }

    /// A sentence as a part of another one: a small letter first, and no full stop.
    static func inside(_ sentence: String) -> String {
        let words = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    /// Words as the opening of a sentence.
    static func opening(_ words: String) -> String {
        words.prefix(1).uppercased() + words.dropFirst()
    }

    private static func phrase(
        _ count: Int,
        printsNumber: Bool,
        _ forms: [String],
        in language: Language
    ) -> String {
        let form =
            switch language {
            case .english: forms[count == 1 ? 0 : 2]
            case .serbianCyrillic, .serbianLatin:
                switch SerbianCount.form(of: count) {
                case .one: forms[0]
                case .few: forms[1]
                case .many: forms[2]
                }
            }
        return printsNumber ? "\(count) \(form)" : form
    }
}
