import Documents
import Postgres

/// How a quiz is gone through: how often, what passes, in which order, and what is told when.
///
/// They belong to a version and never change: other rules are another version. The best attempt
/// counts.
package struct QuizRules: Hashable, Sendable {
    /// How often one may begin; nil for as often as one likes.
    package let attemptsMax: Int?
    /// Of the points of what was drawn, from which it is passed, this bound included.
    package let passPercent: Hundredths
    /// Whether questions stand in an order of chance, else in that of the file.
    package let shuffles: Bool
    package let feedback: Feedback

    /// When somebody is told which answers were right, and what their author says to them.
    package enum Feedback: String, CaseIterable, Sendable {
        case afterEach = "after-each"
        /// When no attempt is left, or the training is closed.
        case afterLast = "after-last"
        case never
    }

    enum Limits {
        static let attemptsMax = 1...100
    }

    /// The name of a number of attempts that has no end.
    package static let endless = "any"

    init(attemptsMax: Int?, passPercent: Hundredths, shuffles: Bool, feedback: Feedback) {
        self.attemptsMax = attemptsMax
        self.passPercent = passPercent
        self.shuffles = shuffles
        self.feedback = feedback
    }

    /// What is said when nobody says anything.
    static let usual = QuizRules(
        attemptsMax: nil,
        passPercent: Hundredths(6_000),
        shuffles: true,
        feedback: .afterEach
    )

    /// Reads `attempts_max` (a number, or `any`), `pass_percent`, `shuffle` and `feedback`; what is
    /// left out stays as it is known.
    init(_ form: inout Form, known: QuizRules) {
        if let written = form.optionalText("attempts_max"), written.lowercased() == Self.endless {
            attemptsMax = nil
        } else {
            attemptsMax =
                form.optionalInteger("attempts_max", in: Limits.attemptsMax) ?? known.attemptsMax
        }
        passPercent =
            form.has("pass_percent")
            ? form.hundredths("pass_percent", in: 1...10_000) : known.passPercent
        shuffles = form.optionalBoolean("shuffle") ?? known.shuffles
        feedback = form.choice("feedback", otherwise: known.feedback) ?? known.feedback
        if feedback == .afterLast, attemptsMax == nil {
            form.refuse(
                "feedback",
                "is after-last, and there is no last attempt: say how many there are"
            )
        }
    }

    /// Rules that somebody wrote as an object, as a form.
    package static func form(_ json: JSON) -> Form {
        Form(json.fieldValues, lists: ["draw": json["draw"]?.elements?.compactMap(\.text) ?? []])
    }

    var members: [JSON.Member] {
        [
            JSON.Member("attempts_max", JSON(attemptsMax)),
            JSON.Member("pass_percent", passPercent.json),
            JSON.Member("shuffle", .bool(shuffles)),
            JSON.Member("feedback", .string(feedback.rawValue)),
        ]
    }
}

/// How many questions are drawn from pools, by the names of the pools.
struct QuizDraws {
    /// Nil: all of them.
    private(set) var counts: [String: Int?]

    /// Reads `draw`: `NAME=3`, and `NAME=all`; pools that it does not name stay as they are known.
    init(_ form: inout Form, known: [QuizPool]) {
        counts = Dictionary(uniqueKeysWithValues: known.map { ($0.name, $0.drawn) })
        for written in form.list("draw") {
            let place = written.lastIndex(of: "=")
            let name = place.map { String(written[..<$0]) } ?? ""
            let count = place.map { String(written[written.index(after: $0)...]) } ?? ""
            if place != nil, count.lowercased() == "all" {
                counts[name] = .some(nil)
            } else if place != nil, let number = Int(count), (0...9_999).contains(number) {
                counts[name] = .some(number)
            } else {
                form.refuse("draw", "“\(written)” is not NAME=NUMBER or NAME=all")
            }
        }
    }

    /// How many are drawn from a pool; nil for all.
    func count(of pool: String) -> Int? { counts[pool] ?? nil }
}

extension QuizRules.Feedback: SQLValue {}
