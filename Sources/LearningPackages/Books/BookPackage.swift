import Documents

/// The package document of a book: which documents are read, in which order.
struct BookPackage {
    /// The paths of the documents of the spine, without the table of contents.
    let chapters: [String]
    /// The table of contents of EPUB 3, a page.
    let navigation: String?
    /// That of EPUB 2, a file of its own kind (NCX).
    let contents: String?
    /// The picture on the cover.
    let cover: String?

    private static let pages: Set = ["application/xhtml+xml", "text/html", "image/svg+xml"]

    /// Reads the manifest and the spine (EPUB 3.3, sections 5.6 and 5.7).
    init(_ root: ManifestElement, in folder: BookFolder, of archive: BookArchive) throws {
        var items: [String: ManifestElement] = [:]
        for item in root.child("manifest")?.children("item") ?? [] {
            items[item.attributes["id"] ?? ""] = item
        }
        func path(_ item: ManifestElement?) -> String? {
            item?.attributes["href"].flatMap { folder.path(meaning: $0) }
        }
        let spine = root.child("spine")
        let guide = items.values.first {
            ($0.attributes["properties"] ?? "").split(separator: " ").contains("nav")
        }
        let navigation = path(guide)
        // EPUB 3.3, appendix D.6.2; in EPUB 2 a habit that never was a standard.
        let named = root.child("metadata")?.children("meta")
            .first { $0.attributes["name"] == "cover" }?.attributes["content"]
        cover = path(
            items.values.first {
                ($0.attributes["properties"] ?? "").split(separator: " ").contains("cover-image")
            } ?? named.flatMap { items[$0] }
        )
        var seen: Set<String> = []
        chapters = try (spine?.children("itemref") ?? []).compactMap { reference in
            guard let item = items[reference.attributes["idref"] ?? ""], let path = path(item)
            else { throw BookProblem.damaged(at: folder.package) }
            let isPage = BookPackage.pages.contains(item.attributes["media-type"] ?? "")
            guard isPage, path != navigation, seen.insert(path).inserted else { return nil }
            guard archive.has(path) else { throw BookProblem.damaged(at: path) }
            return path
        }
        self.navigation = navigation
        contents = path(spine?.attributes["toc"].flatMap { items[$0] })
        guard !chapters.isEmpty else { throw BookProblem.damaged(at: folder.package) }
    }

    /// What an NCX calls each document.
    static func titles(_ root: ManifestElement, in folder: BookFolder) throws -> [String: String] {
        var titles: [String: String] = [:]
        var points = root.child("navMap")?.children("navPoint") ?? []
        while let point = points.popLast() {
            points += point.children("navPoint")
            guard let link = point.child("content")?.attributes["src"],
                let path = folder.path(meaning: link),
                let title = point.child("navLabel")?.child("text")?.trimmed
            else { continue }
            // A link to the document's beginning says more than one into it.
            if titles[path] == nil || !link.contains("#") { titles[path] = title }
        }
        return titles
    }
}
