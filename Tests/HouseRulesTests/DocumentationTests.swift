import Testing

@Suite("Documentation")
struct DocumentationTests {
    @Test("Every type that other targets see says what it is")
    func types() {
        var found: [String: Int] = [:]
        for file in Repository.swiftFiles where file.path.hasPrefix("Sources/") {
            for match in Self.visibleType.matches(in: file.code) {
                // The match begins with the white space before the declaration.
                let line = match.line + match.text.prefix { $0.isWhitespace }.count { $0 == "\n" }
                if !isDocumented(line, in: file.file.lines) {
                    found[file.path, default: 0] += 1
                }
            }
        }
        Ratchet.compare(found, with: Ratchet.typesWithoutSummary, what: "types without summary")
    }

    private static let visibleType = Pattern(
        #"(?m)^\s*(?:@\w+\s+)*(?:package|public)\s+(?:(?:final|indirect)\s+)*"#
            + #"(?:struct|class|enum|actor|protocol|typealias)\b"#
    )

    private func isDocumented(_ line: Int, in lines: [Substring]) -> Bool {
        let above = lines[..<(line - 1)].last { !$0.drop { $0 == " " }.hasPrefix("@") }
        return above?.drop { $0 == " " }.hasPrefix("///") ?? false
    }
}

@Suite("READMEs")
struct ReadmeTests {
    private static let readmes = Repository.files.filter { $0.path.hasSuffix("README.md") }

    @Test("Each part of the repository has one")
    func all() {
        let wanted = ["", "Sources/", "sql/", "deploy/", "Tests/"].map { $0 + "README.md" }
        #expect(Set(Self.readmes.map(\.path)) == Set(wanted))
    }

    @Test("Every path that one names exists")
    func paths() {
        for readme in Self.readmes {
            let directory = readme.path.dropLast("README.md".count)
            for match in Self.path.matches(in: readme.text) {
                let path = match.groups[0] + match.groups[1]
                if Repository.exists(path) || Repository.exists(directory + path) { continue }
                report([Finding(path: readme.path, line: match.line, problem: "no \(path)")])
            }
        }
    }

    /// A link, or a path of ours in code type.
    private static let path = Pattern(
        #"\]\((?!https?:|#)([^)#\s]+)"# + #"|`((?:Sources|Tests|sql|deploy)/[\w./+-]*\w/?)`"#
    )

    @Test("Every constraint that sql/README.md names exists")
    func constraints() {
        let migrations = Repository.files(in: "sql/migrations").map(\.text).joined()
        guard let readme = Self.readmes.first(where: { $0.path == "sql/README.md" }) else { return }
        let named = Pattern(#"`([a-z]+(?:_[a-z]+)+)(?:\(\))?`"#).matches(in: readme.text)
        for match in named where !migrations.contains(match.groups[0]) {
            let problem = "no \(match.groups[0]) in the migrations"
            report([Finding(path: readme.path, line: match.line, problem: problem)])
        }
    }

    @Test("deploy/README.md has exactly the settings that the program reads")
    func settings() {
        let name = Pattern(#"\bOBUKA_[A-Z_]+\b"#)
        let read = Repository.swiftFiles
            .filter { $0.path.hasPrefix("Sources/obuka/Settings/") }
            .flatMap { name.matches(in: $0.strings).map(\.text) }
        let described = Self.readmes.filter { $0.path == "deploy/README.md" }
            .flatMap { name.matches(in: $0.text).map(\.text) }
        #expect(Set(described) == Set(read))
    }
}
