import Foundation

/// Reads the text of a page of the web, from heading to heading.
///
/// It takes tags as browsers do where they are well formed, and anything else as text: nothing of a
/// page makes it fail, since what people export is seldom as the standard has it (HTML, section
/// 13.2). What scripts would write is not there. Meant for a process of its own.
package struct WebPageReader {
    private let bytes: [UInt8]

    /// Opens a page; throws `BookProblem`, or what the system says of the file.
    package init(path: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        guard data.count <= Book.Limits.bytesMax else { throw BookProblem.tooMuchText }
        try self.init(Array(data))
    }

    init(_ bytes: [UInt8]) throws {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw BookProblem.damaged(at: "the encoding, which is not UTF-8")
        }
        self.bytes = bytes
    }

    /// Reads all sections: each begins with a heading of the first two levels, and is called so.
    ///
    /// What stands above the first heading is called as the page. Throws
    /// `BookProblem.tooManyChapters`.
    package func read() throws -> Book {
        var sections = WebPageSections()
        var tokens = WebPageTokens(bytes)
        while let token = tokens.next() { sections.take(token) }
        let found = sections.finished()
        guard found.count <= Book.Limits.chaptersMax else { throw BookProblem.tooManyChapters }
        return Book(
            chapters: found.enumerated().map { index, section in
                Book.Chapter(number: index + 1, title: section.title, text: section.text)
            }
        )
    }
}

/// The sections of a page, as its tags and texts make them.
private struct WebPageSections {
    struct Section {
        var title: String?
        var text = ""

        var isEmpty: Bool { title == nil && !text.contains { !$0.isWhitespace } }
    }

    private var all: [Section] = []
    private var section = Section()
    private var title = ""
    private var heading: String?
    private var isInTitle = false
    /// How many elements are open whose text nobody sees.
    private var silent = 0

    private static let silentNames: Set = ["template", "object", "audio", "video", "canvas"]

    mutating func take(_ token: WebPageTokens.Token) {
        switch token {
        case .text(let text):
            if isInTitle {
                title += text
            } else if silent == 0 {
                section.text += text
                heading? += text
            }
        case .open(let name): open(name)
        case .close(let name): close(name)
        }
    }

    private mutating func open(_ name: String) {
        if name == "title" { isInTitle = true }
        if Self.silentNames.contains(name) { silent += 1 }
        if name == "h1" || name == "h2" {
            finish()
            heading = ""
        } else if !ChapterDocument.inline.contains(name) {
            section.text += "\n"
        }
    }

    private mutating func close(_ name: String) {
        if name == "title" { isInTitle = false }
        if Self.silentNames.contains(name), silent > 0 { silent -= 1 }
        if name == "h1" || name == "h2", let words = heading {
            section.title = Self.line(words)
            heading = nil
        }
        if !ChapterDocument.inline.contains(name) { section.text += "\n" }
    }

    private mutating func finish() {
        if let words = heading { section.title = Self.line(words) }
        heading = nil
        if !section.isEmpty { all.append(section) }
        section = Section()
    }

    mutating func finished() -> [Section] {
        finish()
        if let first = all.first, first.title == nil { all[0].title = Self.line(title) }
        return all
    }

    private static func line(_ text: String) -> String? {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.isEmpty ? nil : line
    }
}
