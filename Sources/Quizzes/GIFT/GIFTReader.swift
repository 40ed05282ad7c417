/// Reads questions in GIFT, the format of text files of Moodle.
///
/// As Moodle reads it (docs.moodle.org, “GIFT format”), with these differences, each towards what
/// the author meant: `{true}` may be written in small letters; a decimal comma is one; `=%50%` is a
/// weight in a question of choice, too; a category may stand directly above its first question;
/// what Moodle would take for text without a word — a second pair of braces, braces that do not
/// close, half a pair — is refused with its line.
package struct GIFTReader {
    private var collector: QuestionCollector
    private var category: [String] = []
    /// Whether the braces of the last question were not closed, so that what comes next may be the
    /// rest of it.
    private var isOpen = false

    /// Reads a file; a question that is wrong does not keep the others from being taken.
    ///
    /// Throws `QuestionFileRefusal`: too large, not UTF-8, or too many questions.
    package static func read(
        _ bytes: [UInt8],
        limits: QuestionLimits = QuestionLimits()
    ) throws -> QuestionFile {
        guard bytes.count <= limits.fileBytesMax else {
            throw QuestionFileRefusal(.tooLarge, place: "\(limits.fileBytesMax)")
        }
        var reader = GIFTReader(collector: QuestionCollector(limits: limits))
        try reader.read(bytes)
        return reader.collector.file
    }

    private init(collector: QuestionCollector) { self.collector = collector }

    private mutating func read(_ bytes: [UInt8]) throws {
        let isUTF8 = (try? UTF8Span(validating: bytes.span)) != nil
        var block: GIFTBlock?
        var lines = GIFTLines(bytes)
        while let line = lines.next() {
            if !isUTF8, String(validating: line, as: UTF8.self) == nil {
                throw QuestionFileRefusal(.notUTF8, line: lines.number)
            }
            if line.allSatisfy(Markup.isSpace) {
                try end(&block)
            } else {
                var current = block ?? GIFTBlock(firstLine: lines.number)
                block = nil
                if let path = current.add(line) {
                    category = CategoryPath.names(path, limits: collector.limits)
                }
                block = current
            }
        }
        try end(&block)
    }

    private mutating func end(_ block: inout GIFTBlock?) throws {
        guard let read = block else { return }
        block = nil
        if read.isEmpty { return }
        do {
            var parser = GIFTQuestion(read, limits: collector.limits, isRest: isOpen)
            isOpen = false
            guard let question = try parser.question(in: category) else { return }
            try collector.take(question, line: parser.line)
        } catch let refusal as QuestionRefusal {
            isOpen = refusal.code == .bracesOpen
            collector.refuse(refusal)
        }
    }
}

/// The lines of a file, whatever ends them.
private struct GIFTLines {
    private let bytes: [UInt8]
    private var place: Int
    private(set) var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard place < bytes.count else { return nil }
        let start = place
        while place < bytes.count, bytes[place] != 0x0A, bytes[place] != 0x0D { place += 1 }
        let line = bytes[start..<place]
        let isPair = place + 1 < bytes.count && bytes[place] == 0x0D && bytes[place + 1] == 0x0A
        place += isPair ? 2 : 1
        number += 1
        return line
    }
}
