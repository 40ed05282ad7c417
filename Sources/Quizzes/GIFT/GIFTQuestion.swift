/// Reads one question in GIFT.
struct GIFTQuestion {
    let block: GIFTBlock
    let limits: QuestionLimits
    private let isRest: Bool
    private(set) var name: String?
    private var format = TextFormat.moodle
    private var warnings: [(code: QuestionWarning.Code, place: String?)] = []

    init(_ block: GIFTBlock, limits: QuestionLimits, isRest: Bool) {
        self.block = block
        self.limits = limits
        self.isRest = isRest
    }

    /// The line on which the question begins.
    var line: Int { block.line(at: GIFTBlock.trimmed(block.bytes[...]).startIndex) }

    /// The question; nil when the block is the rest of one that was refused.
    ///
    /// Throws `QuestionRefusal`.
    mutating func question(in category: [String]) throws -> ReadQuestion? {
        let stem = try readName(GIFTBlock.trimmed(block.bytes[...]))
        guard let parts = try split(stem) else { return nil }
        let stemText = text(around: parts)
        format = formatted(stemText).format
        let text = markup(stemText)
        var name = name ?? ReadQuestion.name(text)
        if name.isEmpty { name = "?" }
        self.name = name
        guard !parts.inside.isEmpty else { throw refusal(.kindNotTaken, place: "essay") }
        var answers = parts.inside
        var feedback = QuestionText.empty
        if let start = GIFTBlock.last("####", in: answers) {
            feedback = markup(answers[(start + 4)...])
            answers = GIFTBlock.trimmed(answers[..<start])
        }
        guard !answers.isEmpty else { throw refusal(.kindNotTaken, place: "essay") }
        var question = Question(name: name, text: text, answers: try self.answers(answers))
        question.category = category
        question.generalFeedback = feedback
        question.identifier = GIFTComments.identifier(block.comments)
        var read = ReadQuestion(question: question, warnings: warnings)
        read.take(tags: GIFTComments.tags(block.comments), limits: limits)
        return read
    }

    func refusal(
        _ code: QuestionRefusal.Code,
        at part: ArraySlice<UInt8>? = nil,
        place: String? = nil
    ) -> QuestionRefusal {
        let line = part.map { block.line(at: $0.startIndex) } ?? line
        let quoted = place ?? part.map { block.quoted($0) }
        return QuestionRefusal(code, line: line, name: name, place: quoted)
    }

    // MARK: The parts

    private struct Parts {
        let before: ArraySlice<UInt8>
        let inside: ArraySlice<UInt8>
        let after: ArraySlice<UInt8>
    }

    private mutating func readName(_ text: ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        guard text.starts(with: "::".utf8) else { return text }
        let rest = text.dropFirst(2)
        guard let end = GIFTBlock.first("::", in: rest) else { throw refusal(.nameOpen, at: text) }
        let name = PlainLine.of(block.text(rest[..<end]), bytesMax: limits.lineBytesMax)
        if !name.isEmpty { self.name = name }
        return GIFTBlock.trimmed(rest[(end + 2)...])
    }

    private func split(_ text: ArraySlice<UInt8>) throws -> Parts? {
        let open = text.firstIndex(of: UInt8(ascii: "{"))
        let close = text.firstIndex(of: UInt8(ascii: "}"))
        guard let open, let close, open < close else {
            if let close, close < open ?? Int.max {
                if isRest { return nil }
                throw refusal(.bracesUnopened, at: text[close...])
            }
            guard let open else { throw refusal(.kindNotTaken, place: "description") }
            throw refusal(.bracesOpen, at: text[open...])
        }
        let inside = text[(open + 1)..<close]
        let after = text[(close + 1)...]
        let isBrace: (UInt8) -> Bool = { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
        if let more = inside.firstIndex(where: isBrace) ?? after.firstIndex(where: isBrace) {
            throw refusal(.bracesTwice, at: text[more...])
        }
        return Parts(before: text[..<open], inside: GIFTBlock.trimmed(inside), after: after)
    }

    /// The text of the question, with a gap where the answers stand inside of it.
    private func text(around parts: Parts) -> ArraySlice<UInt8> {
        let after = GIFTBlock.trimmed(parts.after)
        if after.isEmpty { return GIFTBlock.trimmed(parts.before) }
        return GIFTBlock.trimmed((Array(parts.before) + "_____".utf8 + parts.after)[...])
    }

    /// A text in the format that it names, or else in that of the question.
    mutating func markup(_ part: ArraySlice<UInt8>) -> QuestionText {
        let (text, format) = formatted(part)
        let markup = Markup(text, format)
        warnings += markup.missed.map { ($0.code, $0.place) }
        return markup.text
    }

    private func formatted(_ part: ArraySlice<UInt8>) -> (text: String, format: TextFormat) {
        let part = GIFTBlock.trimmed(part)
        guard part.first == UInt8(ascii: "["), let end = part.firstIndex(of: UInt8(ascii: "]")),
            end - part.startIndex <= 10,
            let named = TextFormat(
                rawValue: String(decoding: part[(part.startIndex + 1)..<end], as: UTF8.self)
            )
        else { return (block.text(part), format) }
        return (block.text(GIFTBlock.trimmed(part[(end + 1)...])), named)
    }

    // MARK: The answers

    private mutating func answers(_ part: ArraySlice<UInt8>) throws -> Question.Answers {
        if part.first == UInt8(ascii: "#") { return .numeric(try numbers(part.dropFirst())) }
        if part.contains(UInt8(ascii: "~")) { return try choices(part) }
        if part.contains(UInt8(ascii: "=")), GIFTBlock.first("->", in: part) != nil {
            return .matching(try matching(part))
        }
        return try truth(part).map { .trueFalse($0) } ?? .shortAnswer(try shortAnswers(part))
    }

    /// An answer with its mark, `=` or `~` or none.
    private struct Item {
        let mark: UInt8?
        var text: ArraySlice<UInt8>
        var weight: Weight?
        var feedback: ArraySlice<UInt8>?
    }

    private func items(_ part: ArraySlice<UInt8>) throws -> [Item] {
        var items: [Item] = []
        var rest = part
        var mark: UInt8?
        while true {
            let end = rest.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "~") }
            let text = GIFTBlock.trimmed(rest[..<(end ?? rest.endIndex)])
            if mark != nil || !text.isEmpty {
                guard items.count <= limits.answersMax else {
                    throw refusal(.answersTooMany, place: "\(limits.answersMax)")
                }
                items.append(try item(text, mark: mark))
            }
            guard let end else { return items }
            mark = rest[end]
            rest = rest[(end + 1)...]
        }
    }

    private func item(_ text: ArraySlice<UInt8>, mark: UInt8?) throws -> Item {
        var item = Item(mark: mark, text: text)
        if text.first == UInt8(ascii: "%"),
            let end = text.dropFirst().firstIndex(of: UInt8(ascii: "%"))
        {
            let percent = text[(text.startIndex + 1)..<end]
            if percent.allSatisfy({ "0123456789.,- ".utf8.contains($0) }), !percent.isEmpty {
                guard let weight = Weight(block.text(percent)) else {
                    throw refusal(.weightInvalid, at: text[text.startIndex...end])
                }
                item.weight = weight
                item.text = GIFTBlock.trimmed(text[(end + 1)...])
            }
        }
        if let hash = item.text.firstIndex(of: UInt8(ascii: "#")) {
            item.feedback = GIFTBlock.trimmed(item.text[(hash + 1)...])
            item.text = GIFTBlock.trimmed(item.text[..<hash])
        }
        return item
    }

    private mutating func feedback(_ item: Item) -> QuestionText {
        item.feedback.map { markup($0) } ?? .empty
    }

    /// One of several is right when one is marked so by `=`; otherwise several may be.
    private mutating func choices(_ part: ArraySlice<UInt8>) throws -> Question.Answers {
        var choices: [Choice] = []
        let items = try items(part)
        for item in items {
            guard item.mark != nil else { throw refusal(.answersBeginWithout, at: item.text) }
            let isRight = item.mark == UInt8(ascii: "=")
            let text = markup(item.text)
            guard !text.isEmpty else {
                warnings.append((.answerEmpty, nil))
                continue
            }
            choices.append(
                Choice(
                    text,
                    item.weight ?? (isRight ? .whole : .none),
                    feedback: feedback(item)
                )
            )
        }
        let isSingle = items.contains { $0.mark == UInt8(ascii: "=") }
        return isSingle ? .single(choices) : .multiple(choices)
    }

    private mutating func matching(_ part: ArraySlice<UInt8>) throws -> Matching {
        var matching = Matching([])
        for item in try items(part) {
            guard let arrow = GIFTBlock.first("->", in: item.text) else {
                throw refusal(.pairIncomplete, at: item.text)
            }
            if item.feedback != nil {
                warnings.append((.feedbackLeftOut, item.feedback.map { block.quoted($0) }))
            }
            let match = block.line(item.text[(arrow + 2)...])
            let text = markup(item.text[..<arrow])
            guard !match.isEmpty else { throw refusal(.pairIncomplete, at: item.text) }
            if text.isEmpty {
                matching.extra.append(match)
            } else {
                matching.pairs.append(Matching.Pair(text, match))
            }
        }
        return matching
    }

    /// Nil when it says neither.
    private mutating func truth(_ part: ArraySlice<UInt8>) throws -> TrueFalse? {
        let parts = part.split(
            separator: UInt8(ascii: "#"),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        let isTrue: Bool
        switch block.line(parts[0]).uppercased() {
        case "T", "TRUE": isTrue = true
        case "F", "FALSE": isTrue = false
        default: return nil
        }
        // The first comment is for whoever was wrong.
        let wrong = parts.count > 1 ? markup(parts[1]) : .empty
        let right = parts.count > 2 ? markup(parts[2]) : .empty
        return TrueFalse(
            isTrue,
            feedbackOnTrue: isTrue ? right : wrong,
            feedbackOnFalse: isTrue ? wrong : right
        )
    }

    private mutating func shortAnswers(_ part: ArraySlice<UInt8>) throws -> ShortAnswers {
        var keys: [ShortAnswers.Key] = []
        for item in try items(part) {
            let pattern = block.line(item.text)
            guard !pattern.isEmpty else {
                warnings.append((.answerEmpty, nil))
                continue
            }
            keys.append(
                ShortAnswers.Key(pattern, item.weight ?? .whole, feedback: feedback(item))
            )
        }
        return ShortAnswers(keys)
    }

    private mutating func numbers(_ part: ArraySlice<UInt8>) throws -> [NumericAnswer] {
        var numbers: [NumericAnswer] = []
        for item in try items(GIFTBlock.trimmed(part)) {
            let isWrong = item.mark == UInt8(ascii: "~")
            let accepted = isWrong && item.text.isEmpty ? .everything : try accepted(item.text)
            let weight = item.weight ?? (isWrong ? .none : .whole)
            numbers.append(NumericAnswer(accepted, weight, feedback: feedback(item)))
        }
        return numbers
    }

    private func accepted(_ part: ArraySlice<UInt8>) throws -> NumericAnswer.Accepted {
        let text = block.line(part)
        if text == "*" { return .everything }
        if let dots = text.firstRange(of: "..") {
            guard let low = Number(text[..<dots.lowerBound]),
                let high = Number(text[dots.upperBound...])
            else { throw refusal(.numberInvalid, at: part) }
            guard let range = NumericAnswer.Accepted(from: low, through: high) else {
                throw refusal(.rangeInvalid, at: part)
            }
            return range
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let value = parts.first.flatMap({ Number($0) }) else {
            throw refusal(.numberInvalid, at: part)
        }
        guard parts.count > 1 else { return .around(value, tolerance: .zero) }
        guard let tolerance = Number(parts[1]) else { throw refusal(.numberInvalid, at: part) }
        guard tolerance >= .zero else { throw refusal(.rangeInvalid, at: part) }
        return .around(value, tolerance: tolerance)
    }
}
