import Documents

/// The addresses of a public list that can be searched, in one language.
struct ListAddress {
    /// The list's path without a language: `/courses`.
    let path: String
    /// What was searched for; nil for the whole list.
    let query: String?
    /// Where the next page begins; nil on the last one.
    let cursor: String?
    let language: Language
    let site: Site

    private var localized: String { "/\(language.rawValue)\(path)" }
    private var search: String? { query.map { "q=\($0.percentEncoded)" } }

    /// Search engines list the whole list by its first page, and no search.
    func frame(title: String) -> Frame {
        Frame(
            title: title,
            path: path + (search.map { "?\($0)" } ?? ""),
            canonical: query == nil && cursor == nil ? site.publicURL + localized : nil,
            isListed: query == nil
        )
    }

    /// The next page, of the same search.
    var next: String? {
        cursor.map { cursor in
            let parts = [search, "cursor=\(cursor.percentEncoded)"].compactMap { $0 }
            return "\(localized)?\(parts.joined(separator: "&"))"
        }
    }
}
