import Documents

/// A document of a book: its text as people read it, its first heading, and its links.
struct ChapterDocument {
    private(set) var text = ""
    private(set) var heading: String?
    private var links: [(link: String, text: String)] = []

    /// What has no text to be read (HTML, section 4.12 and others).
    private static let silent: Set = [
        "script", "style", "head", "template", "noscript", "iframe", "object", "audio", "video",
        "canvas", "rp", "rt",
    ]
    /// What stands inside of a word or a line; anything else parts words.
    static let inline: Set = [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr", "tspan",
    ]

    /// Reads a document; throws `BookProblem.damaged`.
    init(_ bytes: [UInt8], at path: String) throws {
        do {
            let prepared = try ManifestText.utf8(bytes)
            var reader = try XMLReader(
                XHTML.prepared(prepared.bytes),
                declaring: prepared.declared
            )
            try read(&reader)
        } catch is XMLReader.Problem {
            throw BookProblem.damaged(at: path)
        } catch is PackageRefusal {
            throw BookProblem.damaged(at: path)
        }
    }

    /// Where the links lead and what they are called; the first of each document.
    func links(in folder: BookFolder) -> [String: String] {
        var titles: [String: String] = [:]
        for (link, text) in links {
            let title = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard let path = folder.path(meaning: link), !title.isEmpty else { continue }
            if titles[path] == nil { titles[path] = title }
        }
        return titles
    }

    private mutating func read(_ reader: inout XMLReader) throws {
        var open: [String] = []
        var silentDepth: Int?
        while true {
            switch try reader.next() {
            case .open:
                let name = ChapterDocument.name(reader)
                open.append(name)
                guard silentDepth == nil else { continue }
                if ChapterDocument.silent.contains(name) { silentDepth = open.count }
                begin(name, link: reader.attribute("href"))
            case .close:
                let name = open.popLast() ?? ""
                if let depth = silentDepth {
                    if open.count < depth { silentDepth = nil }
                    continue
                }
                end(name)
            case .text(let range):
                if silentDepth == nil { add(reader.decoded(range)) }
            case .verbatim(let range):
                if silentDepth == nil { add(reader.written(range)) }
            case .end: return
            }
        }
    }

    /// The heading or the link that is being read.
    private var openHeading: String?
    private var openLink: (link: String, text: String)?

    private mutating func begin(_ name: String, link: String?) {
        if !ChapterDocument.inline.contains(name) { text += "\n" }
        if ChapterDocument.isHeading(name), heading == nil { openHeading = "" }
        if name == "a", let link { openLink = (link, "") }
    }

    private mutating func end(_ name: String) {
        if !ChapterDocument.inline.contains(name) { text += "\n" }
        if ChapterDocument.isHeading(name), let words = openHeading {
            let title = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !title.isEmpty { heading = title }
            openHeading = nil
        }
        if name == "a", let link = openLink {
            links.append(link)
            openLink = nil
        }
    }

    private mutating func add(_ piece: String) {
        text += piece
        openHeading? += piece
        openLink?.text += piece
    }

    private static func isHeading(_ name: String) -> Bool {
        name.utf8.count == 2 && name.hasPrefix("h") && ("1"..."6").contains(name.dropFirst())
    }

    private static func name(_ reader: XMLReader) -> String {
        let name = reader.written(reader.tag.name)
        return (name.split(separator: ":").last.map(String.init) ?? name).lowercased()
    }
}
