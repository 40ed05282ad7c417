import Documents

/// Reads one `question` element of Moodle.
struct MoodleXMLQuestion {
    private let element: XMLTree
    private let line: Int
    private let limits: QuestionLimits
    private var name: String?
    private var format = TextFormat.html
    private var pictures: [Picture] = []
    private var warnings: [(code: QuestionWarning.Code, place: String?)] = []

    init(_ element: XMLTree, line: Int, limits: QuestionLimits) {
        self.element = element
        self.line = line
        self.limits = limits
    }

    /// Throws `QuestionRefusal`.
    mutating func read(in category: [String]) throws -> ReadQuestion {
        let written = element.child("name")?.child("text")?.text ?? ""
        let known = PlainLine.of(written, bytesMax: limits.lineBytesMax)
        name = known.isEmpty ? nil : known
        if let text = element.child("questiontext") { format = Self.format(text, else: .html) }
        let text = stem()
        let name = name ?? ReadQuestion.name(text)
        self.name = name.isEmpty ? "?" : name
        var question = Question(name: self.name ?? "?", text: text, answers: try answers())
        question.category = category
        question.generalFeedback = self.text(element.child("generalfeedback"))
        question.outcome = Question.Outcome(
            right: self.text(element.child("correctfeedback")),
            partlyRight: self.text(element.child("partiallycorrectfeedback")),
            wrong: self.text(element.child("incorrectfeedback"))
        )
        question.points = try points()
        question.shufflesAnswers = shuffles(question.kind)
        let identifier = PlainLine.of(
            element.child("idnumber")?.text ?? "",
            bytesMax: limits.lineBytesMax
        )
        question.identifier = identifier.isEmpty ? nil : identifier
        var read = ReadQuestion(question: question, pictures: pictures, warnings: warnings)
        let tags = element.child("tags")?.children("tag") ?? []
        read.take(tags: tags.compactMap { $0.child("text")?.trimmed }, limits: limits)
        return read
    }

    private func refusal(_ code: QuestionRefusal.Code, _ place: String? = nil) -> QuestionRefusal {
        QuestionRefusal(
            code,
            line: line,
            name: name,
            place: place.map { PlainLine.of($0, bytesMax: 80) }
        )
    }

    // MARK: Common parts

    private func points() throws -> Points {
        guard let written = element.child("defaultgrade")?.trimmed else { return .one }
        guard let points = Points(written) else { throw refusal(.pointsInvalid, written) }
        return points
    }

    /// What Moodle takes when the element is missing depends on the kind.
    private func shuffles(_ kind: Question.Kind) -> Bool {
        let written = element.child("shuffleanswers")?.trimmed
        return switch kind {
        case .single, .multiple: Self.isTrue(written ?? "true")
        case .matching: Self.isTrue(written ?? "true")
        case .trueFalse, .shortAnswer, .numeric: true
        }
    }

    private static func isTrue(_ written: String) -> Bool {
        !["false", "0", ""].contains(written.lowercased())
    }

    private static func format(_ element: XMLTree, else other: TextFormat) -> TextFormat {
        switch element.attributes["format"] {
        case "html": .html
        case "moodle_auto_format": .moodle
        case "plain_text", "wiki_like": .plain
        case "markdown": .markdown
        default: other
        }
    }

    /// The text of the question; files of before 2010 have its one picture beside it.
    private mutating func stem() -> QuestionText {
        let text = element.child("questiontext")
        guard let image = element.child("image_base64"), image.trimmed != nil else {
            return self.text(text)
        }
        let picture = MoodleXMLFile.picture(image, bytesMax: limits.pictureBytesMax)
        let written = text?.child("text")?.text ?? ""
        var files = files(text?.children("file") ?? [])
        files[Self.besideText] = picture
        let shown = "<img src=\"@@PLUGINFILE@@/\(Self.besideText)\">"
        return self.text("\(written)<br>\(shown)", format, files)
    }

    private static let besideText = "image_base64"

    private mutating func text(_ element: XMLTree?) -> QuestionText {
        guard let element, let written = element.child("text")?.text else { return .empty }
        let format = Self.format(element, else: format)
        return text(written, format, files(element.children("file")))
    }

    private mutating func text(
        _ written: String,
        _ format: TextFormat,
        _ files: [String: PictureFile]
    ) -> QuestionText {
        let markup = Markup(written, format, pictures: .files(files))
        pictures += markup.pictures
        warnings += markup.missed.map { ($0.code, $0.place) }
        return markup.text
    }

    private func files(_ elements: [XMLTree]) -> [String: PictureFile] {
        Dictionary(
            elements.map { file in
                let name = PictureName.ofFile(
                    path: file.attributes["path"] ?? "",
                    name: file.attributes["name"] ?? ""
                )
                return (name, MoodleXMLFile.picture(file, bytesMax: limits.pictureBytesMax))
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    // MARK: Answers

    private mutating func answers() throws -> Question.Answers {
        switch element.attributes["type"] ?? "" {
        case "multichoice":
            let choices = try choices()
            let single = element.child("single")?.trimmed ?? "true"
            return Self.isTrue(single) ? .single(choices) : .multiple(choices)
        case "truefalse": return .trueFalse(try truth())
        case "matching": return .matching(matching())
        case "shortanswer": return .shortAnswer(try shortAnswers())
        case "numerical": return .numeric(try numbers())
        case let other: throw refusal(.kindNotTaken, other)
        }
    }

    private func weight(_ answer: XMLTree) throws -> Weight {
        let written = answer.attributes["fraction"] ?? answer.child("fraction")?.trimmed ?? "0"
        guard let weight = Weight(written) else { throw refusal(.weightInvalid, written) }
        return weight
    }

    private mutating func choices() throws -> [Choice] {
        var choices: [Choice] = []
        for answer in element.children("answer") {
            let text = text(answer)
            guard !text.isEmpty else {
                warnings.append((.answerEmpty, nil))
                continue
            }
            let feedback = self.text(answer.child("feedback"))
            choices.append(Choice(text, try weight(answer), feedback: feedback))
        }
        return choices
    }

    /// Old files write both words in the language of the site; then the first one is “true”.
    private mutating func truth() throws -> TrueFalse {
        let answers = element.children("answer")
        guard answers.count == 2 else { throw refusal(.truthUnknown) }
        let words = answers.map { $0.child("text")?.trimmed?.lowercased() }
        let onTrue = words[0] == "false" && words[1] != "false" ? 1 : 0
        let isTrue = try weight(answers[onTrue])
        let isFalse = try weight(answers[1 - onTrue])
        guard (isTrue == .whole) != (isFalse == .whole) else { throw refusal(.truthUnknown) }
        return TrueFalse(
            isTrue == .whole,
            feedbackOnTrue: text(answers[onTrue].child("feedback")),
            feedbackOnFalse: text(answers[1 - onTrue].child("feedback"))
        )
    }

    private mutating func matching() -> Matching {
        var matching = Matching([])
        for pair in element.children("subquestion") {
            let text = text(pair)
            let written = pair.child("answer")?.child("text")?.text ?? ""
            let match = PlainLine.of(written, bytesMax: Int.max)
            if match.isEmpty {
                warnings.append((.answerEmpty, nil))
            } else if text.isEmpty {
                matching.extra.append(match)
            } else {
                matching.pairs.append(Matching.Pair(text, match))
            }
        }
        return matching
    }

    private mutating func shortAnswers() throws -> ShortAnswers {
        var keys: [ShortAnswers.Key] = []
        for answer in element.children("answer") {
            let written = answer.child("text")?.text ?? ""
            let pattern = PlainLine.of(written, bytesMax: Int.max)
            guard !pattern.isEmpty else {
                warnings.append((.answerEmpty, nil))
                continue
            }
            let feedback = text(answer.child("feedback"))
            keys.append(ShortAnswers.Key(pattern, try weight(answer), feedback: feedback))
        }
        let isCaseSensitive = Self.isTrue(element.child("usecase")?.trimmed ?? "0")
        return ShortAnswers(keys, isCaseSensitive: isCaseSensitive)
    }

    private mutating func numbers() throws -> [NumericAnswer] {
        let units = element.child("units")?.children("unit") ?? []
        if !units.isEmpty { warnings.append((.unitsLeftOut, nil)) }
        var numbers: [NumericAnswer] = []
        for answer in element.children("answer") {
            // Old files write the number beside the element for it.
            let written = answer.child("text")?.trimmed ?? answer.trimmed ?? ""
            let feedback = text(answer.child("feedback"))
            let accepted = try accepted(written, answer.child("tolerance")?.trimmed ?? "0")
            numbers.append(NumericAnswer(accepted, try weight(answer), feedback: feedback))
        }
        return numbers
    }

    private func accepted(
        _ written: String,
        _ tolerance: String
    ) throws -> NumericAnswer.Accepted {
        if written == "*" || written.isEmpty { return .everything }
        guard let value = Number(written) else { throw refusal(.numberInvalid, written) }
        guard let distance = Number(tolerance) else { throw refusal(.numberInvalid, tolerance) }
        guard distance >= .zero else { throw refusal(.rangeInvalid, tolerance) }
        return .around(value, tolerance: distance)
    }
}
