/// How a text of a file is to be read.
enum TextFormat: String {
    /// Nothing in it is markup.
    case plain
    /// HTML in which the lines are lines, as Moodle's own format: what people type into a box.
    case moodle
    case html
    case markdown
}

/// Where the pictures of a text are.
enum PictureSource {
    case none
    /// By digest, as in a text that was stored.
    case stored
    /// By name, as Moodle names them behind `@@PLUGINFILE@@`.
    case files([String: PictureFile])
}

/// A file that came with a text.
enum PictureFile {
    case picture(Picture)
    case refused(QuestionWarning.Code)
}

/// A text as it was read, and what was left out of it.
struct Markup {
    let text: QuestionText
    /// The pictures of files that stand in it.
    let pictures: [Picture]
    let missed: [Missed]

    /// Something that the text had and the question has not.
    struct Missed: Hashable {
        let code: QuestionWarning.Code
        let place: String
    }

    init(_ text: String, _ format: TextFormat, pictures: PictureSource = .none) {
        let source = format == .markdown ? Markdown.html(text) : text
        var cleaner = MarkupCleaner(Array(source.utf8), format, pictures)
        cleaner.run()
        self.text = QuestionText(cleaned: String(decoding: cleaner.html, as: UTF8.self))
        self.pictures = cleaner.taken
        missed = cleaner.missed
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    /// The attributes of a tag by their names in small letters, as they are written; the first of
    /// a name counts.
    static func attributes(_ tag: ArraySlice<UInt8>) -> [String: String] {
        var found: [String: String] = [:]
        var rest = tag.drop { isNameByte($0) }
        while found.count < 32 {
            rest = rest.drop { isSpace($0) || $0 == UInt8(ascii: "/") }
            let name = rest.prefix { !isSpace($0) && !"=/".utf8.contains($0) }
            rest = rest.dropFirst(name.count).drop(while: isSpace)
            guard !name.isEmpty || !rest.isEmpty else { break }
            var value: ArraySlice<UInt8> = []
            if rest.first == UInt8(ascii: "=") {
                rest = rest.dropFirst().drop(while: isSpace)
                if let quote = rest.first, quote == 0x22 || quote == 0x27 {
                    value = rest.dropFirst().prefix { $0 != quote }
                    rest = rest.dropFirst(value.count + 2)
                } else {
                    value = rest.prefix { !isSpace($0) }
                    rest = rest.dropFirst(value.count)
                }
            }
            let key = String(decoding: name, as: UTF8.self).lowercased()
            if found[key] == nil { found[key] = String(decoding: value, as: UTF8.self) }
        }
        return found
    }
}
