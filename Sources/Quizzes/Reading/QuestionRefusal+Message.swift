extension QuestionFileRefusal {
    /// What is wrong, where, and what its author can do.
    package var message: String {
        line.map { "Line \($0): \(problem)" } ?? problem
    }

    private var problem: String {
        let place = place ?? ""
        return switch code {
        case .tooLarge: "The file is larger than \(place) bytes: divide it."
        case .notUTF8: "This is not UTF-8: save the file again as “UTF-8”."
        case .tooManyQuestions: "There are more than \(place) questions: divide the file."
        case .invalid: "The XML cannot be read: \(place). Export it from Moodle again."
        case .declares:
            "The file declares a document type or entities, which are not read: take the "
                + "<!DOCTYPE …> out."
        case .notMoodle:
            "The file begins with “\(place)” and not with “quiz”: export the questions as "
                + "“Moodle XML format”."
        }
    }
}

extension QuestionRefusal {
    /// What is wrong, where, and what its author can do.
    package var message: String {
        "Line \(line)\(name.map { " (“\($0)”)" } ?? ""): \(problem)"
    }

    private var problem: String { ofWriting ?? ofSense }

    private var ofWriting: String? {
        let place = place ?? ""
        return switch code {
        case .kindNotTaken:
            "Questions of the kind “\(place)” are not taken: ask for something that can be marked "
                + "by itself, or leave it out."
        case .bracesOpen:
            "“{” has no “}” before the next blank line: end the answers with “}” and leave no "
                + "line between them blank; a brace that is meant is written “\\{”."
        case .bracesUnopened: "“}” has no “{” before it; a brace that is meant is written “\\}”."
        case .bracesTwice:
            "There is more than one pair of braces: leave a blank line between questions, and "
                + "write braces that are meant “\\{” and “\\}”."
        case .nameOpen: "The name that begins with “::” does not end with “::”."
        case .answersBeginWithout:
            "“\(place)” stands before the first “=” or “~”: put the one or the other before it."
        case .pairIncomplete:
            "“\(place)” is half a pair: write “=text -> match”, or “\\=” if no pair is meant."
        case .weightInvalid:
            "“\(place)” is no weight: write a number from -100 to 100, as in “%50%”."
        case .numberInvalid:
            "“\(place)” is no number: write “3.14”, “3.14:0.01” or “3.1..3.2”."
        case .rangeInvalid:
            "“\(place)” is no range: the smaller number stands first, and a tolerance is not "
                + "negative."
        case .pointsInvalid: "“\(place)” are no points: write a number from 0 to \(Points.max)."
        case .truthUnknown: "Nothing says whether it is true: give one answer a fraction of 100."
        default: nil
        }
    }

    private var ofSense: String {
        let place = place ?? ""
        return switch code {
        case .textMissing: "The question has no text."
        case .textTooLong: "A text is longer than \(place) bytes: shorten it."
        case .lineTooLong: "A name, match or answer is longer than \(place) bytes: shorten it."
        case .answersMissing: "There is no answer."
        case .answersTooFew: "There is only one answer to choose: give two at least."
        case .answersTooMany: "There are more than \(place) answers."
        case .answerTwice: "“\(place)” is an answer twice: leave one out."
        case .nothingRight: "No answer is right: put “=” before one, or give it a weight above 0."
        case .matchesTooFew:
            "There is nothing to choose from: give two pairs with different matches at least."
        case .elementsTooMany: "It has more than \(place) parts."
        default: code.rawValue
        }
    }
}

extension QuestionWarning {
    /// What is odd, and what becomes of it.
    package var message: String {
        let quoted = "“\(place ?? "")”"
        let what =
            switch code {
            case .questionLeftOut:
                "A question of the kind \(quoted) is left out: it cannot be marked by itself."
            case .answerEmpty: "An answer without a text is left out."
            case .feedbackLeftOut: "The comment \(quoted) is left out: a match has none."
            case .mediaLeftOut: "A part that is \(quoted) is left out."
            case .unitsLeftOut: "The units are left out: ask for the unit in the text."
            case .pictureElsewhere:
                "The picture \(quoted) is on another server and left out: put it into the question."
            case .pictureMissing: "The picture \(quoted) is not in the file and left out."
            case .pictureKind:
                "The file \(quoted) is left out: it is no PNG, JPEG, GIF or WebP picture."
            case .pictureTooLarge: "The picture \(quoted) is too large and left out."
            case .pictureDamaged: "The picture \(quoted) is damaged and left out."
            case .tagsLeftOut: "There are too many tags; the last are left out."
            case .wholeOutOfReach:
                "The best answer gets \(place ?? "") percent: nobody can get all the points."
            case .everythingIsRight:
                "Whoever ticks everything gets all the points: give wrong answers a weight below 0."
            }
        return "Line \(line) (“\(name)”): \(what)"
    }
}
