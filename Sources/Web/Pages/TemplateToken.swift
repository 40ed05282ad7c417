import Foundation

/// Why the program does not start: a template that is missing or wrong, and where.
struct TemplateError: Error, CustomStringConvertible {
    /// The file, and the line where there is one.
    let place: String
    let problem: String

    var description: String { "template \(place): \(problem)" }
}

/// A piece of a template's text.
struct TemplateToken: Sendable {
    let kind: Kind
    let file: String
    let line: Int

    enum Kind: Sendable, Equatable {
        case literal(String)
        case name(String)
        case open(String, isInverted: Bool)
        case close(String)
    }

    func failure(_ problem: String) -> TemplateError {
        TemplateError(place: "\(file):\(line)", problem: problem)
    }
}

/// The names in a template that mean the same whatever the page says.
struct TemplateWords: Sendable {
    let languageTag: String
    let languageTags: [String]
    /// What a name such as `t.title` or `asset.site.css` stands for; nil when it is not known.
    let lookUp: @Sendable (String) -> String?

    /// The word for `t.…` and `asset.…`; nil for the name of a slot.
    func word(_ name: String, at token: TemplateToken) throws -> String? {
        guard name.contains(".") else { return nil }
        guard let word = lookUp(name) else { throw token.failure("nothing is called \(name)") }
        return word
    }

    /// Whether a section is for the language of these words; nil when it is for no language.
    func isLanguage(_ name: String) -> Bool? {
        languageTags.contains(name) ? name == languageTag : nil
    }
}

/// The directory of template files, read as tokens.
struct TemplateFolder {
    let path: String

    /// How deep files may include each other.
    enum Limits { static let depthMax = 8 }

    /// The tokens of a page inside the layout.
    func tokens(page: String) throws -> [TemplateToken] {
        try tokens(file: "layout", page: page, depth: 0)
    }

    /// The tokens of a page that has no layout around it.
    func tokens(bare page: String) throws -> [TemplateToken] {
        try tokens(file: page, page: page, depth: 0)
    }

    private func tokens(file: String, page: String, depth: Int) throws -> [TemplateToken] {
        guard depth <= Limits.depthMax else {
            throw TemplateError(place: file, problem: "files include each other without an end")
        }
        let name = "\(file).html"
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
            throw TemplateError(place: "\(path)/\(name)", problem: "cannot be read")
        }
        guard let source = String(validating: data, as: UTF8.self) else {
            throw TemplateError(place: name, problem: "is not UTF-8")
        }
        var tokens: [TemplateToken] = []
        for token in try TemplateFolder.split(source, file: name) {
            guard case .name(let included) = token.kind, included.hasPrefix(">") else {
                tokens.append(token)
                continue
            }
            let file = String(included.dropFirst())
            tokens += try self.tokens(
                file: file == "page" ? page : file,
                page: page,
                depth: depth + 1
            )
        }
        return tokens
    }

    /// Splits at the braces; indentation goes, since nothing in our pages is preformatted.
    static func split(_ source: String, file: String) throws -> [TemplateToken] {
        var tokens: [TemplateToken] = []
        for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            var rest = line.drop { $0 == " " }
            guard !rest.isEmpty else { continue }
            var prints = false
            func add(_ kind: TemplateToken.Kind) {
                switch kind {
                case .literal: prints = true
                case .name(let name): prints = prints || !name.hasPrefix(">")
                case .open, .close: break
                }
                tokens.append(TemplateToken(kind: kind, file: file, line: index + 1))
            }
            while let open = rest.firstRange(of: "{{") {
                if open.lowerBound > rest.startIndex {
                    add(.literal(String(rest[..<open.lowerBound])))
                }
                guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                    throw TemplateError(place: "\(file):\(index + 1)", problem: "}} is missing")
                }
                add(kind(of: String(rest[open.upperBound..<close.lowerBound])))
                rest = rest[close.upperBound...]
            }
            if !rest.isEmpty { add(.literal(String(rest))) }
            // A line of section marks alone leaves no empty line behind.
            if prints { add(.literal("\n")) }
        }
        return tokens
    }

    private static func kind(of tag: String) -> TemplateToken.Kind {
        switch tag.first {
        case "#"?: .open(String(tag.dropFirst()), isInverted: false)
        case "^"?: .open(String(tag.dropFirst()), isInverted: true)
        case "/"?: .close(String(tag.dropFirst()))
        default: .name(tag)
        }
    }
}
