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
        var people: [(person: String, what: [String])] = []
        // The lines of a person follow each other.
        for line in lines {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            if people.last?.person != parts[0] { people.append((parts[0], [])) }
            guard let what = parts.dropFirst().first,
                people[people.count - 1].what.last != what
            else { continue }
            people[people.count - 1].what.append(what)
        }
        rows = people.prefix(Self.rowsMax).map { Row($0.person, $0.what, in: language) }
        let count = people.count - rows.count
        more = count > 0 ? "\(DecisionText.more(in: language)): \(count)" : nil
    }

    /// Whose marks of which days, or whose results of which assessments.
    struct Row: Slotted {
        let person: String
        let days: String?
        let assessments: String?

        /// Reads what `CohortError` says of a person: `on ` and a day, or codes in brackets.
        fileprivate init(_ person: String, _ what: [String], in language: Language) {
            self.person = person
            let days = what.compactMap {
                $0.hasPrefix("on ") ? CalendarDate(String($0.dropFirst(3))) : nil
            }
            self.days =
                days.isEmpty ? nil : days.map { $0.written(in: language) }.joined(separator: ", ")
            assessments = what.first { $0.hasPrefix("(") && $0.hasSuffix(")") }
                .map { String($0.dropFirst().dropLast()) }
        }

        static let slots: [String: Slot<Row>] = [
            "person": .text { $0.person },
            "days": .optional { $0.days },
            "assessments": .optional { $0.assessments },
        ]
    }
}
