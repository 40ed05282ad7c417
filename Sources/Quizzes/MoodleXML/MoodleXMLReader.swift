import Documents

/// Reads questions in the XML format of Moodle (docs.moodle.org, “Moodle XML format”).
///
/// What a stranger sends is read strictly: no document type, and so no entities of one's own; UTF-8
/// alone; nothing nested deeper than 64 or with more than a hundred attributes (`XMLReader`).
/// Penalties, hints and how answers are numbered are not taken.
package struct MoodleXMLReader {
    private let bytes: [UInt8]
    private var collector: QuestionCollector
    private var category: [String] = []
    private var line = 1
    private var counted = 0

    /// A question of a hundred answers with comments has a tenth.
    private static let elementsMax = 10_000

    /// Reads a file; a question that is wrong does not keep the others from being taken.
    ///
    /// Throws `QuestionFileRefusal`: too large, too many questions, no questions of Moodle, or XML
    /// that is not well-formed — of that nothing is taken, as what is missing may be anywhere.
    package static func read(
        _ bytes: [UInt8],
        limits: QuestionLimits = QuestionLimits()
    ) throws -> QuestionFile {
        guard bytes.count <= limits.fileBytesMax else {
            throw QuestionFileRefusal(.tooLarge, place: "\(limits.fileBytesMax)")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw QuestionFileRefusal(.notUTF8)
        }
        var reader = MoodleXMLReader(bytes, limits)
        try reader.read()
        return reader.collector.file
    }

    private init(_ bytes: [UInt8], _ limits: QuestionLimits) {
        self.bytes = bytes
        collector = QuestionCollector(limits: limits)
    }

    private mutating func read() throws {
        do {
            var xml = try XMLReader(bytes)
            do {
                try readRoot(&xml)
            } catch let problem as XMLReader.Problem {
                let isDeclared = problem.text.contains("declares")
                throw QuestionFileRefusal(
                    isDeclared ? .declares : .invalid,
                    line: line(at: xml.place),
                    place: isDeclared ? nil : problem.text
                )
            }
        } catch let problem as XMLReader.Problem {
            throw QuestionFileRefusal(.invalid, place: problem.text)
        }
    }

    private mutating func readRoot(_ xml: inout XMLReader) throws {
        guard case .open = try xml.next() else {
            throw QuestionFileRefusal(.invalid, place: "it is empty")
        }
        guard xml.isNamed("quiz") else {
            let root = PlainLine.of(xml.written(xml.tag.name), bytesMax: 80)
            throw QuestionFileRefusal(.notMoodle, line: 1, place: root)
        }
        while true {
            switch try xml.next() {
            case .open:
                let line = line(at: xml.tag.name.lowerBound)
                let isQuestion = xml.isNamed("question")
                do {
                    let element = try XMLTree(&xml, elementsMax: Self.elementsMax)
                    if isQuestion { try read(element, line: line) }
                } catch let problem as XMLTree.TooLarge {
                    try skip(&xml)
                    collector.refuse(
                        QuestionRefusal(
                            .elementsTooMany,
                            line: line,
                            place: "\(problem.elementsMax)"
                        )
                    )
                }
            case .end: return
            default: break
            }
        }
    }

    /// Passes over the rest of what is inside of the root.
    private func skip(_ xml: inout XMLReader) throws {
        while xml.depth > 1 {
            if case .end = try xml.next() { return }
        }
    }

    private mutating func line(at place: Int) -> Int {
        let end = min(max(place, counted), bytes.count)
        line += bytes[counted..<end].count { $0 == UInt8(ascii: "\n") }
        counted = end
        return line
    }

    private mutating func read(_ element: XMLTree, line: Int) throws {
        let kind = element.attributes["type"] ?? ""
        if kind == "category" {
            let path = element.child("category")?.child("text")?.text ?? ""
            category = CategoryPath.names(path, limits: collector.limits)
            return
        }
        do {
            var question = MoodleXMLQuestion(element, line: line, limits: collector.limits)
            try collector.take(try question.read(in: category), line: line)
        } catch let refusal as QuestionRefusal {
            collector.refuse(refusal)
        }
    }
}
