/// The lines of one question in GIFT, escaped characters put out of the way.
///
/// GIFT gives its control characters their plain meaning by a backslash. Here each of them becomes
/// a control code that no text has, so that everything else can be found by its bytes.
struct GIFTBlock {
    private(set) var bytes: [UInt8] = []
    private(set) var comments: [String] = []
    let firstLine: Int

    /// Stands for a line that is a comment, so that lines are counted right.
    private static let comment: UInt8 = 0x0E

    /// What stands for an escaped character; the code is the place in this list, from 1.
    private static let escapable = Array(":#={}~n\\".utf8)
    private static let meanings = Array(":#={}~\n\\".utf8)

    init(firstLine: Int) { self.firstLine = firstLine }

    var isEmpty: Bool { bytes.allSatisfy(Self.isBlank) }

    /// Takes the next line, and gives its category when that is all it says.
    mutating func add(_ line: ArraySlice<UInt8>) -> String? {
        let content = line.drop(while: Markup.isSpace)
        if content.starts(with: "//".utf8) {
            comments.append(String(decoding: content.dropFirst(2), as: UTF8.self))
            bytes.append(Self.comment)
            return nil
        }
        if content.first == UInt8(ascii: "$"), content.starts(with: Self.category), isEmpty {
            bytes.append(Self.comment)
            var path = GIFTBlock(firstLine: 0)
            path.addEscaped(content.dropFirst(Self.category.count))
            return path.text(path.bytes[...])
        }
        addEscaped(line)
        bytes.append(UInt8(ascii: "\n"))
        return nil
    }

    private static let category = Array("$CATEGORY:".utf8)

    private mutating func addEscaped(_ line: ArraySlice<UInt8>) {
        var place = line.startIndex
        while place < line.endIndex {
            let byte = line[place]
            place += 1
            if byte == UInt8(ascii: "\\"), place < line.endIndex,
                let code = Self.escapable.firstIndex(of: line[place])
            {
                bytes.append(UInt8(code) + 1)
                place += 1
            } else if byte >= 0x20 || byte == 0x09 {
                bytes.append(byte)
            }
        }
    }

    // MARK: Reading it

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == comment
    }

    /// The line of the file on which a byte stands.
    func line(at place: Int) -> Int {
        firstLine + bytes[..<place].count { $0 == UInt8(ascii: "\n") || $0 == Self.comment }
    }

    /// Without the space around it.
    static func trimmed(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var part = part.drop(while: isBlank)
        while let last = part.last, isBlank(last) { part.removeLast() }
        return part
    }

    /// What a part says, escaped characters with their meaning.
    func text(_ part: ArraySlice<UInt8>) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(part.count)
        for byte in part where byte != Self.comment {
            let isCode = byte >= 1 && byte <= Self.meanings.count
            plain.append(isCode ? Self.meanings[Int(byte) - 1] : byte)
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// As `text`, in one line.
    func line(_ part: ArraySlice<UInt8>) -> String {
        PlainLine.of(text(part), bytesMax: Int.max)
    }

    /// What stands there to be quoted in a refusal.
    func quoted(_ part: ArraySlice<UInt8>) -> String {
        PlainLine.of(text(part), bytesMax: 80)
    }

    /// The first place of a mark of several bytes.
    static func first(_ mark: StaticString, in part: ArraySlice<UInt8>) -> Int? {
        places(of: mark, in: part, max: 1).first
    }

    static func last(_ mark: StaticString, in part: ArraySlice<UInt8>) -> Int? {
        places(of: mark, in: part, max: Int.max).last
    }

    private static func places(
        of mark: StaticString,
        in part: ArraySlice<UInt8>,
        max: Int
    ) -> [Int] {
        let mark = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
        var found: [Int] = []
        var rest = part
        while found.count < max, let start = rest.firstIndex(of: mark[0]) {
            rest = rest[start...]
            if rest.starts(with: mark) { found.append(start) }
            rest.removeFirst()
        }
        return found
    }
}
