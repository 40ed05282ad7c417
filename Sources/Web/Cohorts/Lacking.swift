import Documents
import TrainingCentre

/// What a cohort lacks before it can be closed, person by person.
struct Lacking: Sendable {
    let title: String
    let rows: [Row]
    /// How many more there are than are shown; nil for none.
    let more: String?

    static let rowsMax = 200

    /// nil for what lies with no person.
    init?(_ error: CohortError, in language: Language) {
        switch error {
        case .marksMissing(let lines) where !lines.isEmpty:
            self.init(.lacksMarks, lines, language)
        case .resultsMissing(let lines) where !lines.isEmpty:
            self.init(.lacksResults, lines, language)
        default: return nil
        }
    }

    private init(_ title: DecisionText, _ lines: [String], _ language: Language) {
        self.title = title(in: language)
        rows = lines.prefix(Self.rowsMax).map { Row($0, in: language) }
        let count = lines.count - rows.count
        more = count > 0 ? "\(DecisionText.more(in: language)): \(count)" : nil
    }

    /// Whose mark of which day, or whose result of which assessment.
    struct Row: Slotted {
        let person: String
        let day: String?
        let assessments: String?

        /// Reads a line of `CohortError`: an address, then ` on ` and a day, or codes in brackets.
        init(_ line: String, in language: Language) {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            let rest = parts.count > 1 ? parts[1] : ""
            person = parts.first ?? line
            let date = rest.hasPrefix("on ") ? CalendarDate(String(rest.dropFirst(3))) : nil
            day = date?.written(in: language)
            assessments =
                rest.hasPrefix("(") && rest.hasSuffix(")")
                ? String(rest.dropFirst().dropLast()) : nil
        }

        static let slots: [String: Slot<Row>] = [
            "person": .text { $0.person },
            "day": .optional { $0.day },
            "assessments": .optional { $0.assessments },
        ]
    }
}
