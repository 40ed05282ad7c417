import Documents
import TrainingCentre

extension Cohort {
    /// Whether people can still come: it takes enrolments and is not over.
    func isComing(_ today: CalendarDate) -> Bool {
        state.takesEnrolments && draft.endsOn >= today
    }
}

/// One dated run of a course in a list.
struct CohortRow: Slotted {
    let code: String
    let dates: String
    let place: String
    /// The state as a word for the style sheet.
    let mark: String
    /// What a visitor can do about it; nil when it is over.
    let state: String?
    /// That it takes place; nil until somebody has said so, and when the state says it.
    let certainty: String?
    /// How many seats are free; nil when nobody can ask for one.
    let seats: String?
    /// How long the waiting list is, or that there is one; nil for a cohort without.
    let queue: String?
    let page: String
    let calendar: String
    let calendarText: String

    init(_ cohort: Cohort, today: CalendarDate, in language: Language, site: Site) {
        let draft = cohort.draft
        code = draft.code
        dates = draft.startsOn.written(to: draft.endsOn, in: language)
        place = site.place(draft.venue, language)
        page = draft.page(in: language)
        calendar = page + ".ics"
        calendarText = CourseDetailText.calendar(in: language)
        let standing = CohortStanding(cohort, today: today)
        mark = standing.rawValue
        state = standing.text?(in: language)
        certainty =
            cohort.state == .confirmed && standing != .ended
            ? CourseText.certain(in: language) : nil
        seats =
            standing == .open
            ? "\(CourseText.seatsFree(in: language)): \(cohort.seatsFree)" : nil
        queue =
            standing == .open || standing == .full
            ? cohort.waiting.flatMap { waiting in
                waiting > 0
                    ? "\(CourseText.waiting(in: language)): \(waiting)"
                    : standing == .full ? CourseText.queueOpen(in: language) : nil
            } : nil
    }

    /// Cohorts in the order of their dates.
    static func all(
        _ cohorts: [Cohort],
        today: CalendarDate,
        in language: Language,
        site: Site
    ) -> [CohortRow] {
        cohorts.sorted { ($0.draft.startsOn, $0.draft.code) < ($1.draft.startsOn, $1.draft.code) }
            .map { CohortRow($0, today: today, in: language, site: site) }
    }

    static let slots: [String: Slot<CohortRow>] = [
        "code": .text { $0.code },
        "dates": .text { $0.dates },
        "place": .text { $0.place },
        "mark": .text { $0.mark },
        "state": .optional { $0.state },
        "certainty": .optional { $0.certainty },
        "seats": .optional { $0.seats },
        "queue": .optional { $0.queue },
        "page": .text { $0.page },
        "calendar": .text { $0.calendar },
        "calendarText": .text { $0.calendarText },
    ]
}

/// What a visitor can do about a cohort.
enum CohortStanding: String {
    case open, full, planned, running
    /// Its last day is over, and it is not closed yet.
    case ended
    case past, cancelled

    init(_ cohort: Cohort, today: CalendarDate) {
        switch cohort.state {
        case .closed: self = .past
        case .cancelled: self = .cancelled
        case .draft: self = cohort.draft.endsOn < today ? .ended : .planned
        case .running: self = cohort.draft.endsOn < today ? .ended : .running
        case .published, .confirmed:
            self = !cohort.isComing(today) ? .ended : cohort.seatsFree > 0 ? .open : .full
        }
    }

    var text: CourseText? {
        switch self {
        case .open: .open
        case .full: .full
        case .planned: .planned
        case .running: .running
        case .ended: .ended
        case .cancelled: .cancelled
        case .past: nil
        }
    }
}
