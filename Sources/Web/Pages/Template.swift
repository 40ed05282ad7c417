import Documents

/// A page's HTML, read and checked once; printing it copies bytes and asks the page for its texts.
///
/// The renderer is our own because a verification may cost little more than its query. Measured in
/// a release build on one core of a busy machine, the certificate page of 4.8 KB in Cyrillic, best
/// of five: 5 µs with this renderer, of which 2 µs make the page's texts; with swift-mustache
/// 2.1.1, which finds names by reflection while it prints, 184 µs from a dictionary and 1,230 µs
/// from a struct. Slots are closures and no key paths, which cost twice as much.
///
/// The language is Mustache's, cut down:
///
/// - `{{name}}` prints a slot of the page, escaped for HTML unless it is the cleaned markup of a
///   question (`PageMarkup`);
/// - `{{t.name}}` prints a text of the page's language, `{{asset.name}}` the address of an asset;
/// - `{{#name}}…{{/name}}` prints its inside for a flag that is set, for a text that is there, or
///   once for every row of a list; `{{^name}}…{{/name}}` when the flag or the text is not;
/// - `{{#sr-Cyrl}}…{{/sr-Cyrl}}` keeps its inside in that language only;
/// - `{{>name}}` includes another file, `{{>page}}` in the layout the page itself.
///
/// Names are resolved while the file is read, so a wrong one stops the program's start.
struct Template<Page: Slotted> {
    private let parts: [Part]
    private let literalBytes: Int

    fileprivate enum Part: Sendable {
        case literal([UInt8])
        case text(@Sendable (Page) -> String)
        case optional(@Sendable (Page) -> String?)
        case data(@Sendable (Page) -> JSON)
        case markup(@Sendable (Page) -> PageMarkup)
        case section(isWanted: @Sendable (Page) -> Bool, inside: [Part])
        case rows(@Sendable (Page, inout [UInt8]) -> Void)
    }

    /// Reads the slots of `tokens` as those of `Page`; throws `TemplateError`.
    init(_ tokens: [TemplateToken], words: TemplateWords) throws {
        var compiler = Compiler<Page>(tokens: tokens, words: words)
        parts = try compiler.parts(until: nil)
        literalBytes = parts.reduce(0) { $0 + $1.literalBytes }
    }

    func render(_ page: Page) -> [UInt8] {
        var bytes: [UInt8] = []
        // Names and titles rarely make more than this; a longer page only grows the array once.
        bytes.reserveCapacity(literalBytes + 2_048)
        Template.append(parts, of: page, to: &bytes)
        return bytes
    }

    fileprivate func append(_ page: Page, to bytes: inout [UInt8]) {
        Template.append(parts, of: page, to: &bytes)
    }

    private static func append(_ parts: [Part], of page: Page, to bytes: inout [UInt8]) {
        for part in parts {
            switch part {
            case .literal(let literal): bytes.append(contentsOf: literal)
            case .text(let text): bytes.appendEscaped(text(page))
            case .optional(let text): if let text = text(page) { bytes.appendEscaped(text) }
            case .data(let json): bytes.appendData(json(page))
            case .markup(let markup): bytes.append(contentsOf: markup(page).html.utf8)
            case .section(let isWanted, let inside):
                if isWanted(page) { append(inside, of: page, to: &bytes) }
            case .rows(let append): append(page, &bytes)
            }
        }
    }
}

extension Template: Sendable {}

extension Template.Part {
    fileprivate var literalBytes: Int {
        switch self {
        case .literal(let bytes): bytes.count
        case .section(_, let inside): inside.reduce(0) { $0 + $1.literalBytes }
        case .text, .optional, .data, .markup, .rows: 0
        }
    }
}

/// Something whose finished texts a template can print.
protocol Slotted: Sendable {
    static var slots: [String: Slot<Self>] { get }
}

/// How a template gets at a part of a page.
enum Slot<Page>: Sendable {
    case text(@Sendable (Page) -> String)
    case optional(@Sendable (Page) -> String?)
    case markup(@Sendable (Page) -> PageMarkup)
    case flag(@Sendable (Page) -> Bool)
    /// What programs read, as the inside of a `script` that is no program.
    case data(@Sendable (Page) -> JSON)
    case rows(RowsSlot<Page>)

    /// A list: its section is printed once for every row and sees only the row's slots.
    static func list<Row: Slotted>(_ rows: @escaping @Sendable (Page) -> [Row]) -> Slot {
        .rows(
            RowsSlot { tokens, words in
                let template = try Template<Row>(tokens, words: words)
                return { page, bytes in
                    for row in rows(page) { template.append(row, to: &bytes) }
                }
            }
        )
    }
}

/// A list whose kind of row only its own template needs to know.
struct RowsSlot<Page>: Sendable {
    let compile: @Sendable (_ inside: [TemplateToken], _ words: TemplateWords) throws -> Printer

    typealias Printer = @Sendable (Page, inout [UInt8]) -> Void
}

/// Turns tokens into parts: looks every name up and joins literal neighbours.
private struct Compiler<Page: Slotted> {
    let tokens: [TemplateToken]
    let words: TemplateWords
    var position = 0

    mutating func parts(until end: String?) throws -> [Template<Page>.Part] {
        var parts: [Template<Page>.Part] = []
        var literal: [UInt8] = []
        func flush() {
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = []
        }
        while position < tokens.count {
            let token = tokens[position]
            position += 1
            switch token.kind {
            case .literal(let text): literal.append(contentsOf: text.utf8)
            case .close(let name):
                guard name == end else { throw token.failure("nothing is open that ends here") }
                flush()
                return parts
            case .name(let name):
                if let word = try words.word(name, at: token) {
                    literal.appendEscaped(word)
                } else {
                    flush()
                    parts.append(try text(name, at: token))
                }
            case .open(let name, let isInverted):
                flush()
                if let language = words.isLanguage(name) {
                    let inside = try self.parts(until: name)
                    if language != isInverted { parts.append(contentsOf: inside) }
                } else {
                    parts.append(try section(name, isInverted: isInverted, at: token))
                }
            }
        }
        guard end == nil else {
            throw tokens.last?.failure("{{#\(end ?? "")}} is never closed")
                ?? TemplateError(place: "", problem: "the template is empty")
        }
        flush()
        return parts
    }

    private func text(_ name: String, at token: TemplateToken) throws -> Template<Page>.Part {
        switch Page.slots[name] {
        case .text(let text)?: return .text(text)
        case .optional(let text)?: return .optional(text)
        case .data(let json)?: return .data(json)
        case .markup(let markup)?: return .markup(markup)
        default: throw token.failure("there is no text {{\(name)}}")
        }
    }

    private mutating func section(
        _ name: String,
        isInverted: Bool,
        at token: TemplateToken
    ) throws -> Template<Page>.Part {
        let isWanted: @Sendable (Page) -> Bool
        switch Page.slots[name] {
        case .flag(let flag)?: isWanted = { flag($0) != isInverted }
        case .optional(let text)?: isWanted = { (text($0) != nil) != isInverted }
        case .rows(let rows)? where !isInverted:
            return .rows(try rows.compile(try inside(of: name, at: token), words))
        default: throw token.failure("there is no flag, optional text or list {{#\(name)}}")
        }
        return .section(isWanted: isWanted, inside: try parts(until: name))
    }

    /// The tokens up to the one that closes `name`; a list cannot stand in a list of its own name.
    private mutating func inside(
        of name: String,
        at token: TemplateToken
    ) throws -> [TemplateToken] {
        let start = position
        while position < tokens.count {
            position += 1
            if case .close(name) = tokens[position - 1].kind {
                return Array(tokens[start..<position - 1])
            }
        }
        throw token.failure("{{#\(name)}} is never closed")
    }
}
