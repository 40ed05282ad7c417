/// A function, initialiser, subscript or computed property with its body.
struct SwiftFunction: Equatable, Sendable {
    let name: String
    /// From one, the line of the declaration.
    let line: Int
    /// From the declaration's line to that of the closing brace, both counted.
    let lineCount: Int
}

extension SwiftFile {
    /// The functions of the file, those inside others as well, measured by their braces.
    var functions: [SwiftFunction] {
        FunctionFinder(code: Array(code.utf8)).functions()
    }
}

/// Finds functions in code that has neither comments nor the text of strings.
private struct FunctionFinder {
    let code: [UInt8]

    private static let keywords: Set = ["func", "init", "deinit", "subscript", "var"]
    /// What begins the next declaration, so that one without a body ends before it.
    private static let nextDeclaration: Set = [
        "func", "init", "deinit", "subscript", "var", "let", "static", "case", "mutating",
        "private", "package", "public", "associatedtype", "typealias", "struct", "enum", "class",
        "actor", "extension", "protocol", "import", "for", "if", "guard", "return", "while",
        "switch", "try", "await", "do", "defer", "throw", "repeat",
    ]

    func functions() -> [SwiftFunction] {
        var functions: [SwiftFunction] = []
        var position = 0
        var line = 1
        while position < code.count {
            if let word = word(at: position) {
                if Self.keywords.contains(word), let body = body(after: position + word.utf8.count)
                {
                    let lines = code[position...body.upperBound].count { $0 == UInt8(ascii: "\n") }
                    functions.append(
                        SwiftFunction(
                            name: name(word, after: position),
                            line: line,
                            lineCount: lines + 1
                        )
                    )
                }
                position += word.utf8.count
            } else {
                if code[position] == UInt8(ascii: "\n") { line += 1 }
                position += 1
            }
        }
        return functions
    }

    /// The word that begins here; nil inside a word and behind a dot.
    private func word(at start: Int) -> String? {
        guard isWordPart(code[start]) else { return nil }
        if start > 0, isWordPart(code[start - 1]) || code[start - 1] == UInt8(ascii: ".") {
            return nil
        }
        var end = start
        while end < code.count, isWordPart(code[end]) { end += 1 }
        return String(decoding: code[start..<end], as: UTF8.self)
    }

    private func name(_ keyword: String, after position: Int) -> String {
        let start = position + keyword.utf8.count
        guard keyword == "func" || keyword == "var" else { return keyword }
        let name = code[start...].drop { $0 == UInt8(ascii: " ") }
            .prefix { isWordPart($0) || !isSpaceOrBracket($0) }
        return String(decoding: name, as: UTF8.self)
    }

    /// The braces of the body that belongs to the declaration; nil when it has none.
    private func body(after start: Int) -> ClosedRange<Int>? {
        var brackets = 0
        var isNewLine = false
        for position in start..<code.count {
            switch code[position] {
            case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: "{") where brackets == 0: return end(of: position)
            case UInt8(ascii: "}") where brackets <= 0: return nil
            // A stored value: what stands in its braces is a closure or a literal's.
            case UInt8(ascii: "=") where brackets == 0 && !isOperator(position): return nil
            case UInt8(ascii: "\n"): isNewLine = true
            case UInt8(ascii: "@") where brackets == 0 && isNewLine: return nil
            default:
                guard brackets == 0, isNewLine, let word = word(at: position) else { continue }
                if Self.nextDeclaration.contains(word) { return nil }
                isNewLine = false
            }
            if brackets < 0 { return nil }
        }
        return nil
    }

    private func end(of opening: Int) -> ClosedRange<Int>? {
        var depth = 0
        for position in opening..<code.count {
            if code[position] == UInt8(ascii: "{") { depth += 1 }
            if code[position] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return opening...position }
        }
        return nil
    }

    /// Whether an equals sign is part of `==`, as in a `where` clause or an operator's name.
    private func isOperator(_ position: Int) -> Bool {
        let neighbours = [position - 1, position + 1].filter(code.indices.contains)
        return neighbours.contains { "=<>!~+-*/&|".utf8.contains(code[$0]) }
    }

    private func isWordPart(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_")
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private func isSpaceOrBracket(_ byte: UInt8) -> Bool {
        " \n(<:{".utf8.contains(byte)
    }
}
