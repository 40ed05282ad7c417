import Documents
import Postgres
import SerbianText

/// When and where a cohort meets from today on, as notices say it.
struct CohortWhereabouts: Sendable {
    /// Where the cohort is, for sessions that say nothing else.
    private let venue: Titles
    private let meetings: [Meeting]

    /// Limits of what a notice lists.
    private enum Limits {
        /// Sessions in one notice; of more it says how many there are.
        static let meetingsMax = 20
    }

    fileprivate struct Meeting: Sendable {
        let heldOn: CalendarDate
        let hours: Hundredths
        /// Beginning and end on the centre's clock; nil while nobody has said them.
        let times: (begins: String, ends: String)?
        let place: Titles
    }

    /// Those of some cohorts, in two statements.
    static func of(
        _ cohorts: Set<ID<Cohort>>,
        in transaction: borrowing Transaction
    ) throws -> [ID<Cohort>: CohortWhereabouts] {
        let ids = Array(cohorts)
        let venues = try transaction.rows(
            "SELECT id, venue, venue_address(venue) FROM cohorts WHERE id = ANY(\(ids))",
            as: (ID<Cohort>.self, String.self, String?.self)
        ).map { id, venue, address in
            (id, Titles(list: [Titles(written: venue), address.map(Titles.init(written:))]))
        }
        let byCohort = Dictionary(uniqueKeysWithValues: venues)
        let meetings = try meetings(of: ids, byCohort, in: transaction)
        return byCohort.reduce(into: [:]) { found, cohort in
            found[cohort.key] = CohortWhereabouts(
                venue: cohort.value,
                meetings: meetings[cohort.key] ?? []
            )
        }
    }

    private static func meetings(
        of cohorts: [ID<Cohort>],
        _ venues: [ID<Cohort>: Titles],
        in transaction: borrowing Transaction
    ) throws -> [ID<Cohort>: [Meeting]] {
        try transaction.rows(
            """
            SELECT sessions.cohort_id, sessions.held_on, sessions.hours,
                to_char(sessions.starts_at AT TIME ZONE 'Europe/Belgrade', 'HH24:MI'),
                to_char(sessions.ends_at AT TIME ZONE 'Europe/Belgrade', 'HH24:MI'),
                ARRAY[rooms.name_sr_cyrl, rooms.name_sr_latn, rooms.name_en],
                ARRAY[houses.name_sr_cyrl, houses.name_sr_latn, houses.name_en],
                houses.address, sessions.place
            FROM sessions
            LEFT JOIN rooms ON rooms.id = sessions.room_id
            LEFT JOIN venues AS houses ON houses.code = rooms.venue_code
            WHERE sessions.cohort_id = ANY(\(cohorts)) AND sessions.held_on >= centre_today()
                AND NOT sessions.is_cancelled
            ORDER BY sessions.cohort_id, sessions.held_on, sessions.starts_at, sessions.id
            """,
            as: (
                ID<Cohort>.self, CalendarDate.self, Hundredths.self, String?.self, String?.self,
                [String?].self, [String?].self, String?.self, String?.self
            )
        ).reduce(into: [:]) { found, row in
            let (room, house) = (Titles(columns: row.5), Titles(columns: row.6))
            let address = row.7.map(Titles.init(written:))
            // A room is in its own house, anything else in the cohort's.
            let parts =
                house.map { [room, $0, address] }
                ?? [room ?? row.8.map(Titles.init(written:)), venues[row.0]]
            found[row.0, default: []].append(
                Meeting(
                    heldOn: row.1,
                    hours: row.2,
                    times: row.3.flatMap { begins in row.4.map { (begins, $0) } },
                    place: Titles(list: parts)
                )
            )
        }
    }

    /// The sessions and the place as whole sentences, each with a space before it.
    var sentences: Titles {
        let places = Set(meetings.map(\.place))
        let common = places.count > 1 ? nil : places.first ?? venue
        let place = common.map { place in
            Titles(
                srCyrl: Self.ended(" Место: \(place.srCyrl)"),
                srLatn: Self.ended(" Mesto: \(place.srLatn)"),
                en: Self.ended(" Place: \(place.en)")
            )
        }
        return Titles(
            srCyrl: list(" Сусрети: ", \.srCyrl, more: "и још сусрета", each: common == nil)
                + (place?.srCyrl ?? ""),
            srLatn: list(" Susreti: ", \.srLatn, more: "i još susreta", each: common == nil)
                + (place?.srLatn ?? ""),
            en: list(" Sessions: ", \.en, more: "and more sessions", each: common == nil)
                + (place?.en ?? "")
        )
    }

    /// The sessions in one language; empty without any.
    ///
    /// `each`: they are in several places, and each says its own.
    private func list(
        _ word: String,
        _ language: KeyPath<Titles, String>,
        more: String,
        each: Bool
    ) -> String {
        guard !meetings.isEmpty else { return "" }
        var items = meetings.prefix(Limits.meetingsMax).map { meeting in
            let time = meeting.time[keyPath: language]
            return each ? "\(time), \(meeting.place[keyPath: language])" : time
        }
        let left = meetings.count - items.count
        if left > 0 { items.append("\(more): \(left)") }
        return Self.ended(word + items.joined(separator: "; "))
    }

    /// With a full stop, which an abbreviation at the end has already.
    private static func ended(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? sentence : sentence + "."
    }
}

extension CohortWhereabouts.Meeting {
    /// The day, and from when to when it is, or how long.
    fileprivate var time: Titles {
        let (year, month, day) = heldOn.parts
        let official = SerbianDate.official(year: year, month: month, day: day)
        guard let times else {
            let serbian = String(describing: hours).replacing(".", with: ",")
            return Titles(
                srCyrl: "\(official) (часова: \(serbian))",
                srLatn: "\(official) (časova: \(serbian))",
                en: "\(heldOn) (hours: \(hours))"
            )
        }
        return Titles(
            srCyrl: "\(official) од \(times.begins) до \(times.ends)",
            srLatn: "\(official) od \(times.begins) do \(times.ends)",
            en: "\(heldOn) from \(times.begins) to \(times.ends)"
        )
    }
}

extension Titles {
    /// What was written down in one script, in both; English readers get the Latin one.
    fileprivate init(written text: String) {
        let latin = SerbianText.latin(text)
        self.init(srCyrl: SerbianText.cyrillic(text), srLatn: latin, en: latin)
    }

    /// The three columns of a name; nil where there is none.
    fileprivate init?(columns: [String?]) {
        self.init(srCyrl: columns[0], srLatn: columns[1], en: columns[2])
    }

    /// Several after another, with commas; those that are nil are left out.
    fileprivate init(list: [Titles?]) {
        let all = list.compactMap(\.self)
        self.init(
            srCyrl: all.map(\.srCyrl).joined(separator: ", "),
            srLatn: all.map(\.srLatn).joined(separator: ", "),
            en: all.map(\.en).joined(separator: ", ")
        )
    }
}
