import Credentials
import Postgres
import SerbianText

/// Tells people what happened to their enrolments: one notice for each change that concerns them.
///
/// The change itself asks for it, in its own transaction, so none is forgotten; this writes them.
package struct EnrolmentNotices: Sendable {
    private let centre: TrainingCentre

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    /// Writes the notices that were asked for, and answers how many.
    ///
    /// An offer that was answered or has ended meanwhile is no news any more. Two runs at once take
    /// different ones.
    @discardableResult
    package func run() async throws -> Int {
        let act = Act(by: Actor(name: "notices", roles: []))
        return try await centre.write(act) { (transaction: borrowing Transaction) in
            try NewNotice.enter(EnrolmentNotices.take(in: transaction), in: transaction)
        }
    }

    /// Takes what was asked for out of the list, in the order in which it happened.
    private static func take(in transaction: borrowing Transaction) throws -> [NewNotice] {
        let taken = try transaction.rows(
            """
            WITH taken AS (
                DELETE FROM untold_events WHERE event_id IN (
                    SELECT event_id FROM untold_events ORDER BY event_id
                    LIMIT \(NewNotice.Limits.perRunMax) FOR UPDATE SKIP LOCKED)
                RETURNING event_id)
            SELECT enrolments.person_id, events.id, enrolments.cohort_id, events.from_status,
                events.to_status, enrolments.code,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn,
                courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en,
                cohorts.starts_on, cohorts.ends_on,
                (enrolments.offer_ends_at AT TIME ZONE 'Europe/Belgrade')::date,
                to_char(enrolments.offer_ends_at AT TIME ZONE 'Europe/Belgrade', 'HH24:MI')
            FROM taken
            JOIN enrolment_events AS events ON events.id = taken.event_id
            JOIN enrolments ON enrolments.id = events.enrolment_id
            JOIN people ON people.id = enrolments.person_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            WHERE events.to_status <> 'offered' OR enrolments.status = 'offered'
            ORDER BY events.id
            """,
            as: (
                ID<Person>.self, ID<EnrolmentEvent>.self, ID<Cohort>.self, Enrolment.Status?.self,
                Enrolment.Status.self, String.self, String.self, String.self, String.self,
                String.self, String.self,
                CalendarDate.self, CalendarDate.self, CalendarDate?.self, String?.self
            )
        )
        // Who has a seat, or may have one, has to find the way.
        let seated = taken.filter { [.offered, .confirmed].contains($0.4) }
        let whereabouts = try CohortWhereabouts.of(Set(seated.map(\.2)), in: transaction)
        return taken.map { row in
            NewNotice(
                person: row.0,
                event: row.1,
                change: (before: row.3, after: row.4),
                code: row.5,
                holder: (cyrillic: row.6, latin: row.7),
                course: Titles(srCyrl: row.8, srLatn: row.9, en: row.10),
                days: (row.11, row.12),
                offerEnds: row.13.flatMap { day in row.14.map { (day, $0) } },
                whereabouts: whereabouts[row.2]
            )
        }
    }
}

extension NewNotice {
    /// A change of an enrolment.
    fileprivate init(
        person: ID<Person>,
        event: ID<EnrolmentEvent>,
        change: (before: Enrolment.Status?, after: Enrolment.Status),
        code: String,
        holder: (cyrillic: String, latin: String),
        course: Titles,
        days: (first: CalendarDate, last: CalendarDate),
        offerEnds: (day: CalendarDate, clock: String)?,
        whereabouts: CohortWhereabouts?
    ) {
        self.person = person
        occasion = .event(event)
        let subject = EnrolmentChangeText.subject(change.before, change.after)
        var offer = Titles(srCyrl: "", srLatn: "", en: "")
        if change.after == .offered, let offerEnds {
            offer = EnrolmentChangeText.offer(offerEnds.day, offerEnds.clock)
        }
        let isSeated = [.offered, .confirmed].contains(change.after)
        let now = isSeated ? whereabouts?.sentences : nil
        let printed = VerificationID(canonical: code)?.printed ?? code
        let official = [days.first, days.last].map(EnrolmentChangeText.official)
            .joined(separator: "–")
        self.subject = subject
        text = Titles(
            srCyrl: "\(holder.cyrillic): \(subject.srCyrl).\(offer.srCyrl) Обука: "
                + "„\(course.srCyrl)“, \(official)\(now?.srCyrl ?? "") Стање уписа можете да "
                + "погледате помоћу кода \(printed).",
            srLatn: "\(holder.latin): \(subject.srLatn).\(offer.srLatn) Obuka: "
                + "„\(course.srLatn)“, \(official)\(now?.srLatn ?? "") Stanje upisa možete da "
                + "pogledate pomoću koda \(printed).",
            en: "\(holder.latin): \(subject.en).\(offer.en) Training: “\(course.en)”, "
                + "\(days.first) to \(days.last).\(now?.en ?? "") You can see how the enrolment "
                + "stands with the code \(printed)."
        )
    }
}

/// The sentences of notices about enrolments.
private enum EnrolmentChangeText {
    static func official(_ date: CalendarDate) -> String {
        let (year, month, day) = date.parts
        return SerbianDate.official(year: year, month: month, day: day)
    }

    static func offer(_ day: CalendarDate, _ clock: String) -> Titles {
        Titles(
            srCyrl: " Место вам се чува до \(official(day)) у \(clock). Прихватите га или одбијте "
                + "на страници уписа.",
            srLatn: " Mesto vam se čuva do \(official(day)) u \(clock). Prihvatite ga ili odbijte "
                + "na stranici upisa.",
            en: " It is held for you until \(day), \(clock). Accept or decline it on the page of "
                + "the enrolment."
        )
    }

    static func subject(_ before: Enrolment.Status?, _ after: Enrolment.Status) -> Titles {
        switch (before, after) {
        case (_, .applied):
            Titles(
                srCyrl: "Пријава је примљена",
                srLatn: "Prijava je primljena",
                en: "Your application was received"
            )
        case (nil, .endorsed):
            Titles(
                srCyrl: "Институција вас је предложила за обуку",
                srLatn: "Institucija vas je predložila za obuku",
                en: "Your institution nominated you for a training"
            )
        case (_, .endorsed):
            Titles(
                srCyrl: "Ваша институција је дала сагласност",
                srLatn: "Vaša institucija je dala saglasnost",
                en: "Your institution agreed to your application"
            )
        case (_, .waiting):
            Titles(
                srCyrl: "Ви сте на листи чекања",
                srLatn: "Vi ste na listi čekanja",
                en: "You are on the waiting list"
            )
        case (_, .offered):
            Titles(
                srCyrl: "Понуђено вам је место",
                srLatn: "Ponuđeno vam je mesto",
                en: "A seat is offered to you"
            )
        case (_, .confirmed), (_, .noShow):
            Titles(
                srCyrl: "Ваше место је потврђено",
                srLatn: "Vaše mesto je potvrđeno",
                en: "Your seat is confirmed"
            )
        default: ending(before, after)
        }
    }

    private static func ending(_ before: Enrolment.Status?, _ after: Enrolment.Status) -> Titles {
        switch (before, after) {
        case (.offered, .declined):
            Titles(
                srCyrl: "Понуђено место је одбијено",
                srLatn: "Ponuđeno mesto je odbijeno",
                en: "The offered seat was declined"
            )
        case (_, .declined):
            Titles(
                srCyrl: "Пријава није прихваћена",
                srLatn: "Prijava nije prihvaćena",
                en: "The application was not accepted"
            )
        case (_, .lapsed):
            Titles(
                srCyrl: "Понуда места је истекла",
                srLatn: "Ponuda mesta je istekla",
                en: "The offer of a seat has ended"
            )
        default:
            Titles(
                srCyrl: "Упис је повучен",
                srLatn: "Upis je povučen",
                en: "The enrolment was withdrawn"
            )
        }
    }
}
