/// Gathers what the readers of all formats find.
struct QuestionCollector {
    let limits: QuestionLimits
    private(set) var file = QuestionFile()

    init(limits: QuestionLimits) { self.limits = limits }

    /// Takes a question that is as it has to be, with the pictures of its texts.
    ///
    /// Throws `QuestionFileRefusal` when there are too many.
    mutating func take(_ read: ReadQuestion, line: Int) throws {
        let check = QuestionCheck(limits: limits)
        let name = read.question.name
        if let wrong = check.refusal(of: read.question) {
            return refuse(QuestionRefusal(wrong.code, line: line, name: name, place: wrong.place))
        }
        guard file.entries.count < limits.questionsMax else {
            throw QuestionFileRefusal(.tooManyQuestions, place: "\(limits.questionsMax)")
        }
        file.entries.append(QuestionFile.Entry(line: line, question: read.question))
        for picture in read.pictures { file.pictures[picture.digest] = picture }
        for (code, place) in read.warnings + check.warnings(of: read.question) {
            warn(QuestionWarning(code, line: line, name: name, place: place))
        }
    }

    mutating func refuse(_ refusal: QuestionRefusal) {
        if file.refusals.count < limits.remarksMax {
            file.refusals.append(refusal)
        } else {
            file.unnamed += 1
        }
    }

    private mutating func warn(_ warning: QuestionWarning) {
        if file.warnings.count < limits.remarksMax {
            file.warnings.append(warning)
        } else {
            file.unnamed += 1
        }
    }
}

/// A question as a reader made it, and what it noticed on the way.
struct ReadQuestion {
    var question: Question
    var pictures: [Picture] = []
    var warnings: [(code: QuestionWarning.Code, place: String?)] = []

    /// Takes the letter forms that tags ask for, both scripts unless they ask for one, and drops
    /// tags that are too many.
    mutating func take(tags: [String], limits: QuestionLimits) {
        let known = Set(LetterForms.tags.map(\.tag) + [LetterForms.oneScript])
        var seen: Set<String> = []
        let kept = tags.map { PlainLine.of($0, bytesMax: limits.lineBytesMax) }
            .filter { !$0.isEmpty && !known.contains($0) && seen.insert($0).inserted }
        question.tags = Array(kept.prefix(limits.tagsMax))
        if kept.count > limits.tagsMax { warnings.append((.tagsLeftOut, nil)) }
        guard case .shortAnswer(var short) = question.answers else { return }
        if !tags.contains(LetterForms.oneScript) { short.letters.insert(.bothScripts) }
        for (tag, form) in LetterForms.tags where tags.contains(tag) { short.letters.insert(form) }
        question.answers = .shortAnswer(short)
    }

    /// A name for a question that has none: the first words of its text.
    static func name(_ text: QuestionText) -> String { PlainLine.of(text.plain, bytesMax: 80) }
}
