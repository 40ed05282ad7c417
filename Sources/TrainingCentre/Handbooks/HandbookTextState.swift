import Documents

/// Whether the text of a file is read, so that it can be searched.
package enum HandbookTextState: Hashable, Sendable {
    /// So many pages of a PDF, or chapters of a book.
    case read(pages: Int)
    /// It is read as soon as its turn comes.
    case waiting
    /// Nothing is installed here that reads such files.
    case readerMissing
    case unreadable(HandbookProblem)

    init(_ mediaType: Blob.MediaType, pages: Int?, _ problem: HandbookProblem?) {
        if let problem {
            self = .unreadable(problem)
        } else if let pages {
            self = .read(pages: pages)
        } else {
            self = HandbookReader.canRead(mediaType) ? .waiting : .readerMissing
        }
    }

    package var isRead: Bool { if case .read = self { true } else { false } }

    /// The stable word for it.
    package var code: String {
        switch self {
        case .read: "read"
        case .waiting: "waiting"
        case .readerMissing: "reader_missing"
        case .unreadable(let problem): problem.rawValue
        }
    }

    /// All words that there are.
    package static let codes =
        ["read", "waiting", "reader_missing"] + HandbookProblem.allCases.map(\.rawValue)

    /// What keeps it from being searched, as people read it; nil when nothing does.
    package var message: String? {
        switch self {
        case .read: nil
        case .waiting: "its text is being read"
        case .readerMissing:
            "\(HandbookReader.pdfProgram) is not installed (Debian: poppler-utils)"
        case .unreadable(let problem): problem.message
        }
    }

    package var json: JSON {
        let pages: Int? = if case .read(let pages) = self { pages } else { nil }
        return [
            "state": .string(code), "pages": JSON(pages),
            "message": JSON(message),
        ]
    }
}
