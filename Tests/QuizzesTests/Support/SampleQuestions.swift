import Quizzes
import TestSupport

/// Questions of chance, from a seed.
struct SampleQuestions {
    private var generator: SeededGenerator
    private(set) var pictures: [String: Picture] = [:]

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private mutating func below(_ bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &generator)
    }

    private mutating func chance(_ one: Int) -> Bool { below(one) == 0 }

    /// `hasPictures`: whether pictures stand in texts.
    mutating func question(hasPictures: Bool) -> Question {
        var question = Question(
            name: line(),
            text: text(hasPictures),
            answers: answers(hasPictures)
        )
        question.category = (0..<below(3)).map { _ in line() }
        if chance(2) { question.generalFeedback = text(hasPictures) }
        if chance(3) { question.identifier = line() }
        var seen: Set<String> = []
        question.tags = (0..<below(3)).map { _ in line() }.filter { seen.insert($0).inserted }
        return question
    }

    /// A text that is not empty, in one line, of characters that formats use for themselves.
    mutating func line() -> String {
        let words = [
            "Čačak", "Ниш", "a:b", "::", "=", "~", "#", "####", "{", "}", "->", "\\", "\\n", "%50%",
            "[x]",
            "]", "//", "$CATEGORY:", "<b>", "&amp;", "]]>", "\"q\"", "'", "T", "1..2", "*", "\\*",
            "/",
        ]
        let chosen = (0..<below(4)).map { _ in words[below(words.count)] }
        return (["w\(below(1_000))"] + chosen).joined(separator: " ")
    }

    mutating func text(_ hasPictures: Bool) -> QuestionText {
        let parts = [
            "<p>", "</p>", "<b>", "<ul><li>", "<br>", "<pre>", "</pre>", "<td>", "\n", "&lt;",
        ]
        var html = line()
        for _ in 0..<below(6) { html += chance(2) ? line() : parts[below(parts.count)] }
        if hasPictures, chance(3) { html += "<img src=\"picture:\(picture())\" alt=\"x\">" }
        return QuestionText(stored: html)
    }

    private mutating func picture() -> String {
        let head: [[UInt8]] = [
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8),
            [0xFF, 0xD8, 0xFF, 0xE0], Array("GIF89a".utf8), Array("RIFFxxxxWEBPVP8 ".utf8),
        ]
        let bytes = head[below(4)] + (0..<below(50)).map { _ in UInt8(below(256)) }
        guard let picture = Picture(bytes) else { return "" }
        pictures[picture.digest] = picture
        return picture.digest
    }

    private mutating func weight() -> Weight {
        Weight(units: below(20_000_001) - 10_000_000) ?? .none
    }

    private mutating func choices(_ hasPictures: Bool) -> [Choice] {
        var choices = [Choice(text(hasPictures), .whole)]
        for place in 0..<(1 + below(4)) {
            let own = QuestionText(stored: "\(place) \(text(hasPictures).html)")
            choices.append(Choice(own, weight(), feedback: chance(2) ? text(hasPictures) : .empty))
        }
        return choices
    }

    private mutating func number() -> Number {
        let text = "\(below(2) == 0 ? "-" : "")\(below(1_000)).\(below(1_000))"
        return Number(text) ?? .zero
    }

    private mutating func answers(_ hasPictures: Bool) -> Question.Answers {
        switch below(6) {
        case 0: return .single(choices(hasPictures))
        case 1: return .multiple(choices(hasPictures))
        case 2:
            return .trueFalse(
                TrueFalse(
                    chance(2),
                    feedbackOnTrue: chance(2) ? text(hasPictures) : .empty,
                    feedbackOnFalse: chance(2) ? text(hasPictures) : .empty
                )
            )
        case 3:
            let pairs = (0..<(2 + below(3))).map { place in
                Matching.Pair(text(hasPictures), "\(place) \(line().replacing("->", with: "-"))")
            }
            return .matching(Matching(pairs, extra: chance(2) ? [line()] : []))
        case 4:
            var keys = [ShortAnswers.Key(line())]
            for _ in 0..<below(3) {
                let feedback = chance(2) ? text(hasPictures) : .empty
                keys.append(ShortAnswers.Key(line(), weight(), feedback: feedback))
            }
            return .shortAnswer(ShortAnswers(keys, letters: LetterForms(rawValue: below(4))))
        default:
            var numbers = [NumericAnswer(.around(number(), tolerance: .zero))]
            for _ in 0..<below(3) {
                let tolerance = Number("\(below(100)).\(below(10))") ?? .zero
                numbers.append(NumericAnswer(.around(number(), tolerance: tolerance), weight()))
            }
            if chance(2) {
                numbers.append(NumericAnswer(.everything, .none, feedback: text(false)))
            }
            return .numeric(numbers)
        }
    }
}
