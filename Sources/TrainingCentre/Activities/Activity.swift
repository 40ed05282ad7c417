import Postgres

/// A dated thing that is no training: a workshop, a study visit, a meeting, a ceremony.
///
/// Nobody passes it and no count of trainings sees it. Users of a centre, who are migrants, are
/// counted and never named.
package struct Activity: CodedNoun {
    package static let noun = "activity"
    package static let plural = "activities"
    static let tags = CodedLinks(
        table: "activity_tags",
        owners: "activities",
        ownerID: "activity_id",
        others: "tags",
        otherID: "tag_id"
    )
    static let organisations = OrganisationRoles(
        table: "activity_organisations",
        owners: "activities",
        ownerID: "activity_id"
    )

    package let draft: ActivityDraft
    package let version: Int

    /// What an activity is.
    package enum Kind: String, CaseIterable, Sendable {
        case workshop
        case studyVisit = "study-visit"
        case steeringBoardMeeting = "steering-board-meeting"
        case awardCeremony = "award-ceremony"
        case validationWorkshop = "validation-workshop"
        case workingMeeting = "working-meeting"
    }

    /// Activities are found by their titles, and by who spoke.
    package static func isFound(by words: SearchWords) -> SQL {
        """
        activities.id IN (
            \(words.rows("id", of: "activities"))
            UNION ALL \(words.rows("activity_id", of: "activity_speakers")))
        """
    }

    /// Numbers count as such: the second meeting comes before the tenth.
    package static var listOrder: SQL { "\(inOrder("activities.code")), activities.code" }

    package static func isListed(after code: String) -> SQL {
        "(\(listOrder)) > (\(inOrder("\(code)::text")), \(code))"
    }

    /// A code whose numbers are all of the same length, which is that of the longest code.
    private static func inOrder(_ code: SQL) -> SQL {
        #"""
        regexp_replace(
            regexp_replace(\#(code), '([0-9]+)', repeat('0', 40) || '\1', 'g'),
            '[0-9]*([0-9]{40})', '\1', 'g')
        """#
    }

    /// The activities of a project and of those merged with it, in the order of their days.
    static func list(
        of project: ID<Project>,
        in transaction: borrowing Transaction
    ) throws -> [Activity] {
        try rows(
            """
            WHERE activities.project_id IN (\(Project.records(of: project)))
            ORDER BY activities.starts_on, \(listOrder)
            """,
            in: transaction
        )
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Activity] {
        try transaction.rows(
            """
            SELECT activities.code, activities.kind, activities.ordinal,
                ARRAY[activities.title_sr_cyrl, activities.title_sr_latn, activities.title_en],
                activities.starts_on, activities.ends_on,
                (SELECT code FROM projects WHERE id = activities.project_id),
                (SELECT code FROM venues WHERE id = activities.venue_id),
                array_remove(ARRAY[
                    activities.place_sr_cyrl, activities.place_sr_latn, activities.place_en], NULL),
                activities.country, activities.is_for_users, activities.headcount,
                activities.headcount_qualifier, activities.headcount_men,
                activities.headcount_women,
                array_remove(ARRAY[
                    activities.outcome_sr_cyrl, activities.outcome_sr_latn,
                    activities.outcome_en], NULL),
                \(organisations.all), \(tags.codes), \(batches), activities.row_version
            FROM activities
            \(condition)
            """,
            as: (
                String.self, Kind.self, Int?.self, [String].self, CalendarDate.self,
                CalendarDate.self, String?.self, String?.self, [String].self, String?.self,
                Bool.self, Int?.self, Headcount.Qualifier.self, Int?.self, Int?.self,
                [String].self, [String].self, [String].self, [String].self, Int.self
            )
        ).map { row in
            let place = ActivityPlace(
                venueCode: row.7,
                place: Titles(row: row.8),
                country: row.9
            )
            let draft = ActivityDraft(
                code: row.0,
                kind: row.1,
                ordinal: row.2,
                title: Titles(columns: row.3),
                startsOn: row.4,
                endsOn: row.5,
                projectCode: row.6,
                place: place,
                isForUsers: row.10,
                headcount: Headcount(
                    count: row.11,
                    qualifier: row.12,
                    men: row.13,
                    women: row.14
                ),
                outcome: Titles(row: row.15),
                organisations: row.16,
                tags: row.17,
                batches: row.18
            )
            return Activity(draft: draft, version: row.19)
        }
    }

    /// The numbers of the batches of certificates that are handed out.
    private static let batches: SQL = """
        ARRAY(
            SELECT batch_id::text FROM activity_batches
            WHERE activity_id = activities.id ORDER BY activity_batches.batch_id)
        """
}

/// Where something takes place: at a venue that is known, or at a place that is only named.
package struct ActivityPlace: Hashable, Sendable {
    package let venueCode: String?
    package let place: Titles?
    /// The code of a country abroad, as ISO 3166 has it.
    package let country: String?

    static let fields: [DraftField] =
        [.code("venue_code", "A venue that is known; or name a place.")]
        + DraftField.titles("place")

    /// Reads `venue_code` and `place_…`, of which one or none is filled in, and `country`.
    init(_ form: inout Form) {
        venueCode = form.optionalCode("venue_code")
        place = form.optionalTitles("place", lengthMax: 200)
        country = form.optionalText("country")?.uppercased()
        if venueCode != nil, place != nil {
            form.refuse("venue_code", "is filled in, and so is a place: say one of them")
        }
        if let country, country.wholeMatch(of: /[A-Z]{2}/) == nil {
            form.refuse("country", "is no code of two letters, such as GE")
        }
    }

    init(venueCode: String?, place: Titles?, country: String?) {
        self.venueCode = venueCode
        self.place = place
        self.country = country
    }

    /// As the fields of a form.
    var values: [String: String] {
        var values = place?.fields("place") ?? [:]
        values["venue_code"] = venueCode
        values["country"] = country
        return values
    }
}
