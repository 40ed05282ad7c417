import Testing

/// Each word is broken by a `¦` here, so that this file obeys the rules too.
@Suite("Words of the repository")
struct RepositoryWordTests {
    /// Who may read data that stand beside the checkout, when they do.
    private static let readersOfPublishedData = ["Tests/"]

    /// Kept for examples by RFC 2606, as everything below `.example` is.
    ///
    /// Below `.invalid` the program has the records to which nobody writes.
    private static let reserved: Set = [
        "example.com", "example.net", "example.org", "unconfirmed.invalid",
    ]

    @Test("No file names a place on somebody's machine")
    func machines() {
        find(#"(?<![\w.}])/(?:wo¦rk|ro¦ot|ho¦me/\w+|mn¦t|Us¦ers)/"#)
        find(#"(?<!\w)/tm¦p/"#, except: ["Tests/", "deploy/"])
        find(#"\.\./sha¦red"#, except: Self.readersOfPublishedData)
    }

    @Test("No file names where packages come from")
    func registries() {
        find(
            #"(?:py¦pi\.org|python¦hosted\.org|deb\.deb¦ian\.org|archive\.ubu¦ntu\.com"#
                + #"|npm¦js\.(?:org|com)|cra¦tes\.io|proxy\.go¦lang\.org|ruby¦gems\.org)"#
        )
    }

    @Test("No file speaks of how it was made")
    func making() {
        find(
            #"\b(?:Cla¦ude|Anth¦ropic|Chat¦GPT|Copi¦lot|help¦er agent|sub¦-?agent|coding ag¦ent"#
                + #"|language mo¦del|sess¦ion \d+ of|the br¦ief)\b"#
        )
    }

    @Test("No comment refers to an issue by number alone")
    func issues() {
        let number = Pattern(#"(?<![\w&#/])#\d+\b"#)
        for file in Repository.swiftFiles { search(number, file.comments, file.path) }
        for file in Repository.files where file.path.hasSuffix(".sql") {
            search(number, file.text, file.path)
        }
    }

    @Test("E-mail addresses are nobody's")
    func addresses() {
        let address = Pattern(#"[\w.%+-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})\b"#)
        for file in Repository.files {
            for match in address.matches(in: file.text) {
                let domain = match.groups[0].lowercased()
                if domain.hasSuffix(".example") || Self.reserved.contains(domain) { continue }
                report([Finding(path: file.path, line: match.line, problem: match.text)])
            }
        }
    }

    private func find(_ expression: String, except: [String] = []) {
        let pattern = Pattern(expression.replacing("¦", with: ""), ignoresCase: true)
        for file in Repository.files where !except.contains(where: file.path.hasPrefix) {
            search(pattern, file.text, file.path)
        }
    }

    private func search(_ pattern: Pattern, _ text: String, _ path: String) {
        report(
            pattern.matches(in: text).map {
                Finding(path: path, line: $0.line, problem: "“\($0.text)”")
            }
        )
    }
}
