import Documents
import Postgres
import SerbianText

/// An activity as it is told to others: when, where, with whom, for which project.
package struct ActivitySummary: Sendable {
    package let activity: Activity
    package let items: [ActivityItem]
    package let speakers: [ActivitySpeaker]
    /// The venue's name, or the place that is only named.
    package let place: Titles?
    package let project: Titles?
    package let organisers: [Titles]
    /// Those of the activity and of its items, each once.
    package let hosts: [Titles]

    /// What is known of an activity; refuses with `NotFound`.
    package static func make(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> ActivitySummary {
        let activity = try Activity.find(code, in: transaction)
        let draft = activity.draft
        let items = try ActivityItem.programme(of: code, in: transaction)
        let venue = try draft.place.venueCode.map { try Venue.find($0, in: transaction) }
        let project = try draft.projectCode.map { code in
            let named: SQL = "SELECT id FROM projects WHERE code = \(code)"
            return try Project.rows(
                "WHERE projects.id IN (\(Project.standing(for: named)))",
                in: transaction
            ).first
        }
        return ActivitySummary(
            activity: activity,
            items: items,
            speakers: try ActivitySpeaker.list(of: code, in: transaction),
            place: venue?.draft.name ?? draft.place.place,
            project: project??.draft.title,
            organisers: try Organisation.names(
                of: draft.organisations(as: "organiser"),
                in: transaction
            ),
            hosts: try Organisation.names(
                of: draft.organisations(as: "host") + items.compactMap(\.draft.hostCode),
                in: transaction
            )
        )
    }
}

extension Organisation {
    /// The names of organisations in the order of their codes, of merged ones the one that stands
    /// for them.
    static func names(
        of codes: [String],
        in transaction: borrowing Transaction
    ) throws -> [Titles] {
        let found: SQL = "SELECT id FROM organisations WHERE code = ANY(\(codes))"
        return try rows(
            """
            WHERE organisations.id IN (\(standing(for: found)))
            ORDER BY organisations.code
            """,
            in: transaction
        ).map(\.draft.name)
    }
}

extension ActivitySummary {
    /// The summary in a few sentences of each language.
    package var text: Titles {
        Titles(
            srCyrl: sentences(.serbianCyrillic),
            srLatn: sentences(.serbianLatin),
            en: sentences(.english)
        )
    }

    private func sentences(_ language: Language) -> String {
        func names(_ all: [Titles]) -> String {
            all.map { $0[language] }.joined(separator: "; ")
        }
        let draft = activity.draft
        let words = ActivityWords(language: language)
        let (from, to) = (words.date(draft.startsOn), words.date(draft.endsOn))
        var sentences = [
            words.headline(draft),
            from == to ? from : "\(from) – \(to)",
        ]
        if let place { sentences.append(place[language]) }
        if !organisers.isEmpty { sentences.append("\(words.organisers): \(names(organisers))") }
        if !hosts.isEmpty { sentences.append("\(words.hosts): \(names(hosts))") }
        if let project { sentences.append("\(words.project): \(words.quoted(project[language]))") }
        sentences.append(words.participants(draft.headcount))
        return sentences.map { $0.hasSuffix(".") ? $0 : "\($0)." }.joined(separator: " ")
    }

    package var json: JSON {
        [
            "activity": activity.json, "summary": text.json,
            "items": .array(items.map(\.json)), "speakers": .array(speakers.map(\.json)),
        ]
    }
}
