/// The elements of HTML that a question may have, in small letters.
enum MarkupElement: String, CaseIterable {
    case b, strong, i, em, u, sub, sup, code
    case p, ul, ol, li, pre
    case table, caption, thead, tbody, tfoot, tr, th, td
    case br, img

    var isInline: Bool {
        switch self {
        case .b, .strong, .i, .em, .u, .sub, .sup, .code: true
        default: false
        }
    }

    /// Whether it is the whole of what is inside, so that no end tag outside of it counts.
    var isCell: Bool { self == .td || self == .th || self == .caption }

    /// Whether its end ends what is open in its cells.
    var isOfTables: Bool {
        switch self {
        case .table, .caption, .thead, .tbody, .tfoot, .tr, .th, .td: true
        default: false
        }
    }

    /// In which it stands, ending what is open inside of that; empty when it stands anywhere.
    var parents: Set<MarkupElement> {
        switch self {
        case .li: [.ul, .ol]
        case .caption, .thead, .tbody, .tfoot: [.table]
        case .tr: [.table, .thead, .tbody, .tfoot]
        case .th, .td: [.tr]
        default: []
        }
    }

    /// The attributes that it keeps, in the order in which they are written.
    var attributes: [String] {
        switch self {
        case .img: ["alt", "width", "height"]
        case .th, .td: ["colspan", "rowspan"]
        case .ol: ["start"]
        default: []
        }
    }
}

/// What becomes of the elements that a question may not have.
enum ForeignElement {
    /// It is left out with everything in it.
    case removed
    /// So it is, and somebody will miss it.
    case missed
    /// Its text stays, in lines of its own.
    case line
    /// Its text stays.
    case word

    /// Nil for names that HTML does not have.
    init?(_ name: String) {
        if Self.removedNames.contains(name) {
            self = .removed
        } else if Self.missedNames.contains(name) {
            self = .missed
        } else if Self.lineNames.contains(name) {
            self = .line
        } else if Self.wordNames.contains(name) {
            self = .word
        } else {
            return nil
        }
    }

    private static let removedNames: Set<String> = [
        "head", "noscript", "script", "select", "style", "template", "textarea", "title",
    ]
    private static let missedNames: Set<String> = [
        "applet", "audio", "canvas", "iframe", "math", "object", "svg", "video",
    ]
    private static let lineNames: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "html", "legend", "main", "nav", "section", "summary",
    ]
    private static let wordNames: Set<String> = [
        "a", "abbr", "acronym", "area", "base", "bdi", "bdo", "big", "button", "cite", "col",
        "colgroup", "data", "del", "dfn", "embed", "font", "input", "ins", "kbd", "label", "link",
        "map", "mark", "meta", "meter", "nobr", "option", "output", "param", "progress", "q", "rp",
        "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "time", "track", "tt",
        "var", "wbr",
    ]
}
