import TrainingCentre

/// The state of a cohort in a word, for the staff.
enum CohortStateText: String, TextTable {
    case draft, published, confirmed, running, closed, cancelled

    init(_ state: Cohort.State) {
        self =
            switch state {
            case .draft: .draft
            case .published: .published
            case .confirmed: .confirmed
            case .running: .running
            case .closed: .closed
            case .cancelled: .cancelled
            }
    }

    var texts: Titles {
        switch self {
        case .draft: Titles("у припреми", "u pripremi", "in preparation")
        case .published: Titles("објављена", "objavljena", "published")
        case .confirmed: Titles("потврђена", "potvrđena", "confirmed")
        case .running: Titles("у току", "u toku", "under way")
        case .closed: Titles("закључена", "zaključena", "closed")
        case .cancelled: Titles("отказана", "otkazana", "cancelled")
        }
    }
}
