/// What every question has to be, from whatever file it comes.
struct QuestionCheck {
    let limits: QuestionLimits

    /// Why a question is not taken; nil when it is.
    func refusal(of question: Question) -> (code: QuestionRefusal.Code, place: String?)? {
        if question.text.isEmpty { return (.textMissing, nil) }
        if question.texts.contains(where: { $0.html.utf8.count > limits.textBytesMax }) {
            return (.textTooLong, "\(limits.textBytesMax)")
        }
        return switch question.answers {
        case .trueFalse: nil
        case .single(let choices), .multiple(let choices): refusal(of: choices)
        case .matching(let matching): refusal(of: matching)
        case .shortAnswer(let short): refusal(of: short)
        case .numeric(let numbers):
            ofCount(numbers.count, min: 1) ?? ofWeights(numbers.map(\.weight))
        }
    }

    private func refusal(of choices: [Choice]) -> (code: QuestionRefusal.Code, place: String?)? {
        if let wrong = ofCount(choices.count, min: 2) { return wrong }
        var seen: Set<String> = []
        if let twice = choices.first(where: { !seen.insert($0.text.html).inserted }) {
            return (.answerTwice, twice.text.plain)
        }
        return ofWeights(choices.map(\.weight))
    }

    private func refusal(of matching: Matching) -> (code: QuestionRefusal.Code, place: String?)? {
        if let wrong = ofCount(matching.pairs.count, min: 1) { return wrong }
        if let wrong = ofLines(matching.matches) { return wrong }
        guard matching.matches.count <= limits.answersMax else {
            return (.answersTooMany, "\(limits.answersMax)")
        }
        return matching.matches.count < 2 ? (.matchesTooFew, nil) : nil
    }

    private func refusal(of short: ShortAnswers) -> (code: QuestionRefusal.Code, place: String?)? {
        if let wrong = ofCount(short.keys.count, min: 1) { return wrong }
        return ofLines(short.keys.map(\.pattern)) ?? ofWeights(short.keys.map(\.weight))
    }

    private func ofCount(_ count: Int, min: Int) -> (code: QuestionRefusal.Code, place: String?)? {
        if count == 0 { return (.answersMissing, nil) }
        if count < min { return (.answersTooFew, nil) }
        return count > limits.answersMax ? (.answersTooMany, "\(limits.answersMax)") : nil
    }

    private func ofLines(_ lines: [String]) -> (code: QuestionRefusal.Code, place: String?)? {
        let isLong = lines.contains { $0.utf8.count > limits.lineBytesMax }
        return isLong ? (.lineTooLong, "\(limits.lineBytesMax)") : nil
    }

    private func ofWeights(
        _ weights: [Weight]
    ) -> (code: QuestionRefusal.Code, place: String?)? {
        weights.contains { $0 > .none } ? nil : (.nothingRight, nil)
    }

    /// What is odd about how a question is marked.
    func warnings(of question: Question) -> [(code: QuestionWarning.Code, place: String?)] {
        switch question.answers {
        case .trueFalse, .matching: []
        case .single(let choices): outOfReach([choices.map(\.weight).max() ?? .none])
        case .shortAnswer(let short): outOfReach([short.keys.map(\.weight).max() ?? .none])
        case .numeric(let numbers): outOfReach([numbers.map(\.weight).max() ?? .none])
        case .multiple(let choices):
            outOfReach(choices.map(\.weight).filter { $0 > .none })
                + (isEverythingRight(choices) ? [(.everythingIsRight, nil)] : [])
        }
    }

    private func outOfReach(
        _ best: [Weight]
    ) -> [(code: QuestionWarning.Code, place: String?)] {
        if Weight.fraction(of: best) == 1 { return [] }
        let sum = Weight(units: best.reduce(0) { $0 + $1.units }) ?? .whole
        return [(.wholeOutOfReach, sum.percent)]
    }

    private func isEverythingRight(_ choices: [Choice]) -> Bool {
        choices.contains { $0.weight <= .none }
            && Weight.fraction(of: choices.map(\.weight)) == 1
    }
}
