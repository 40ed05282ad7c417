/// What comments above a question say for programs: `// [id:F-12] [tag:fire] [tag:exits]`.
enum GIFTComments {
    /// The first one counts.
    static func identifier(_ comments: [String]) -> String? {
        comments.lazy.flatMap { values("[id:", in: $0) }.first
    }

    static func tags(_ comments: [String]) -> [String] {
        comments.flatMap { values("[tag:", in: $0) }
    }

    /// What stands between a beginning and the next `]` that has no backslash before it.
    private static func values(_ start: String, in comment: String) -> [String] {
        comment.split(separator: start, omittingEmptySubsequences: false).dropFirst()
            .compactMap { part in
                var value = ""
                var isEscaped = false
                for character in part {
                    if character == "]", !isEscaped {
                        let line = PlainLine.of(value, bytesMax: 1_000)
                        return line.isEmpty ? nil : line
                    }
                    if isEscaped, character != "]" { value.append("\\") }
                    isEscaped = character == "\\" && !isEscaped
                    if !isEscaped { value.append(character) }
                }
                return nil
            }
    }

    static func escaped(_ value: String) -> String { value.replacing("]", with: "\\]") }
}
