/// Writes questions in the XML format of Moodle, as `MoodleXMLReader` reads them again.
package struct MoodleXMLWriter {
    private let pictures: [String: Picture]
    private var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n"

    /// The questions as a file; a picture that is not among those given is left out.
    ///
    /// Questions of one category that stand together are written below it once.
    package static func file(
        _ questions: [Question],
        pictures: [String: Picture] = [:]
    ) -> [UInt8] {
        var writer = MoodleXMLWriter(pictures: pictures)
        var category: [String] = []
        for question in questions {
            if question.category != category {
                category = question.category
                writer.write(category: category)
            }
            writer.write(question)
        }
        writer.xml += "</quiz>\n"
        return Array(writer.xml.utf8)
    }

    private init(pictures: [String: Picture]) { self.pictures = pictures }

    private mutating func write(category: [String]) {
        xml += "  <question type=\"category\">\n    <category>\n"
        xml += "      <text>\(Self.escaped(CategoryPath.text(category)))</text>\n"
        xml += "    </category>\n  </question>\n"
    }

    private mutating func write(_ question: Question) {
        xml += "  <question type=\"\(Self.type(question.kind))\">\n"
        xml += "    <name>\n      <text>\(Self.escaped(question.name))</text>\n    </name>\n"
        write(question.text, "questiontext")
        write(question.generalFeedback, "generalfeedback")
        field("defaultgrade", question.points.text)
        field("idnumber", question.identifier ?? "")
        switch question.answers {
        case .single(let choices), .multiple(let choices):
            field("single", question.kind == .single ? "true" : "false")
            field("shuffleanswers", question.shufflesAnswers ? "true" : "false")
            for choice in choices {
                write(choice.text, "answer", choice.weight, feedback: choice.feedback)
            }
        case .trueFalse(let truth): write(truth)
        case .matching(let matching):
            field("shuffleanswers", question.shufflesAnswers ? "true" : "false")
            write(matching)
        case .shortAnswer(let short): write(short)
        case .numeric(let numbers): numbers.forEach { write($0) }
        }
        write(question.outcome.right, "correctfeedback")
        write(question.outcome.partlyRight, "partiallycorrectfeedback")
        write(question.outcome.wrong, "incorrectfeedback")
        write(tags: question)
        xml += "  </question>\n"
    }

    private static func type(_ kind: Question.Kind) -> String {
        switch kind {
        case .single, .multiple: "multichoice"
        case .trueFalse: "truefalse"
        case .matching: "matching"
        case .shortAnswer: "shortanswer"
        case .numeric: "numerical"
        }
    }

    // MARK: Answers

    private mutating func write(_ truth: TrueFalse) {
        let answers = [
            ("true", truth.isTrue, truth.feedbackOnTrue),
            ("false", !truth.isTrue, truth.feedbackOnFalse),
        ]
        for (word, isRight, feedback) in answers {
            write(plain: word, isRight ? .whole : .none, feedback: feedback)
        }
    }

    private mutating func write(_ matching: Matching) {
        let pairs = matching.pairs + matching.extra.map { Matching.Pair(.empty, $0) }
        for pair in pairs {
            xml += "    <subquestion format=\"html\">\n"
            write(content: pair.text)
            xml += "      <answer><text>\(Self.escaped(pair.match))</text></answer>\n"
            xml += "    </subquestion>\n"
        }
    }

    private mutating func write(_ short: ShortAnswers) {
        field("usecase", short.isCaseSensitive ? "1" : "0")
        for key in short.keys {
            write(plain: key.pattern, key.weight, feedback: key.feedback)
        }
    }

    private mutating func write(_ number: NumericAnswer) {
        switch number.accepted {
        case .everything: write(plain: "*", number.weight, feedback: number.feedback)
        case .around(let value, let tolerance):
            let field = "      <tolerance>\(tolerance.text)</tolerance>\n"
            write(plain: value.text, number.weight, feedback: number.feedback, field)
        }
    }

    private mutating func write(
        plain text: String,
        _ weight: Weight,
        feedback: QuestionText,
        _ more: String = ""
    ) {
        xml += "    <answer fraction=\"\(weight.percent)\" format=\"plain_text\">\n"
        xml += "      <text>\(Self.escaped(text))</text>\n\(more)"
        write(feedback, "feedback")
        xml += "    </answer>\n"
    }

    private mutating func write(
        _ text: QuestionText,
        _ name: String,
        _ weight: Weight,
        feedback: QuestionText
    ) {
        xml += "    <\(name) fraction=\"\(weight.percent)\" format=\"html\">\n"
        write(content: text)
        write(feedback, "feedback")
        xml += "    </\(name)>\n"
    }

    // MARK: Texts

    private mutating func field(_ name: String, _ value: String) {
        xml += "    <\(name)>\(Self.escaped(value))</\(name)>\n"
    }

    private mutating func write(tags question: Question) {
        var tags = question.tags
        if case .shortAnswer(let short) = question.answers {
            tags += LetterForms.tags.filter { short.letters.contains($0.form) }.map(\.tag)
            if !short.letters.contains(.bothScripts) { tags.append(LetterForms.oneScript) }
        }
        guard !tags.isEmpty else { return }
        xml += "    <tags>\n"
        for tag in tags { xml += "      <tag><text>\(Self.escaped(tag))</text></tag>\n" }
        xml += "    </tags>\n"
    }

    private mutating func write(_ text: QuestionText, _ name: String) {
        xml += "    <\(name) format=\"html\">\n"
        write(content: text)
        xml += "    </\(name)>\n"
    }

    private mutating func write(content text: QuestionText) {
        let html = text.html(picturesAt: { digest in
            pictures[digest].map { "@@PLUGINFILE@@/\(Self.fileName($0))" } ?? ""
        })
        let isPlain = !html.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
        // No text of ours holds the end of a verbatim part: “>” is always written “&gt;” in it.
        xml += "      <text>\(isPlain ? html : "<![CDATA[\(html)]]>")</text>\n"
        var seen: Set<String> = []
        for digest in text.pictures where seen.insert(digest).inserted {
            guard let picture = pictures[digest] else { continue }
            xml += "      <file name=\"\(Self.fileName(picture))\" path=\"/\" encoding=\"base64\">"
            xml += "\(MoodleXMLFile.text(picture))</file>\n"
        }
    }

    private static func fileName(_ picture: Picture) -> String {
        "\(picture.digest).\(picture.format.rawValue)"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }
}
