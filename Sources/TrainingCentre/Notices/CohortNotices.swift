import Credentials
import Postgres
import SerbianText

/// Tells people that a training they hold, await or ask for a seat in is cancelled or has changed.
///
/// The change itself asks for it, in its own transaction, so none is forgotten; this writes them,
/// one for each enrolment and run, however much changed.
package struct CohortNotices: Sendable {
    private let centre: TrainingCentre

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    /// Writes the notices that were asked for, and answers how many.
    ///
    /// Who has left meanwhile is not told, nor is anybody when all is again as it was known. Two
    /// runs at once take different ones.
    @discardableResult
    package func run() async throws -> Int {
        let act = Act(by: Actor(name: "notices", roles: []))
        return try await centre.write(act) { (transaction: borrowing Transaction) in
            try NewNotice.enter(CohortNotices.take(in: transaction), in: transaction)
        }
    }

    /// Takes what was asked for out of the list.
    private static func take(in transaction: borrowing Transaction) throws -> [NewNotice] {
        let taken = try transaction.rows(
            """
            WITH taken AS (
                DELETE FROM untold_changes WHERE enrolment_id IN (
                    SELECT enrolment_id FROM untold_changes ORDER BY enrolment_id
                    LIMIT \(NewNotice.Limits.perRunMax) FOR UPDATE SKIP LOCKED)
                RETURNING *)
            SELECT enrolments.person_id, enrolments.id, cohorts.id, taken.is_cancelled,
                taken.have_sessions_moved, taken.has_place_changed, taken.was_starts_on,
                taken.was_ends_on, enrolments.code,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn,
                courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en,
                cohorts.starts_on, cohorts.ends_on
            FROM taken
            JOIN enrolments ON enrolments.id = taken.enrolment_id
            JOIN people ON people.id = enrolments.person_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            WHERE is_live_enrolment(enrolments.status)
                AND (taken.is_cancelled OR taken.have_sessions_moved OR taken.has_place_changed
                    OR (taken.was_starts_on, taken.was_ends_on)
                        <> (cohorts.starts_on, cohorts.ends_on))
            ORDER BY enrolments.id
            """,
            as: (
                ID<Person>.self, ID<Enrolment>.self, ID<Cohort>.self, Bool.self, Bool.self,
                Bool.self, CalendarDate?.self, CalendarDate?.self, String.self, String.self,
                String.self, String.self, String.self, String.self, CalendarDate.self,
                CalendarDate.self
            )
        )
        let whereabouts = try CohortWhereabouts.of(Set(taken.map(\.2)), in: transaction)
        return taken.map { row in
            NewNotice(
                person: row.0,
                enrolment: row.1,
                change: (isCancelled: row.3, haveSessionsChanged: row.4, hasPlaceChanged: row.5),
                known: row.6.flatMap { first in row.7.map { Days(first, $0) } },
                code: row.8,
                holder: (cyrillic: row.9, latin: row.10),
                course: Titles(srCyrl: row.11, srLatn: row.12, en: row.13),
                days: Days(row.14, row.15),
                whereabouts: whereabouts[row.2]
            )
        }
    }
}

extension NewNotice {
    /// A change of a cohort.
    fileprivate init(
        person: ID<Person>,
        enrolment: ID<Enrolment>,
        change: (isCancelled: Bool, haveSessionsChanged: Bool, hasPlaceChanged: Bool),
        known: Days?,
        code: String,
        holder: (cyrillic: String, latin: String),
        course: Titles,
        days: Days,
        whereabouts: CohortWhereabouts?
    ) {
        self.person = person
        occasion = .cohort(enrolment)
        let said: CohortChangeText.Said
        // That the place has changed in a sentence of its own where there is more to say.
        var place = Titles(srCyrl: "", srLatn: "", en: "")
        if change.isCancelled {
            said = CohortChangeText.cancelled(course, days)
        } else if let known, known != days {
            said = CohortChangeText.moved(course, from: known, to: days)
            if change.hasPlaceChanged { place = CohortChangeText.placeAsWell }
        } else if change.haveSessionsChanged {
            said = CohortChangeText.sessions(course, days)
            if change.hasPlaceChanged { place = CohortChangeText.placeAsWell }
        } else {
            said = CohortChangeText.place(course, days)
        }
        let printed = VerificationID(canonical: code)?.printed ?? code
        let page = CohortChangeText.page(printed)
        let now = change.isCancelled ? nil : whereabouts?.sentences
        subject = said.subject
        text = Titles(
            srCyrl: "\(holder.cyrillic): \(said.text.srCyrl)\(place.srCyrl)\(now?.srCyrl ?? "") "
                + page.srCyrl,
            srLatn: "\(holder.latin): \(said.text.srLatn)\(place.srLatn)\(now?.srLatn ?? "") "
                + page.srLatn,
            en: "\(holder.latin): \(said.text.en)\(place.en)\(now?.en ?? "") \(page.en)"
        )
    }
}

/// The first and the last day of a training, as notices write them.
private struct Days: Equatable {
    private let first: CalendarDate
    private let last: CalendarDate

    init(_ first: CalendarDate, _ last: CalendarDate) {
        self.first = first
        self.last = last
    }

    /// As official dates, with a dash between two.
    var official: String {
        let days = first == last ? [first] : [first, last]
        return days.map { date in
            let (year, month, day) = date.parts
            return SerbianDate.official(year: year, month: month, day: day)
        }.joined(separator: "–")
    }

    var english: String { first == last ? "\(first)" : "\(first) to \(last)" }
}

/// The sentences of notices about cohorts.
private enum CohortChangeText {
    typealias Said = (subject: Titles, text: Titles)

    static func cancelled(_ course: Titles, _ days: Days) -> Said {
        (
            Titles(
                srCyrl: "Обука је отказана",
                srLatn: "Obuka je otkazana",
                en: "The training is cancelled"
            ),
            Titles(
                srCyrl: "обука „\(course.srCyrl)“, заказана за \(days.official), отказана је и "
                    + "неће се одржати.",
                srLatn: "obuka „\(course.srLatn)“, zakazana za \(days.official), otkazana je i "
                    + "neće se održati.",
                en: "the training “\(course.en)”, planned for \(days.english), is cancelled and "
                    + "will not take place."
            )
        )
    }

    static func moved(_ course: Titles, from known: Days, to days: Days) -> Said {
        (
            Titles(
                srCyrl: "Обука је померена",
                srLatn: "Obuka je pomerena",
                en: "The training has moved"
            ),
            Titles(
                srCyrl: "обука „\(course.srCyrl)“ је померена. Била је заказана за "
                    + "\(known.official), а нови термин је \(days.official)",
                srLatn: "obuka „\(course.srLatn)“ je pomerena. Bila je zakazana za "
                    + "\(known.official), a novi termin je \(days.official)",
                en: "the training “\(course.en)” has moved. It was planned for \(known.english) "
                    + "and now is \(days.english)."
            )
        )
    }

    static func sessions(_ course: Titles, _ days: Days) -> Said {
        (
            Titles(
                srCyrl: "Распоред обуке је промењен",
                srLatn: "Raspored obuke je promenjen",
                en: "The schedule of the training has changed"
            ),
            Titles(
                srCyrl: "распоред обуке „\(course.srCyrl)“, \(days.official), је промењен: "
                    + "сусрети нису исти као раније.",
                srLatn: "raspored obuke „\(course.srLatn)“, \(days.official), je promenjen: "
                    + "susreti nisu isti kao ranije.",
                en: "the schedule of the training “\(course.en)”, \(days.english), has changed: "
                    + "its sessions are not what they were."
            )
        )
    }

    static func place(_ course: Titles, _ days: Days) -> Said {
        (
            Titles(
                srCyrl: "Место одржавања обуке је промењено",
                srLatn: "Mesto održavanja obuke je promenjeno",
                en: "The place of the training has changed"
            ),
            Titles(
                srCyrl: "промењено је место или сала у којој се одржава обука "
                    + "„\(course.srCyrl)“, \(days.official)",
                srLatn: "promenjeno je mesto ili sala u kojoj se održava obuka "
                    + "„\(course.srLatn)“, \(days.official)",
                en: "the place or the room of the training “\(course.en)”, \(days.english), has "
                    + "changed."
            )
        )
    }

    static let placeAsWell = Titles(
        srCyrl: " Промењено је и место или сала.",
        srLatn: " Promenjeno je i mesto ili sala.",
        en: " Its place or room has changed as well."
    )

    static func page(_ code: String) -> Titles {
        Titles(
            srCyrl: "Како сада стоји, можете да погледате помоћу кода уписа \(code).",
            srLatn: "Kako sada stoji, možete da pogledate pomoću koda upisa \(code).",
            en: "You can see how it stands now with the enrolment code \(code)."
        )
    }
}
