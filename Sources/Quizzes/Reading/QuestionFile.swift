/// What came of reading a file of questions.
package struct QuestionFile: Sendable {
    /// A question and the line on which it begins.
    package struct Entry: Hashable, Sendable {
        package let line: Int
        package let question: Question

        package init(line: Int, question: Question) {
            self.line = line
            self.question = question
        }
    }

    /// The questions that can be taken, in the order of the file.
    package internal(set) var entries: [Entry] = []
    /// The pictures that they show, by digest.
    package internal(set) var pictures: [String: Picture] = [:]
    /// Why the others are not taken, in the order of the file.
    package internal(set) var refusals: [QuestionRefusal] = []
    /// What is odd about those that are taken.
    package internal(set) var warnings: [QuestionWarning] = []
    /// Refusals and warnings beyond those that are named.
    package internal(set) var unnamed = 0

    package var questions: [Question] { entries.map(\.question) }
}

/// Why a file is not read at all.
package struct QuestionFileRefusal: Error, Hashable, Sendable {
    /// What is wrong, as a stable word.
    package enum Code: String, CaseIterable, Sendable {
        case tooLarge = "too_large"
        case notUTF8 = "not_utf8"
        case tooManyQuestions = "too_many_questions"
        // XML.
        case invalid
        case declares
        case notMoodle = "not_moodle"
    }

    package let code: Code
    /// The line on which reading ended; nil when it is the file as a whole.
    package let line: Int?
    /// What stands there, or a limit.
    package let place: String?

    package init(_ code: Code, line: Int? = nil, place: String? = nil) {
        self.code = code
        self.line = line
        self.place = place
    }
}

/// Why a question is not taken from a file.
package struct QuestionRefusal: Error, Hashable, Sendable {
    /// What is wrong, as a stable word.
    package enum Code: String, CaseIterable, Sendable {
        /// A kind that is not read: essays, descriptions, texts with gaps and others.
        case kindNotTaken = "kind_not_taken"
        // How it is written.
        case bracesOpen = "braces_open"
        case bracesUnopened = "braces_unopened"
        case bracesTwice = "braces_twice"
        case nameOpen = "name_open"
        case answersBeginWithout = "answers_begin_without"
        case pairIncomplete = "pair_incomplete"
        case weightInvalid = "weight_invalid"
        case numberInvalid = "number_invalid"
        case rangeInvalid = "range_invalid"
        case pointsInvalid = "points_invalid"
        case truthUnknown = "truth_unknown"
        // What it says.
        case textMissing = "text_missing"
        case textTooLong = "text_too_long"
        case lineTooLong = "line_too_long"
        case answersMissing = "answers_missing"
        case answersTooFew = "answers_too_few"
        case answersTooMany = "answers_too_many"
        case answerTwice = "answer_twice"
        case nothingRight = "nothing_right"
        case matchesTooFew = "matches_too_few"
        case elementsTooMany = "elements_too_many"
    }

    package let code: Code
    /// The line of the file that is meant.
    package let line: Int
    /// The name of the question, nil when none was read.
    package let name: String?
    /// What is meant there.
    package let place: String?

    package init(_ code: Code, line: Int, name: String? = nil, place: String? = nil) {
        self.code = code
        self.line = line
        self.name = name
        self.place = place
    }
}

/// What is odd about a question that is taken from a file all the same.
package struct QuestionWarning: Hashable, Sendable {
    /// What is odd, as a stable word.
    package enum Code: String, CaseIterable, Sendable {
        // What is left out.
        case questionLeftOut = "question_left_out"
        case answerEmpty = "answer_empty"
        case feedbackLeftOut = "feedback_left_out"
        case mediaLeftOut = "media_left_out"
        case unitsLeftOut = "units_left_out"
        case pictureElsewhere = "picture_elsewhere"
        case pictureMissing = "picture_missing"
        case pictureKind = "picture_kind"
        case pictureTooLarge = "picture_too_large"
        case pictureDamaged = "picture_damaged"
        case tagsLeftOut = "tags_left_out"
        // How it is marked.
        case wholeOutOfReach = "whole_out_of_reach"
        case everythingIsRight = "everything_is_right"
    }

    package let code: Code
    /// The line on which the question begins.
    package let line: Int
    package let name: String
    /// What is meant there; nil when it is the question as a whole.
    package let place: String?

    package init(_ code: Code, line: Int, name: String, place: String? = nil) {
        self.code = code
        self.line = line
        self.name = name
        self.place = place
    }

    /// That a question of a kind that is not taken is left out of those around it.
    package init(leavingOut refusal: QuestionRefusal) {
        self.init(
            .questionLeftOut,
            line: refusal.line,
            name: refusal.name ?? "",
            place: refusal.place
        )
    }
}
