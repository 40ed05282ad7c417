/// A Swift file taken apart: code, comments and the text of string literals, each in its place.
///
/// The three have the length and the lines of the file; what belongs to another part is blank.
/// Values inside a string literal's `\(…)` are code.
struct SwiftFile: Sendable {
    let file: TextFile
    let code: String
    let comments: String
    let strings: String

    var path: String { file.path }

    init(_ file: TextFile) {
        var scanner = SwiftScanner(Array(file.text.utf8))
        scanner.scan()
        self.file = file
        code = String(decoding: scanner.code, as: UTF8.self)
        comments = String(decoding: scanner.comments, as: UTF8.self)
        strings = String(decoding: scanner.strings, as: UTF8.self)
    }
}

/// Goes through the bytes of a file once and sorts them.
struct SwiftScanner {
    private(set) var code: [UInt8]
    private(set) var comments: [UInt8]
    private(set) var strings: [UInt8]
    private let bytes: [UInt8]
    private var position = 0
    /// What is open, innermost last; at the bottom the file's own code.
    private var open: [Part] = [.code(parentheses: 0)]

    private enum Part {
        /// Code; above the bottom it is a `\(…)`, with the parentheses open within.
        case code(parentheses: Int)
        case string(quotes: Int, hashes: Int)
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let blank = bytes.map { $0 == newline ? newline : space }
        (code, comments, strings) = (blank, blank, blank)
    }

    mutating func scan() {
        while position < bytes.count {
            switch open[open.count - 1] {
            case .code(let parentheses): scanCode(parentheses)
            case .string(let quotes, let hashes): scanString(quotes, hashes)
            }
        }
    }

    private mutating func scanCode(_ parentheses: Int) {
        if isNext("//") { return scanLineComment() }
        if isNext("/*") { return scanBlockComment() }
        let hashes = count(of: hash, at: position)
        if byte(position + hashes) == quote { return openString(hashes) }
        switch bytes[position] {
        case rightParenthesis where parentheses == 0 && open.count > 1:
            // The end of `\(…)`; its beginning is no code either.
            open.removeLast()
            position += 1
            return
        case leftParenthesis: open[open.count - 1] = .code(parentheses: parentheses + 1)
        case rightParenthesis: open[open.count - 1] = .code(parentheses: parentheses - 1)
        default: break
        }
        code[position] = bytes[position]
        position += 1
    }

    private mutating func openString(_ hashes: Int) {
        position += hashes
        let quotes = isNext("\"\"\"") ? 3 : 1
        position += quotes
        open.append(.string(quotes: quotes, hashes: hashes))
    }

    private mutating func scanString(_ quotes: Int, _ hashes: Int) {
        let isAtEnd =
            count(of: quote, at: position) >= quotes
            && count(of: hash, at: position + quotes) >= hashes
        if isAtEnd || (quotes == 1 && bytes[position] == newline) {
            position += isAtEnd ? quotes + hashes : 0
            open.removeLast()
        } else if bytes[position] == backslash, count(of: hash, at: position + 1) >= hashes {
            position += 1 + hashes
            if byte(position) == leftParenthesis { open.append(.code(parentheses: 0)) }
            position += 1
        } else {
            strings[position] = bytes[position]
            position += 1
        }
    }

    private mutating func scanLineComment() {
        while position < bytes.count, bytes[position] != newline {
            comments[position] = bytes[position]
            position += 1
        }
    }

    private mutating func scanBlockComment() {
        var depth = 0
        repeat {
            let step = isNext("/*") || isNext("*/") ? 2 : 1
            if step == 2 { depth += isNext("/*") ? 1 : -1 }
            for index in position..<position + step { comments[index] = bytes[index] }
            position += step
        } while depth > 0 && position < bytes.count
    }

    // MARK: Looking ahead

    private func byte(_ index: Int) -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private func count(of wanted: UInt8, at start: Int) -> Int {
        var end = start
        while byte(end) == wanted { end += 1 }
        return end - start
    }

    private func isNext(_ text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { bytes[position + $0] == wanted[$0] }
        }
    }
}

private let newline = UInt8(ascii: "\n")
private let space = UInt8(ascii: " ")
private let hash = UInt8(ascii: "#")
private let quote = UInt8(ascii: "\"")
private let backslash = UInt8(ascii: "\\")
private let leftParenthesis = UInt8(ascii: "(")
private let rightParenthesis = UInt8(ascii: ")")
