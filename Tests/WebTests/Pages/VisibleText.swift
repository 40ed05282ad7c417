/// What a reader meets of a page: its text without tags, and the attributes that are read out.
struct VisibleText {
    let text: String

    /// The visible text; with `leavingOut`, without codes and what is marked as another language.
    init(html: String, leavingOutForeign leavesOut: Bool = false) {
        var rest = html
        if let end = rest.firstRange(of: "<body>") { rest = String(rest[end.upperBound...]) }
        rest.replace(#/<script type="application/ld\+json">.*?</script>/#, with: "")
        if leavesOut {
            rest.replace(#/<code[^>]*>.*?</code>/#.dotMatchesNewlines(), with: "")
            rest.replace(
                #/<(?<tag>a|span|dd|text|blockquote)[^>]* lang="[^"]*"[^>]*>.*?</\k<tag>>/#,
                with: ""
            )
            rest.replace(
                #/<(?<tag>div|label|option)[^>]* lang="[^"]*"[^>]*>.*?</\k<tag>>/#,
                with: ""
            )
        }
        let spoken = rest.matches(of: #/(?:aria-label|alt|title)="([^"]*)"/#).map { $0.output.1 }
        rest.replace(#/<[^>]*>/#, with: "\n")
        let lines = (rest + "\n" + spoken.joined(separator: "\n")).split(separator: "\n")
            .map { $0.drop { $0 == " " } }
        text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    static func title(of html: String) -> String {
        html.firstMatch(of: #/<title>(.*?)</title>/#).map { String($0.output.1) } ?? ""
    }

    static func hasCyrillic(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }
    }

    /// Whether there are Latin letters; the names of HTML's own escapes are none.
    static func hasLatin(_ text: some StringProtocol) -> Bool {
        String(text).replacing(#/&[a-z0-9#]+;/#, with: "").unicodeScalars.contains {
            $0.properties.isAlphabetic && $0.value < 0x250
        }
    }
}
