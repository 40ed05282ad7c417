import Documents

/// The text of an EPUB, chapter by chapter.
package struct Book: Sendable {
    /// Documents of the spine in their order.
    package let chapters: [Chapter]

    /// One document of the spine: what it is called in the table of contents, and its text.
    package struct Chapter: Sendable {
        /// Its number in the spine, from 1.
        package let number: Int
        package let title: String?
        package let text: String
    }

    /// What a book may cost whoever reads it.
    package enum Limits {
        package static let chaptersMax = 20_000
        /// Bytes of all documents together, with their tags.
        package static let bytesMax = 256 << 20
    }
}

/// Why the text of a book is not read.
package enum BookProblem: Error, Hashable, Sendable {
    /// No EPUB, or not as the standard has it; where, as far as that can be said.
    case damaged(at: String)
    /// Protected from being read.
    case encrypted
    case tooManyChapters
    case tooMuchText
}

/// Reads books from files that strangers made (EPUB 3.3; EPUB 2.0.1 too).
///
/// The archive is checked as that of a package is. Of the book only the documents of the spine and
/// the table of contents are unpacked, and scripts in them are no text. Meant for a process of its
/// own.
package struct BookReader {
    private let archive: BookArchive

    /// Opens a book; throws `BookProblem`, or what the system says of the file.
    package init(path: String) throws {
        archive = try BookArchive(path: path)
    }

    /// Reads all chapters; throws `BookProblem`.
    package func read() throws -> Book {
        let folder = BookFolder(of: try packagePath())
        let package = try BookPackage(
            try archive.element(folder.package),
            in: folder,
            of: archive
        )
        guard package.chapters.count <= Book.Limits.chaptersMax else {
            throw BookProblem.tooManyChapters
        }
        guard try encryptedPaths().isDisjoint(with: package.chapters) else {
            throw BookProblem.encrypted
        }
        let documents = try archive.files(Set(package.chapters))
        let titles = try titles(package)
        return Book(
            chapters: try package.chapters.enumerated().map { index, path in
                let document = try ChapterDocument(documents[path] ?? [], at: path)
                return Book.Chapter(
                    number: index + 1,
                    title: titles[path] ?? document.heading,
                    text: document.text
                )
            }
        )
    }

    /// The picture on the cover; nil for a book without one.
    ///
    /// Throws `BookProblem`.
    package func cover() throws -> [UInt8]? {
        let folder = BookFolder(of: try packagePath())
        let package = try BookPackage(
            try archive.element(folder.package),
            in: folder,
            of: archive
        )
        guard let path = package.cover, archive.has(path) else { return nil }
        return try archive.files([path])[path]
    }

    /// Where the package document is (EPUB 3.3, section 4.2.6.3.1).
    private func packagePath() throws -> String {
        let container = try archive.element("META-INF/container.xml")
        let roots = container.child("rootfiles")?.children("rootfile") ?? []
        let root = roots.first {
            $0.attributes["media-type"] == "application/oebps-package+xml"
        }
        guard let path = root?.attributes["full-path"] else {
            throw BookProblem.damaged(at: "META-INF/container.xml")
        }
        return path
    }

    /// The files that are not readable as they are; embedded fonts often are among them.
    private func encryptedPaths() throws -> Set<String> {
        let path = "META-INF/encryption.xml"
        guard archive.has(path) else { return [] }
        let top = BookFolder(of: "")
        let data = try archive.element(path).children("EncryptedData")
        return Set(
            data.compactMap {
                $0.child("CipherData")?.child("CipherReference")?.attributes["URI"]
                    .flatMap { top.path(meaning: $0) }
            }
        )
    }

    /// What the table of contents calls each document.
    private func titles(_ package: BookPackage) throws -> [String: String] {
        if let path = package.navigation, archive.has(path) {
            let bytes = try archive.files([path])[path] ?? []
            return try ChapterDocument(bytes, at: path).links(in: BookFolder(of: path))
        }
        if let path = package.contents, archive.has(path) {
            return try BookPackage.titles(
                try archive.element(path),
                in: BookFolder(of: path)
            )
        }
        return [:]
    }
}
