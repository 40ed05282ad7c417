import Documents
import Postgres

/// What can be entered about an activity.
package struct ActivityDraft: Hashable, Sendable {
    package let code: String
    package let kind: Activity.Kind
    /// Which meeting of a board it is: the first, the second.
    package let ordinal: Int?
    package let title: Titles
    package let startsOn: CalendarDate
    package let endsOn: CalendarDate
    package let projectCode: String?
    package let place: ActivityPlace
    /// For migrants who use a centre: nobody of them is ever named.
    package let isForUsers: Bool
    package let headcount: Headcount
    /// What came of it, what was agreed.
    package let outcome: Titles?
    /// Role and code of an organisation, as in `host OFII`; sorted.
    let organisations: [String]
    package let tags: [String]
    /// The numbers of the batches of certificates that are handed out.
    package let batches: [String]

    /// The columns of an import that name organisations, and the roles that they mean.
    private static let roleColumns = ["hosts": "host", "organisers": "organiser"]

    /// The codes of the organisations that have a role in the activity.
    package func organisations(as role: String) -> [String] {
        organisations.filter { $0.hasPrefix(role + " ") }
            .map { String($0.dropFirst(role.count + 1)) }
    }
}

extension ActivityDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields: [DraftField] =
        [
            .code, .choice("kind", Activity.Kind.self, "What it is.", isRequired: true),
            DraftField("ordinal", "The how-manieth of its kind in the project.", .integer),
        ] + DraftField.titles("title") + [
            DraftField("starts_on", "The first day; may lie outside the project.", .date),
            DraftField("ends_on", "The last day; the first by default.", .date),
            .code("project_code", "The project that pays, if any."),
        ] + ActivityPlace.fields + [
            DraftField("country", "The country abroad, in two letters."),
            DraftField("is_for_users", "For users of a centre, who are never named.", .boolean),
        ] + Headcount.fields + DraftField.titles("outcome") + [
            DraftField("hosts", "Codes of organisations.", .list),
            DraftField("organisers", "Codes of organisations.", .list), .tags,
            DraftField("batches", "Numbers of batches of certificates handed out there.", .list),
        ]

    package init(_ form: inout Form) throws {
        code = form.code("code")
        kind = form.choice("kind") ?? .workshop
        ordinal = form.optionalInteger("ordinal", in: 1...1_000)
        title = form.titles("title")
        startsOn = form.date("starts_on")
        endsOn = form.optionalDate("ends_on") ?? startsOn
        projectCode = form.optionalCode("project_code")
        place = ActivityPlace(&form)
        isForUsers = form.flag("is_for_users")
        headcount = Headcount(&form)
        outcome = form.optionalTitles("outcome", lengthMax: 1_000)
        tags = form.codes("tags")
        var organisations: Set<String> = []
        for (column, role) in Self.roleColumns {
            organisations.formUnion(form.codes(column).map { "\(role) \($0)" })
        }
        self.organisations = organisations.sorted { $0.unicodeScalarsPrecede($1) }
        let numbers = form.list("batches").compactMap(Int.init)
        if numbers.count != form.list("batches").count {
            form.refuse("batches", "are numbers of batches")
        }
        batches = Set(numbers).sorted().map(String.init)
        if !batches.isEmpty, kind != .awardCeremony {
            form.refuse("batches", "are handed out at an award-ceremony")
        }
        if isForUsers, kind != .workshop {
            form.refuse("is_for_users", "is said of a workshop")
        }
        if endsOn < startsOn { form.refuse("ends_on", "lies before starts_on") }
        try form.check()
    }

    package var form: Form {
        var values = title.fields("title")
        values.merge(outcome?.fields("outcome") ?? [:]) { $1 }
        values.merge(place.values) { $1 }
        values.merge(headcount.values) { $1 }
        values["code"] = code
        values["kind"] = kind.rawValue
        values["ordinal"] = ordinal.map(String.init)
        values["starts_on"] = startsOn.description
        values["ends_on"] = endsOn.description
        values["project_code"] = projectCode
        values["is_for_users"] = isForUsers ? "true" : "false"
        var lists = ["tags": tags, "batches": batches]
        for (column, role) in Self.roleColumns { lists[column] = organisations(as: role) }
        return Form(values, lists: lists)
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "activities_code_once": CodeTaken(Activity.noun)
        case "activities_ordinal_once":
            InvalidForm([
                FieldProblem("ordinal", "another one of the project is of this kind and number")
            ])
        case "activity_items_day_within":
            InvalidForm([FieldProblem("ends_on", "its programme has an item on a later day")])
        case "activity_participants_activity_fkey":
            InvalidForm([
                FieldProblem(
                    "is_for_users",
                    "has participants by name: what is for users of a centre has none"
                )
            ])
        case "activity_batches_activity_fkey":
            InvalidForm([FieldProblem("kind", "certificates are handed out at it")])
        case "activity_batches_batch_fkey":
            InvalidForm([FieldProblem("batches", "there is no batch of this number", .notFound)])
        case "activity_batches_once":
            InvalidForm([FieldProblem("batches", "one of them is handed out elsewhere")])
        case "plans_validation_fkey":
            InvalidForm([FieldProblem("kind", "a plan was approved at it")])
        default: nil
        }
    }

    private var references: [Reference] {
        [
            Reference("project_code", Project.self, projectCode),
            Reference("venue_code", Venue.self, place.venueCode),
            Reference("hosts", Organisation.self, organisations(as: "host")),
            Reference("organisers", Organisation.self, organisations(as: "organiser")),
            Reference("tags", Tag.self, tags),
        ]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO activities (
                code, kind, ordinal, title_sr_cyrl, title_sr_latn, title_en, starts_on, ends_on,
                project_id, venue_id, place_sr_cyrl, place_sr_latn, place_en, country,
                is_for_users, headcount, headcount_qualifier, headcount_men, headcount_women,
                outcome_sr_cyrl, outcome_sr_latn, outcome_en)
            VALUES (
                \(code), \(kind), \(ordinal), \(title.srCyrl), \(title.srLatn), \(title.en),
                \(startsOn), \(endsOn), (SELECT id FROM projects WHERE code = \(projectCode)),
                (SELECT id FROM venues WHERE code = \(place.venueCode)),
                \(place.place?.srCyrl), \(place.place?.srLatn), \(place.place?.en),
                \(place.country), \(isForUsers), \(headcount.count), \(headcount.qualifier),
                \(headcount.men), \(headcount.women), \(outcome?.srCyrl), \(outcome?.srLatn),
                \(outcome?.en))
            """
        )
        try enterLinks(in: transaction)
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        if kind != .awardCeremony { try enterBatches(in: transaction) }
        let count = try transaction.execute(
            """
            UPDATE activities
            SET kind = \(kind), ordinal = \(ordinal), title_sr_cyrl = \(title.srCyrl),
                title_sr_latn = \(title.srLatn), title_en = \(title.en), starts_on = \(startsOn),
                ends_on = \(endsOn),
                project_id = (SELECT id FROM projects WHERE code = \(projectCode)),
                venue_id = (SELECT id FROM venues WHERE code = \(place.venueCode)),
                place_sr_cyrl = \(place.place?.srCyrl), place_sr_latn = \(place.place?.srLatn),
                place_en = \(place.place?.en), country = \(place.country),
                is_for_users = \(isForUsers), headcount = \(headcount.count),
                headcount_qualifier = \(headcount.qualifier), headcount_men = \(headcount.men),
                headcount_women = \(headcount.women), outcome_sr_cyrl = \(outcome?.srCyrl),
                outcome_sr_latn = \(outcome?.srLatn), outcome_en = \(outcome?.en)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        guard count == 1 else { return false }
        try enterLinks(in: transaction)
        return true
    }

    private func enterLinks(in transaction: borrowing Transaction) throws {
        try Activity.tags.replace(of: code, with: tags, in: transaction)
        try enterBatches(in: transaction)
        try Activity.organisations.replace(of: code, with: organisations, in: transaction)
    }

    private func enterBatches(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            DELETE FROM activity_batches
            WHERE activity_id = (SELECT id FROM activities WHERE code = \(code))
                AND NOT batch_id::text = ANY(\(batches))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO activity_batches (activity_id, batch_id)
            SELECT activities.id, wanted::bigint
            FROM unnest(\(batches)) AS wanted JOIN activities ON activities.code = \(code)
            WHERE NOT EXISTS (
                SELECT FROM activity_batches AS known
                WHERE known.activity_id = activities.id AND known.batch_id = wanted::bigint)
            """
        )
    }
}

extension Activity {
    package var json: JSON {
        func codes(_ codes: [String]) -> JSON { .array(codes.map(JSON.string)) }
        return .object(
            [
                JSON.Member("code", .string(draft.code)),
                JSON.Member("kind", .string(draft.kind.rawValue)),
                JSON.Member("ordinal", draft.ordinal.map(JSON.integer) ?? .null),
                JSON.Member("title", draft.title.json),
                JSON.Member("starts_on", draft.startsOn.json),
                JSON.Member("ends_on", draft.endsOn.json),
                JSON.Member("project_code", JSON(draft.projectCode)),
                JSON.Member("venue_code", JSON(draft.place.venueCode)),
                JSON.Member("place", draft.place.place?.json ?? .null),
                JSON.Member("country", JSON(draft.place.country)),
                JSON.Member("is_for_users", .bool(draft.isForUsers)),
            ] + draft.headcount.members + [
                JSON.Member("outcome", draft.outcome?.json ?? .null),
                JSON.Member("hosts", codes(draft.organisations(as: "host"))),
                JSON.Member("organisers", codes(draft.organisations(as: "organiser"))),
                JSON.Member("tags", codes(draft.tags)),
                JSON.Member("batches", codes(draft.batches)),
                JSON.Member("version", .integer(version)),
            ]
        )
    }
}
