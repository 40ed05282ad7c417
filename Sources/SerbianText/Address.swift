/// Recognises what must keep its spelling to work: e-mail addresses, URLs and file names.
enum Address {
    /// Last labels of domain names that our users write, and endings of files.
    ///
    /// A closed list, because in running text a full stop without a space after it is a common slip
    /// ("обуке.Следећа") and must not turn two words into an address.
    private static let endings: Set<String> = [
        "rs", "срб", "com", "org", "net", "info", "edu", "gov", "int", "eu", "io", "me", "ba",
        "hr", "mk", "si", "al", "bg", "ro", "hu", "at", "de", "ch", "fr", "it", "gr", "uk", "us",
        "ge", "tr", "example", "test", "local",
        "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "csv", "txt", "zip",
        "jpg", "jpeg", "png", "svg", "html", "json", "xml", "ics",
    ]

    private static let opening: Set<Unicode.Scalar> = [
        "(", "[", "{", "<", "\"", "'", "„", "“", "”", "«", "»", "‘", "’", "‚",
    ]
    private static let closing: Set<Unicode.Scalar> = opening.union([
        ")", "]", "}", ">", ".", ",", ";", ":", "!", "?", "…",
    ])

    /// Where in a chunk without white space the address stands, nil when there is none.
    static func range(in scalars: [Unicode.Scalar], chunk: Range<Int>) -> Range<Int>? {
        // Cheap refusal first: nearly every chunk of running text ends here.
        let marks = scalars[chunk].dropLast()
        guard marks.contains(where: { $0 == "." || $0 == "@" || $0 == ":" }) else { return nil }
        let core = scalars[chunk].drop { opening.contains($0) }
        guard let last = core.lastIndex(where: { !closing.contains($0) }) else { return nil }
        let candidate = core[core.startIndex...last]
        let lowercased = String(scalars: candidate.lazy.map(\.lowercased))
        return isAddress(lowercased) ? candidate.startIndex..<candidate.endIndex : nil
    }

    private static func isAddress(_ text: String) -> Bool {
        if text.hasPrefix("www.") || text.hasPrefix("mailto:") { return true }
        if let scheme = text.firstRange(of: "://") {
            return scheme.lowerBound > text.startIndex && scheme.upperBound < text.endIndex
        }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count == 2 { return !parts[0].isEmpty && isHost(parts[1], mayBeAnyDomain: true) }
        guard parts.count == 1 else { return false }
        let host = text.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
        return isHost(host, mayBeAnyDomain: false)
    }

    private static func isHost(_ host: Substring, mayBeAnyDomain: Bool) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, let last = labels.last else { return false }
        let areLabels = labels.allSatisfy { label in
            !label.isEmpty
                && label.unicodeScalars.allSatisfy {
                    $0.isLetter || $0.isDigit || $0 == "-" || $0 == "_"
                }
        }
        return areLabels && (mayBeAnyDomain || endings.contains(String(last)))
    }
}
