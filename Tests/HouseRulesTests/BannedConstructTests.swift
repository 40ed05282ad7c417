import Testing

@Suite("Banned constructs")
struct BannedConstructTests {
    @Test("Our sources do not contain", arguments: BannedConstruct.all)
    func absent(_ banned: BannedConstruct) {
        let listed = Ratchet.constructs[banned.name] ?? [:]
        var found: [String: Int] = [:]
        for file in Repository.swiftFiles {
            let matches = banned.matches(in: file)
            if matches.isEmpty { continue }
            found[file.path] = matches.count
            if matches.count <= listed[file.path] ?? 0 { continue }
            report(
                matches.map {
                    let text = "“\($0.text)”: \(banned.instead)"
                    return Finding(path: file.path, line: $0.line, problem: text)
                }
            )
        }
        Ratchet.compare(found, with: listed, what: banned.name)
    }

    @Test("Exceptions are listed under rules that exist")
    func exceptions() {
        let names = BannedConstruct.all.map(\.name) + [UncheckedTests.rule]
        #expect(Set(Ratchet.constructs.keys).isSubset(of: names))
    }

    @Test("SQL files do not contain SELECT * or OFFSET")
    func sqlFiles() {
        let pattern = Pattern(#"\bSELECT\s+(?:\w+\.)?\*|\bOFFSET\b"#)
        for file in Repository.files where file.path.hasSuffix(".sql") {
            report(
                pattern.matches(in: file.text).map {
                    Finding(path: file.path, line: $0.line, problem: $0.text)
                }
            )
        }
    }
}

@Suite("What the compiler is told to believe")
struct UncheckedTests {
    static let rule = "Unexplained"

    /// The comment names what it explains, so that it is found, and then says why it is true.
    @Test("`@unchecked Sendable` and `nonisolated(unsafe)` are explained right above")
    func explained() {
        let listed = Ratchet.constructs[Self.rule] ?? [:]
        var found: [String: Int] = [:]
        for file in Repository.swiftFiles {
            for match in Self.unchecked.matches(in: file.code) {
                let isExplained = comment(above: match.line, in: file).contains(match.text)
                if isExplained { continue }
                found[file.path, default: 0] += 1
            }
        }
        Ratchet.compare(found, with: listed, what: "of them unexplained")
    }

    private static let unchecked = Pattern(#"@unchecked Sendable|nonisolated\(unsafe\)"#)

    /// The comment that ends on the line before the declaration, or before the line that it
    /// begins on.
    private func comment(above line: Int, in file: SwiftFile) -> String {
        let lines = file.file.lines
        var index = line - 2
        while index >= 0, !isComment(lines[index]), !isEnd(lines[index]) { index -= 1 }
        var comment: [Substring] = []
        while index >= 0, isComment(lines[index]) {
            comment.append(lines[index])
            index -= 1
        }
        return comment.reversed().joined(separator: "\n")
    }

    private func isComment(_ line: Substring) -> Bool {
        line.drop { $0 == " " }.hasPrefix("//")
    }

    private func isEnd(_ line: Substring) -> Bool {
        line.allSatisfy { $0 == " " } || line.hasSuffix("}") || line.hasSuffix("{")
    }
}
