import Documents
import TrainingCentre

/// The training of an enrolment as a calendar file.
struct EnrolmentCalendar {
    let bytes: [UInt8]

    /// One all-day event; cancelled once the person withdrew.
    ///
    /// Its UID is the cohort's: stable, so that a second download changes the first, and it does
    /// not give away the private code when somebody shares the calendar.
    init(_ found: EnrolmentStatus, stampedAt: Int, in language: Language, site: Site) {
        let secondsOfDay = 86_400
        let stampDay = CalendarDate(dayNumber: stampedAt / secondsOfDay)
        let event = CalendarEvent(
            uid: "\(found.cohortCode)@\(EnrolmentCalendar.host(of: site.publicURL))",
            stampedOn: CalendarDay(stampDay),
            stampedSecond: stampedAt % secondsOfDay,
            firstDay: CalendarDay(found.startsOn),
            dayAfter: CalendarDay(CalendarDate(dayNumber: found.endsOn.dayNumber + 1)),
            summary: found.courseTitle[language],
            location: site.place(found.venue, language),
            details: "\(FrameText.centre(in: language)), \(found.cohortCode)",
            isCancelled: found.status == .withdrawn || found.cohortState == .cancelled
        )
        bytes = event.iCalendar(languageTag: language.rawValue)
    }

    private static func host(of url: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        return String(url[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" })
    }
}

extension CalendarDay {
    fileprivate init(_ date: CalendarDate) {
        let (year, month, day) = date.parts
        self.init(year: year, month: month, day: day)
    }
}
