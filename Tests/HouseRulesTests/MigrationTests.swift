import Testing

@Suite("Migrations")
struct MigrationTests {
    private static let files = Repository.files(in: "sql/migrations")

    @Test("They are numbered upwards and named by a sentence")
    func names() {
        let name = Pattern(#"^sql/migrations/(\d{4})_[a-z][a-z0-9]*(?:_[a-z0-9]+)*\.sql$"#)
        let numbers = Self.files.map { name.matches(in: $0.path).first?.groups[0] ?? $0.path }
        #expect(numbers.allSatisfy { $0.utf8.count == 4 })
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("Each begins with what it is for")
    func purpose() {
        for file in Self.files { #expect(file.text.hasPrefix("-- "), "\(file.path)") }
    }

    @Test("Every moment has a time zone")
    func moments() {
        find(#"\btimestamp\b(?!\s+with\s+time\s+zone)|\btime\b(?!\s+zone)"#, "write timestamptz")
    }

    @Test("Every constraint has a name, which begins with its table's")
    func constraints() {
        for file in Self.files {
            for table in Self.table.matches(in: code(of: file)) {
                let name = table.groups[0]
                for constraint in Self.constraint.matches(in: table.text) {
                    if constraint.groups[0].hasPrefix(name + "_") { continue }
                    let problem =
                        constraint.groups[0].isEmpty
                        ? "\(name): \(constraint.text) without a name"
                        : "\(constraint.groups[0]) does not begin with \(name)_"
                    report(
                        [
                            Finding(
                                path: file.path,
                                line: table.line + constraint.line - 1,
                                problem: problem
                            )
                        ]
                    )
                }
            }
        }
    }

    /// From the name of a table to the semicolon.
    private static let table = Pattern(
        #"\b(?:CREATE|ALTER)\s+TABLE\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+|ONLY\s+)*"#
            + #"(?:public\.)?(\w+)[^;]*"#,
        ignoresCase: true
    )
    /// A constraint with the name before it, which is empty when there is none.
    private static let constraint = Pattern(
        #"(?:\bCONSTRAINT\s+(\w+)\s+)?"#
            + #"\b(?:CHECK\s*\(|UNIQUE\b|PRIMARY\s+KEY\b|EXCLUDE\b|REFERENCES\b"#
            + #"|FOREIGN\s+KEY\s*\([^)]*\)\s*REFERENCES\b)"#,
        ignoresCase: true
    )

    @Test("Keywords are in capitals")
    func capitals() {
        let keywords = [
            "select", "insert", "into", "update", "delete", "from", "where", "create", "table",
            "references", "constraint", "check", "unique", "not", "null", "default", "primary",
            "join", "inner", "group", "order", "having", "limit", "union", "case", "when", "then",
            "else", "end", "begin", "declare", "returns", "raise", "exists", "and", "or", "as",
            "on", "using", "alter", "drop", "index", "view", "procedure", "grant",
            "revoke", "call", "foreign", "values", "returning", "distinct", "between", "is",
            "generated", "always", "language", "execute", "for", "each", "security", "definer",
        ]
        find(#"\b(?:\#(keywords.joined(separator: "|")))\b"#, "write it in capitals")
    }

    // MARK: Reading SQL

    private func find(_ expression: String, _ problem: String) {
        let pattern = Pattern(expression)
        for file in Self.files {
            report(
                pattern.matches(in: code(of: file)).map {
                    Finding(path: file.path, line: $0.line, problem: "“\($0.text)”: \(problem)")
                }
            )
        }
    }

    /// The file without comments and without the text of strings.
    private func code(of file: TextFile) -> String {
        var code = ""
        var isInString = false
        for line in file.lines {
            var previous: Character = " "
            for character in line {
                if character == "-" && previous == "-" && !isInString { break }
                if character == "'" { isInString.toggle() }
                code.append(isInString && character != "'" ? " " : character)
                previous = character
            }
            code.append("\n")
        }
        return code
    }
}
