import Documents
import Quizzes

/// A file of questions that was read: every one of them can be asked.
package struct QuizFile: Sendable {
    /// What is read: both are formats of Moodle.
    package enum Format: String, CaseIterable, Sendable {
        case gift
        case moodleXML = "moodle-xml"

        /// By the end of a file's name; nil for another one.
        package init?(name: String) {
            switch name.split(separator: ".").last?.lowercased() {
            case "txt", "gift": self = .gift
            case "xml": self = .moodleXML
            default: return nil
            }
        }

        package var mediaType: String {
            switch self {
            case .gift: "text/plain"
            case .moodleXML: "application/xml"
            }
        }
    }

    /// What is taken at most.
    package enum Limits {
        package static let fileBytesMax = QuestionLimits().fileBytesMax
        static let questionsMax = 2_000
    }

    let questions: [Question]
    let pictures: [Picture]
    /// What is odd, for its author.
    let warnings: JSON

    /// Reads a file as it was written by a stranger.
    ///
    /// Takes as long as the file is large, so it belongs on a thread of its own. Refuses with
    /// `QuizFileRefused`: all that is wrong at once, and nothing of it is taken.
    package init(_ bytes: [UInt8], as format: Format) throws {
        var limits = QuestionLimits()
        limits.questionsMax = Limits.questionsMax
        let file: QuestionFile
        do {
            file =
                switch format {
                case .gift: try GIFTReader.read(bytes, limits: limits)
                case .moodleXML: try MoodleXMLReader.read(bytes, limits: limits)
                }
        } catch {
            guard let refusal = error as? QuestionFileRefusal else { throw error }
            throw QuizFileRefused(refusal)
        }
        // An essay or a description among questions is nothing that its author can mend.
        let leftOut = file.entries.isEmpty ? [] : file.refusals.filter { $0.code == .kindNotTaken }
        let refusals =
            (leftOut.isEmpty ? file.refusals : file.refusals.filter { $0.code != .kindNotTaken })
            + QuizFile.unkept(file.entries)
        guard refusals.isEmpty else { throw QuizFileRefused(refusals, unnamed: file.unnamed) }
        guard !file.entries.isEmpty else { throw QuizFileRefused.empty }
        questions = file.questions
        let shown = questions.reduce(into: Set<String>()) { $0.formUnion($1.pictures) }
        pictures = file.pictures.filter { shown.contains($0.key) }.map(\.value)
            .sorted { $0.digest < $1.digest }
        warnings = .array(
            (leftOut.map(QuestionWarning.init(leavingOut:)) + file.warnings).map(\.json)
        )
    }

    /// Questions that would not be the same when they are read again: numbers with more digits
    /// than are kept.
    private static func unkept(_ entries: [QuestionFile.Entry]) -> [QuestionRefusal] {
        entries.compactMap { entry in
            let question = entry.question
            let again = try? StoredQuestion(StoredQuestion(question).json, points: question.points)
            guard again?.question != question else { return nil }
            return QuestionRefusal(
                .numberInvalid,
                line: entry.line,
                name: question.name,
                place: question.name
            )
        }
    }
}

/// A file of questions that is not taken, with everything that is wrong in it.
package struct QuizFileRefused: Refusal {
    package let code: String
    package let message: String
    package let fields: [FieldProblem]
    /// The questions that are meant, as they are told from each other; none for the whole file.
    package let questions: [QuestionRefusal]

    package var kind: RefusalKind { .invalid }

    /// All codes that there are.
    package static let codes =
        ["questions_refused", "questions_none"]
        + QuestionFileRefusal.Code.allCases.map { "questions_\($0.rawValue)" }

    static let empty = QuizFileRefused(
        code: "questions_none",
        message: "there is no question in the file",
        fields: []
    )

    private init(
        code: String,
        message: String,
        fields: [FieldProblem],
        questions: [QuestionRefusal] = []
    ) {
        (self.code, self.message) = (code, message)
        (self.fields, self.questions) = (fields, questions)
    }

    init(_ refusal: QuestionFileRefusal) {
        self.init(
            code: "questions_\(refusal.code.rawValue)",
            message: refusal.message,
            fields: []
        )
    }

    init(_ refusals: [QuestionRefusal], unnamed: Int) {
        let count = refusals.count + unnamed
        self.init(
            code: "questions_refused",
            message: "\(count) of the questions cannot be taken, so nothing is: "
                + (refusals.first?.message ?? ""),
            fields: refusals.map {
                FieldProblem("line \($0.line)", "\($0.message) (\($0.code.rawValue))")
            },
            questions: refusals
        )
    }
}

extension QuestionWarning {
    fileprivate var json: JSON {
        ["code": .string(code.rawValue), "message": .string(message), "place": JSON(place)]
    }
}
