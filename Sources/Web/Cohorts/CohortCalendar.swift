import Documents
import TrainingCentre

/// The calendar file of a cohort, or of what one person takes part in.
struct CohortCalendar {
    let bytes: [UInt8]

    /// The file at a moment in seconds since 1970.
    ///
    /// The UIDs are the cohort's and the session's: a second download changes the first, and they
    /// give no private code away. An event is certain when the cohort is confirmed and, in a
    /// person's calendar, the person has a place: so two files that are read together agree.
    init(
        _ entries: [CalendarEntry],
        stampedAt: Int,
        in language: Language,
        site: Site
    ) {
        let events = entries.map { entry in
            let suffix = entry.session.map { "-S\($0.value)" } ?? ""
            let places = [entry.room?[language], entry.place.map { site.place($0, language) }]
            return CalendarEvent(
                uid: "\(entry.cohortCode)\(suffix)@\(site.host)",
                stamp: CalendarMoment(unix: stampedAt),
                span: CalendarEvent.Span(entry.span),
                summary: entry.course[language],
                location: (places.compactMap { $0 } + [site.place(entry.venue, language)])
                    .joined(separator: ", "),
                details: "\(FrameText.centre(in: language)), \(entry.cohortCode)",
                status: CohortCalendar.status(of: entry),
                sequence: entry.sequence
            )
        }
        bytes = CalendarEvent.iCalendar(events, languageTag: language.rawValue)
    }

    private static func status(of entry: CalendarEntry) -> CalendarEvent.Status {
        if entry.isWithdrawn { return .cancelled }
        return switch entry.state {
        case .cancelled: .cancelled
        case .draft, .published: .tentative
        case .confirmed, .running, .closed: entry.isSeated ? .confirmed : .tentative
        }
    }
}

extension CalendarEvent.Span {
    fileprivate init(_ span: CalendarEntry.Span) {
        self =
            switch span {
            case .days(let first, let last):
                .days(
                    CalendarDay(first),
                    CalendarDay(CalendarDate(dayNumber: last.dayNumber + 1))
                )
            case .moments(let start, let end):
                .moments(CalendarMoment(unix: start), CalendarMoment(unix: end))
            }
    }
}

extension CalendarMoment {
    /// A moment in seconds since 1970.
    init(unix: Int) {
        let secondsOfDay = 86_400
        self.init(
            CalendarDay(CalendarDate(dayNumber: unix / secondsOfDay)),
            second: unix % secondsOfDay
        )
    }
}

extension CalendarDay {
    init(_ date: CalendarDate) {
        let (year, month, day) = date.parts
        self.init(year: year, month: month, day: day)
    }
}

extension Site {
    /// The host of the service, which makes a UID the only one in the world.
    var host: String {
        guard let scheme = publicURL.firstRange(of: "://") else { return publicURL }
        return String(publicURL[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" })
    }
}
