import LearningPackages
import SerbianText

/// The text of a file: pages of a PDF or chapters of a book, long ones in parts.
package struct HandbookContent: Sendable {
    /// How many pages or chapters there are, those without text too.
    package let count: Int
    package let parts: [Part]

    /// A page or chapter, or a part of one.
    package struct Part: Hashable, Sendable {
        package let number: Int
        package let part: Int
        /// Of a chapter; empty without one.
        package let title: String
        package let text: String
    }

    /// Characters of a part, as the column takes them; a passage is found fast in so many.
    static let partCharactersMax = 8_000
    private static let titleCharactersMax = 300

    /// What stands between a chapter's title and its text, and behind each page.
    private static let (titleEnd, pageEnd): (Unicode.Scalar, Unicode.Scalar) =
        ("\u{1E}", "\u{0C}")

    /// A book as a process writes it for the one that reads it here.
    package static func written(_ book: Book) -> String {
        book.chapters.map { chapter in
            "\(plain(chapter.title ?? ""))\(titleEnd)\(plain(chapter.text))\(pageEnd)"
        }.joined()
    }

    /// Takes the text of all pages apart.
    static func reading(_ text: String, _ mediaType: Blob.MediaType) -> HandbookReader.Outcome {
        var pages = text.unicodeScalars.split(
            separator: pageEnd,
            omittingEmptySubsequences: false
        )
        if pages.last?.isEmpty == true { pages.removeLast() }
        guard pages.count <= HandbookReader.Limits.pagesMax else {
            return .unreadable(.tooManyPages)
        }
        var parts: [Part] = []
        for (index, page) in pages.enumerated() {
            guard page.count <= HandbookReader.Limits.pageCharactersMax else {
                return .unreadable(.pageTooLong)
            }
            parts += self.parts(of: page, number: index + 1, hasTitle: mediaType != .pdf)
        }
        guard parts.contains(where: { !SerbianText.words(in: $0.text).isEmpty }) else {
            return .unreadable(.noText)
        }
        return .read(HandbookContent(count: pages.count, parts: parts))
    }

    private static func parts(
        of page: Substring.UnicodeScalarView,
        number: Int,
        hasTitle: Bool
    ) -> [Part] {
        let halves = page.split(
            separator: titleEnd,
            maxSplits: hasTitle ? 1 : 0,
            omittingEmptySubsequences: false
        )
        let title = hasTitle ? SerbianText.normalised(plain(String(halves[0]))) : ""
        let text = SerbianText.normalised(plain(String(halves.last ?? page)))
        let shown = String(
            String.UnicodeScalarView(title.unicodeScalars.prefix(titleCharactersMax))
        )
        return pieces(of: text).enumerated().map { index, piece in
            Part(number: number, part: index + 1, title: shown, text: piece)
        }
    }

    /// The text in pieces that end between words.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            var piece = rest.prefix(partCharactersMax)
            if piece.endIndex < rest.endIndex, let space = piece.lastIndex(of: " "),
                space > piece.startIndex
            {
                piece = piece[..<space]
            }
            pieces.append(String(piece))
            rest = rest[piece.endIndex...].drop { $0 == " " }
        }
        return pieces
    }

    /// The text without characters that control something; a line end is a space.
    private static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 })
        )
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}
