import Documents
import Postgres

/// A part of an activity: a meeting on the second day of a visit, or the place and period of one
/// workshop of a series.
package struct ActivityItem: CodedNoun {
    package static let noun = "activity_item"
    package static let plural = "activity_items"

    package let draft: ActivityItemDraft
    package let version: Int

    /// What an item is.
    package enum Kind: String, CaseIterable, Sendable {
        case meeting, visit, presentation, workshop
    }

    package static func isFound(by words: SearchWords) -> SQL {
        "activity_items.id IN (\(words.rows("id", of: "activity_items")))"
    }

    /// The items of an activity in the order of the programme; refuses with `NotFound`.
    package static func programme(
        of activity: String,
        in transaction: borrowing Transaction
    ) throws -> [ActivityItem] {
        _ = try Activity.find(activity, in: transaction)
        return try rows(
            """
            WHERE activities.code = \(activity.uppercased())
            ORDER BY activity_items.day NULLS FIRST, activity_items.position
            """,
            in: transaction
        )
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ActivityItem] {
        try transaction.rows(
            """
            SELECT activity_items.code, activities.code, activity_items.day,
                activity_items.position, activity_items.kind,
                ARRAY[
                    activity_items.title_sr_cyrl, activity_items.title_sr_latn,
                    activity_items.title_en],
                activity_items.starts_on, activity_items.ends_on,
                (SELECT code FROM organisations WHERE id = activity_items.host_id),
                (SELECT code FROM venues WHERE id = activity_items.venue_id),
                array_remove(ARRAY[
                    activity_items.place_sr_cyrl, activity_items.place_sr_latn,
                    activity_items.place_en], NULL),
                activity_items.headcount, activity_items.headcount_qualifier,
                activity_items.headcount_men, activity_items.headcount_women,
                activity_items.row_version
            FROM activity_items
            JOIN activities ON activities.id = activity_items.activity_id
            \(condition)
            """,
            as: (
                String.self, String.self, Int?.self, Int.self, Kind.self, [String].self,
                CalendarDate?.self, CalendarDate?.self, String?.self, String?.self, [String].self,
                Int?.self, Headcount.Qualifier.self, Int?.self, Int?.self, Int.self
            )
        ).map { row in
            let draft = ActivityItemDraft(
                code: row.0,
                activityCode: row.1,
                day: row.2,
                position: row.3,
                kind: row.4,
                title: Titles(columns: row.5),
                startsOn: row.6,
                endsOn: row.7,
                hostCode: row.8,
                place: ActivityPlace(venueCode: row.9, place: Titles(row: row.10), country: nil),
                headcount: Headcount(
                    count: row.11,
                    qualifier: row.12,
                    men: row.13,
                    women: row.14
                )
            )
            return ActivityItem(draft: draft, version: row.15)
        }
    }

    package var json: JSON {
        .object(
            [
                JSON.Member("code", .string(draft.code)),
                JSON.Member("activity_code", .string(draft.activityCode)),
                JSON.Member("day", draft.day.map(JSON.integer) ?? .null),
                JSON.Member("position", .integer(draft.position)),
                JSON.Member("kind", .string(draft.kind.rawValue)),
                JSON.Member("title", draft.title.json),
                JSON.Member("starts_on", JSON(draft.startsOn?.description)),
                JSON.Member("ends_on", JSON(draft.endsOn?.description)),
                JSON.Member("host_code", JSON(draft.hostCode)),
                JSON.Member("venue_code", JSON(draft.place.venueCode)),
                JSON.Member("place", draft.place.place?.json ?? .null),
            ] + draft.headcount.members + [JSON.Member("version", .integer(version))]
        )
    }
}

/// What can be entered about a part of an activity.
package struct ActivityItemDraft: Hashable, Sendable {
    package let code: String
    package let activityCode: String
    /// The day of the activity, from 1; nil in a series.
    package let day: Int?
    package let position: Int
    package let kind: ActivityItem.Kind
    package let title: Titles
    package let startsOn: CalendarDate?
    package let endsOn: CalendarDate?
    package let hostCode: String?
    package let place: ActivityPlace
    package let headcount: Headcount
}

extension ActivityItemDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields: [DraftField] =
        [
            .code, .code("activity_code", "The activity that it is of.", isRequired: true),
            DraftField("day", "The day of the activity, from 1; none in a series.", .integer),
            DraftField(
                "position",
                "Its place in the order of the day.",
                .integer,
                isRequired: true
            ),
            .choice("kind", ActivityItem.Kind.self, "What it is.", isRequired: true),
        ] + DraftField.titles("title") + [
            .startsOn, .endsOn, .code("host_code", "The organisation whose guests they are."),
        ] + ActivityPlace.fields + Headcount.fields

    package init(_ form: inout Form) throws {
        code = form.code("code")
        activityCode = form.code("activity_code")
        day = form.optionalInteger("day", in: 1...366)
        position = form.integer("position", in: 1...1_000)
        kind = form.choice("kind") ?? .meeting
        title = form.titles("title")
        (startsOn, endsOn) = form.period()
        hostCode = form.optionalCode("host_code")
        place = ActivityPlace(&form)
        headcount = Headcount(&form)
        try form.check()
    }

    package var form: Form {
        var values = title.fields("title")
        values.merge(place.values) { $1 }
        values.merge(headcount.values) { $1 }
        values["code"] = code
        values["activity_code"] = activityCode
        values["day"] = day.map(String.init)
        values["position"] = String(position)
        values["kind"] = kind.rawValue
        values["starts_on"] = startsOn?.description
        values["ends_on"] = endsOn?.description
        values["host_code"] = hostCode
        return Form(values)
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "activity_items_code_once": CodeTaken(ActivityItem.spoken)
        case "activity_items_position_once":
            InvalidForm([FieldProblem("position", "another item of the day has it")])
        case "activity_items_day_within":
            InvalidForm([FieldProblem("day", "lies after the last day of the activity")])
        default: nil
        }
    }

    private var references: [Reference] {
        [
            Reference("activity_code", Activity.self, activityCode),
            Reference("host_code", Organisation.self, hostCode),
            Reference("venue_code", Venue.self, place.venueCode),
        ]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO activity_items (
                code, activity_id, day, position, kind, title_sr_cyrl, title_sr_latn, title_en,
                starts_on, ends_on, host_id, venue_id, place_sr_cyrl, place_sr_latn, place_en,
                headcount, headcount_qualifier, headcount_men, headcount_women)
            VALUES (
                \(code), (SELECT id FROM activities WHERE code = \(activityCode)), \(day),
                \(position), \(kind), \(title.srCyrl), \(title.srLatn), \(title.en), \(startsOn),
                \(endsOn), (SELECT id FROM organisations WHERE code = \(hostCode)),
                (SELECT id FROM venues WHERE code = \(place.venueCode)), \(place.place?.srCyrl),
                \(place.place?.srLatn), \(place.place?.en), \(headcount.count),
                \(headcount.qualifier), \(headcount.men), \(headcount.women))
            """
        )
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        return try transaction.execute(
            """
            UPDATE activity_items
            SET activity_id = (SELECT id FROM activities WHERE code = \(activityCode)),
                day = \(day), position = \(position), kind = \(kind),
                title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en), starts_on = \(startsOn), ends_on = \(endsOn),
                host_id = (SELECT id FROM organisations WHERE code = \(hostCode)),
                venue_id = (SELECT id FROM venues WHERE code = \(place.venueCode)),
                place_sr_cyrl = \(place.place?.srCyrl), place_sr_latn = \(place.place?.srLatn),
                place_en = \(place.place?.en), headcount = \(headcount.count),
                headcount_qualifier = \(headcount.qualifier), headcount_men = \(headcount.men),
                headcount_women = \(headcount.women)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        ) == 1
    }
}
