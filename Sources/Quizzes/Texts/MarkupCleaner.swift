import Documents

/// Writes the markup of strangers anew, with nothing in it but what is known to be harmless.
///
/// Every byte of what comes out is written by this type: text with its `&`, `<` and `>` replaced,
/// and tags of `MarkupElement` with attributes that it has checked. Cleaning what was cleaned
/// changes nothing. Takes time in proportion to the text.
struct MarkupCleaner {
    private let bytes: [UInt8]
    private let format: TextFormat
    private let source: PictureSource
    private var place = 0
    /// Where the last `>` stands: behind it no tag ends.
    private let lastEnd: Int
    /// Whether a quotation mark opened what nothing closed; from then on they do not count.
    private var ignoresQuotes = false

    var html: [UInt8] = []
    private(set) var taken: [Picture] = []
    private(set) var missed: [Markup.Missed] = []

    var open: [MarkupElement] = []
    /// Whether nothing stands in the line yet.
    var isAtStart = true
    private var hasSpace = false
    private var breaks = 0

    private static let missedMax = 20

    init(_ bytes: [UInt8], _ format: TextFormat, _ source: PictureSource) {
        self.bytes = bytes
        self.format = format
        self.source = source
        lastEnd = bytes.lastIndex(of: UInt8(ascii: ">")) ?? -1
    }

    mutating func run() {
        html.reserveCapacity(bytes.count)
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "<"), format != .plain, tag() { continue }
            if byte == UInt8(ascii: "&"), format != .plain,
                let (scalar, count) = CharacterReference.read(bytes[(place + 1)...])
            {
                add(scalar)
                place += count + 1
                continue
            }
            add(byte)
            place += 1
        }
        close(to: 0)
    }

    // MARK: Text

    private mutating func add(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\n"): newLine()
        case UInt8(ascii: "\r"):
            if place + 1 >= bytes.count || bytes[place + 1] != UInt8(ascii: "\n") { newLine() }
        case 0x20, 0x09: space(byte)
        case 0..<0x20, 0x7F: break
        case 0xC2 where follows([0x80...0x9F]): place += 1
        case 0xEF where follows([0xBF...0xBF, 0xBE...0xBF]): place += 2
        default:
            flush()
            write(byte)
        }
    }

    /// Whether the scalar here is a control or none at all, by the bytes after the first.
    private func follows(_ wanted: [ClosedRange<UInt8>]) -> Bool {
        let rest = bytes[(place + 1)...].prefix(wanted.count)
        return rest.count == wanted.count && zip(wanted, rest).allSatisfy { $0.contains($1) }
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x20, 0x09, 0x0A, 0x0D: space(UInt8(ascii: " "))
        // Controls, and what is no character.
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE...0xFFFF: break
        default:
            flush()
            for byte in String(scalar).utf8 { write(byte) }
        }
    }

    private mutating func write(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): html += "&amp;".utf8
        case UInt8(ascii: "<"): html += "&lt;".utf8
        case UInt8(ascii: ">"): html += "&gt;".utf8
        default: html.append(byte)
        }
    }

    private mutating func newLine() {
        if open.contains(.pre) || format == .html || format == .markdown {
            space(UInt8(ascii: "\n"))
        } else {
            breaks += 1
        }
    }

    private mutating func space(_ byte: UInt8) {
        if open.contains(.pre) {
            flush()
            html.append(byte)
        } else {
            hasSpace = true
        }
    }

    /// Writes the lines and the space that stand before what comes now.
    private mutating func flush() {
        if !isAtStart {
            if breaks > 0 {
                for _ in 0..<min(breaks, 2) { html += "<br>".utf8 }
            } else if hasSpace {
                html.append(UInt8(ascii: " "))
            }
        }
        forgetSpace()
        isAtStart = false
    }

    fileprivate mutating func forgetSpace() {
        hasSpace = false
        breaks = 0
    }

    // MARK: Tags

    /// Reads the tag, comment or declaration that stands here; false when none does.
    private mutating func tag() -> Bool {
        guard lastEnd > place, place + 1 < bytes.count else { return false }
        switch bytes[place + 1] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            declaration()
            return true
        case UInt8(ascii: "/"): return tag(from: place + 2, isEnd: true)
        default: return tag(from: place + 1, isEnd: false)
        }
    }

    private mutating func declaration() {
        let isComment = bytes[place...].starts(with: "<!--".utf8)
        let end: [UInt8] = Array((isComment ? "-->" : ">").utf8)
        var next = place + (isComment ? 4 : 1)
        while next < bytes.count, !bytes[next...].starts(with: end) { next += 1 }
        place = min(next + end.count, bytes.count)
    }

    private mutating func tag(from start: Int, isEnd: Bool) -> Bool {
        guard start < bytes.count, Self.isLetter(bytes[start]) else { return false }
        var nameEnd = start
        while nameEnd < bytes.count, Markup.isNameByte(bytes[nameEnd]) { nameEnd += 1 }
        let name = String(decoding: bytes[start..<nameEnd], as: UTF8.self).lowercased()
        let element = MarkupElement(rawValue: name)
        let foreign = element == nil ? ForeignElement(name) : nil
        // Who types “x<y” means no tag.
        if element == nil, foreign == nil, format == .moodle { return false }
        let end = tagEnd(from: nameEnd)
        place = end + 1
        if let element {
            if isEnd { close(element) } else { begin(element, bytes[start..<end]) }
            return true
        }
        switch foreign {
        case .line: line()
        case .word where name == "a" && !isEnd: missLinked(bytes[start..<end])
        case .removed where !isEnd: remove(name)
        case .missed where !isEnd:
            miss(.mediaLeftOut, name)
            if bytes[end - 1] != UInt8(ascii: "/") { remove(name) }
        default: break
        }
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// Where the `>` of a tag stands: the first one that is in no quotation marks.
    private mutating func tagEnd(from start: Int) -> Int {
        var quote: UInt8?
        var next = start
        while !ignoresQuotes, next <= lastEnd {
            let byte = bytes[next]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return next
            }
            next += 1
        }
        ignoresQuotes = true
        return bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? lastEnd
    }

    /// Passes over everything up to an end tag of a name, or to the end.
    private mutating func remove(_ name: String) {
        let end = Array("</\(name)".utf8)
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "<"), place + end.count <= bytes.count,
                zip(bytes[place...], end).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
            {
                let close = bytes[place...].firstIndex(of: UInt8(ascii: ">"))
                place = close.map { $0 + 1 } ?? bytes.count
                return
            }
            place += 1
        }
    }

    /// A link stays as its text; a file that came with the question and is reached by it does not.
    private mutating func missLinked(_ tag: ArraySlice<UInt8>) {
        let address = CharacterReference.decoded(Markup.attributes(tag)["href"] ?? "")
        if let name = PictureName.ofFile(address) { miss(.mediaLeftOut, name) }
    }

    private mutating func miss(_ code: QuestionWarning.Code, _ what: String) {
        let found = Markup.Missed(code: code, place: what)
        if missed.count < Self.missedMax, !missed.contains(found) { missed.append(found) }
    }

    // MARK: Elements

    private mutating func line() {
        if open.contains(.pre) { return }
        breaks = max(breaks, 1)
    }

    private mutating func begin(_ element: MarkupElement, _ tag: ArraySlice<UInt8>) {
        switch element {
        case .br:
            forgetSpace()
            html += "<br>".utf8
            isAtStart = !open.contains(.pre)
        case .img: picture(tag)
        default:
            guard makeRoom(for: element) else { return line() }
            if element.isInline { flushBeforeInline() } else { forgetSpace() }
            html += "<\(element.rawValue)".utf8
            keep(element.attributes, of: element, Markup.attributes(tag))
            html.append(UInt8(ascii: ">"))
            open.append(element)
            if !element.isInline { isAtStart = true }
        }
    }

    private mutating func flushBeforeInline() {
        let isAtStart = isAtStart || breaks > 0
        flush()
        self.isAtStart = isAtStart
    }

    private mutating func keep(
        _ names: [String],
        of element: MarkupElement,
        _ attributes: [String: String]
    ) {
        for name in names {
            guard let written = attributes[name] else { continue }
            let value = CharacterReference.decoded(written)
            if name == "alt" {
                write(name, Self.line(value))
            } else if let number = Int(value), (1...9_999).contains(number) {
                write(name, "\(number)")
            }
        }
    }

    private mutating func write(_ name: String, _ value: String) {
        html += " \(name)=\"".utf8
        for byte in value.utf8 {
            if byte == 0x22 { html += "&quot;".utf8 } else { write(byte) }
        }
        html.append(0x22)
    }

    private static func line(_ text: String) -> String { PlainLine.of(text, bytesMax: 1_000) }

    private mutating func picture(_ tag: ArraySlice<UInt8>) {
        let attributes = Markup.attributes(tag)
        let address = CharacterReference.decoded(attributes["src"] ?? "")
        guard let digest = digest(address) else { return }
        flush()
        html += "\(QuestionText.pictureStart)\(digest)\"".utf8
        var kept = attributes
        // A reader of the page aloud gets at least nothing instead of an address.
        if kept["alt"] == nil { kept["alt"] = "" }
        keep(MarkupElement.img.attributes, of: .img, kept)
        html.append(UInt8(ascii: ">"))
    }

    private mutating func digest(_ address: String) -> String? {
        switch source {
        case .stored:
            let digest = address.dropFirst("picture:".count)
            guard address.hasPrefix("picture:"), Picture.isDigest(digest) else { return nil }
            return String(digest)
        case .none: miss(.pictureElsewhere, String(address.prefix(80)))
        case .files(let files):
            guard let name = PictureName.ofFile(address) else {
                miss(.pictureElsewhere, String(address.prefix(80)))
                return nil
            }
            switch files[name] {
            case .picture(let picture):
                taken.append(picture)
                return picture.digest
            case .refused(let code): miss(code, name)
            case nil: miss(.pictureMissing, name)
            }
        }
        return nil
    }
}

extension MarkupCleaner {
    private static let depthMax = 24

    /// Ends what cannot be open around an element; false when the element cannot stand here.
    mutating func makeRoom(for element: MarkupElement) -> Bool {
        guard open.count < Self.depthMax, element.isInline || !open.contains(.pre) else {
            return false
        }
        guard element.parents.isEmpty else { return closeTo(parentOf: element) }
        if !element.isInline, let paragraph = open.lastIndex(of: .p),
            !open[paragraph...].contains(where: { $0.isCell || $0 == .li })
        {
            close(to: paragraph)
        }
        return true
    }

    private mutating func closeTo(parentOf element: MarkupElement) -> Bool {
        let parents = element.parents
        // A cell inside of another table is not looked through.
        let barrier = open.lastIndex { element == .li ? $0.isCell : $0 == .table }
        guard let parent = open.lastIndex(where: parents.contains), parent >= barrier ?? 0 else {
            return false
        }
        close(to: parent + 1)
        return true
    }

    /// Ends an element when it is open here.
    mutating func close(_ element: MarkupElement) {
        guard let begun = open.lastIndex(of: element) else { return }
        let inside = open[(begun + 1)...]
        if element.isOfTables {
            if element != .table, inside.contains(.table) { return }
        } else if inside.contains(where: { $0.isCell || ($0 == .li && !element.isList) }) {
            return
        }
        close(to: begun)
    }

    /// Ends what is open until so many are left.
    mutating func close(to count: Int) {
        while open.count > count {
            let element = open.removeLast()
            html += "</\(element.rawValue)>".utf8
            if !element.isInline {
                isAtStart = true
                forgetSpace()
            }
        }
    }
}

extension MarkupElement {
    fileprivate var isList: Bool { self == .ul || self == .ol }
}
