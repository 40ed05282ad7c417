import Postgres

// What projects, activities and plans say.
extension DocumentFacts {
    mutating func addPlanning(
        _ scope: ReportScope,
        _ subjects: [String: String],
        _ groups: Set<String>,
        in transaction: borrowing Transaction
    ) throws {
        if let project = scope.project {
            if groups.contains("programme") {
                try addProgramme(project.id, scope, in: transaction)
            }
            if groups.contains("output") { try addOutputs(project.id, scope, in: transaction) }
            if groups.contains("tag") {
                let tags = try transaction.rows(
                    """
                    SELECT tags.code FROM \(scope.told("project_tags"))
                    JOIN tags ON tags.id = project_tags.tag_id
                    WHERE project_tags.project_id = \(project.id)
                    ORDER BY tags.code
                    """,
                    as: String.self
                )
                for tag in tags { add("tag", tag) }
            }
        }
        if let code = subjects["activity"], groups.contains("activity") {
            try addActivity(code, scope, in: transaction)
        }
        if let code = subjects["workshops"], groups.contains("workshops") {
            try addWorkshops(code, scope, in: transaction)
        }
        if let code = subjects["plan"], groups.contains("plan") {
            try addPlan(code, scope, in: transaction)
        }
        if let code = subjects["venue"], groups.contains("venue") {
            try addAliases(ofVenue: code, in: transaction)
        }
    }

    private mutating func addAliases(
        ofVenue code: String,
        in transaction: borrowing Transaction
    ) throws {
        let aliases = try transaction.rows(
            """
            SELECT alias FROM venue_aliases JOIN venues ON venues.id = venue_id
            WHERE venues.code = \(code)
            ORDER BY venue_aliases.id
            """,
            as: String.self
        )
        for alias in aliases { add("venue.alias", alias) }
    }

    private mutating func addProgramme(
        _ project: ID<Project>,
        _ scope: ReportScope,
        in transaction: borrowing Transaction
    ) throws {
        let found = try transaction.row(
            """
            SELECT programmes.code, \(scope.title("programmes")), programmes.starts_on,
                \(scope.pick(
                    "programmes.objective_sr_cyrl", "programmes.objective_sr_latn",
                    "programmes.objective_en"))
            FROM \(scope.told("projects"))
            JOIN projects_on(\(scope.asOf)) AS programmes ON programmes.id = projects.programme_id
            WHERE projects.id = \(project)
            """,
            as: (String.self, String.self, CalendarDate?.self, String?.self)
        )
        add("programme.objective", found?.3)
        add("programme", found?.0)
        add("programme.title", found?.1)
        add("programme.starts_on", found?.2)
    }

    private mutating func addOutputs(
        _ project: ID<Project>,
        _ scope: ReportScope,
        in transaction: borrowing Transaction
    ) throws {
        let found = try transaction.rows(
            """
            SELECT code, \(scope.title("project_outputs")), starts_on, ends_on
            FROM \(scope.told("project_outputs")) WHERE project_id = \(project)
            ORDER BY code
            """,
            as: (String.self, String.self, CalendarDate?.self, CalendarDate?.self)
        )
        for (code, title, from, to) in found {
            add("output.\(code)", title)
            add("output.\(code).from", from)
            add("output.\(code).to", to)
        }
    }

    private mutating func addActivity(
        _ code: String,
        _ scope: ReportScope,
        in transaction: borrowing Transaction
    ) throws {
        let found = try transaction.row(
            """
            SELECT activities.starts_on, activities.ends_on, activities.ordinal,
                activities.country, venues.code, activities.kind, projects.code,
                \(scope.pick("outcome_sr_cyrl", "outcome_sr_latn", "outcome_en"))
            FROM \(scope.told("activities"))
            LEFT JOIN venues ON venues.id = activities.venue_id
            LEFT JOIN projects ON projects.id = activities.project_id
            WHERE activities.code = \(code)
            """,
            as: (
                CalendarDate.self, CalendarDate.self, Int?.self, String?.self, String?.self,
                String.self, String?.self, String?.self
            )
        )
        guard let found else { throw NotFound("activity", code) }
        add("activity.outcome", found.7)
        add("activity.outcome.inside", found.7.map(DocumentSentence.inside))
        add("activity.starts_on", found.0)
        add("activity.days", found.1.dayNumber - found.0.dayNumber + 1)
        add("activity.ordinal", found.2)
        add("activity.country", found.3)
        add("activity.venue", found.4)
        add("activity.kind", found.5)
        add("activity.project", found.6)
        let tags = try transaction.rows(
            """
            SELECT tags.code
            FROM \(scope.told("activity_tags"))
            JOIN activities ON activities.id = activity_tags.activity_id
            JOIN tags ON tags.id = activity_tags.tag_id
            WHERE activities.code = \(code)
            ORDER BY tags.code
            """,
            as: String.self
        )
        for tag in tags { add("activity.tag", tag) }
        let employments = try transaction.rows(
            """
            SELECT DISTINCT employment
            FROM activity_participants
            JOIN activities ON activities.id = activity_participants.activity_id
            WHERE activities.code = \(code)
            ORDER BY employment
            """,
            as: String.self
        )
        for employment in employments { add("activity.employment", employment) }
        try addHandovers(code, scope, in: transaction)
        try addItems(code, scope, in: transaction)
        try addGuests(code, scope, in: transaction)
    }

    /// Of how many LSGs somebody was given a certificate at a ceremony, by what was handed over.
    ///
    /// Nothing where nobody was: then nothing is to be said of it.
    private mutating func addHandovers(
        _ code: String,
        _ scope: ReportScope,
        in transaction: borrowing Transaction
    ) throws {
        let lsgs = try transaction.value(
            """
            SELECT count(DISTINCT outcomes.lsg_code)
            FROM \(scope.told("activities"))
            JOIN activity_batches ON activity_batches.activity_id = activities.id
            JOIN certificates ON certificates.batch_id = activity_batches.batch_id
            JOIN outcomes ON outcomes.enrolment_id = certificates.enrolment_id
            CROSS JOIN LATERAL (
                SELECT handed_on FROM certificate_handovers
                WHERE certificate_id = certificates.id ORDER BY id DESC LIMIT 1
            ) AS handover
            WHERE activities.code = \(code)
                AND handover.handed_on BETWEEN activities.starts_on AND activities.ends_on
            """,
            as: Int.self
        )
        if let lsgs, lsgs > 0 { add("activity.handed_lsgs", lsgs) }
    }

    /// The items of a programme and their places; those of its last day also apart.
    private mutating func addItems(
        _ code: String,
        _ scope: ReportScope,
        in transaction: borrowing Transaction
    ) throws {
        let items = try transaction.rows(
            """
            SELECT activity_items.code, \(scope.title("activity_items")), coalesce(\(scope.pick(
                "activity_items.place_sr_cyrl", "activity_items.place_sr_latn",
                "activity_items.place_en")), ''), day IS NOT DISTINCT FROM max(day) OVER ()
            FROM \(scope.told("activity_items"))
            JOIN activities ON activities.id = activity_items.activity_id
            WHERE activities.code = \(code)
            ORDER BY day, position
            """,
            as: (String.self, String.self, String.self, Bool.self)
        )
        for (item, title, place, isOfLastDay) in items {
            add("activity.item.\(item)", title)
            if !place.isEmpty { add("activity.place", place) }
            if !place.isEmpty, isOfLastDay { add("activity.last-day-place", place) }
        }
    }

    private mutating func addGuests(
        _ code: String,
        _ scope: ReportScope,
        in transaction: borrowing Transaction
    ) throws {
        let organisations = try transaction.rows(
            """
            SELECT activity_organisations.role, organisations.code
            FROM \(scope.told("activity_organisations"))
            JOIN activities ON activities.id = activity_organisations.activity_id
            JOIN organisations ON organisations.id = activity_organisations.organisation_id
            WHERE activities.code = \(code)
            UNION
            SELECT CASE WHEN day = max(day) OVER () THEN 'last-day-host' ELSE 'host' END,
                organisations.code
            FROM \(scope.told("activity_items"))
            JOIN activities ON activities.id = activity_items.activity_id
            JOIN organisations ON organisations.id = activity_items.host_id
            WHERE activities.code = \(code)
            ORDER BY 1, 2
            """,
            as: (String.self, String.self)
        )
        for (role, organisation) in organisations { add("activity.\(role)", organisation) }
        let speakers = try transaction.rows(
            """
            SELECT activity_speakers.code, \(scope.pick(
                "name_sr_cyrl", "name_sr_latn", "name_en")), \(scope.pick(
                "function_sr_cyrl", "function_sr_latn", "function_en")), \(scope.pick(
                "remark_sr_cyrl", "remark_sr_latn", "remark_en"))
            FROM \(scope.told("activity_speakers"))
            JOIN activities ON activities.id = activity_speakers.activity_id
            WHERE activities.code = \(code)
            ORDER BY activity_speakers.code
            """,
            as: (String.self, String.self, String.self, String?.self)
        )
        for (code, name, function, remark) in speakers {
            add("activity.\(code)", name)
            add("activity.\(code).function", function)
            add("activity.\(code).function.opening", DocumentSentence.opening(function))
            add("activity.\(code).remark", remark)
        }
    }

    /// A series of workshops: in how many centres, and how many people, whom nobody names.
    private mutating func addWorkshops(
        _ code: String,
        _ scope: ReportScope,
        in transaction: borrowing Transaction
    ) throws {
        let found = try transaction.row(
            """
            SELECT headcount, headcount_qualifier,
                (SELECT count(DISTINCT venues.id) FROM \(scope.told("activity_items"))
                    JOIN venues ON venues.id = activity_items.venue_id
                    WHERE activity_items.activity_id = activities.id
                        AND venues.kind IN ('reception-centre', 'asylum-centre'))
            FROM \(scope.told("activities")) WHERE code = \(code)
            """,
            as: (Int?.self, String.self, Int.self)
        )
        guard let found else { throw NotFound("activity", code) }
        add("workshops.users", found.0)
        add("workshops.qualifier", found.1)
        add("workshops.centres", found.2)
    }

    private mutating func addPlan(
        _ code: String,
        _ scope: ReportScope,
        in transaction: borrowing Transaction
    ) throws {
        let found = try transaction.row(
            """
            SELECT validations.starts_on, approvers.code, needs_assessments.starts_on,
                assessors.code, \(scope.title("plans")), \(scope.pick(
                    "findings_sr_cyrl", "findings_sr_latn", "findings_en")),
                validations.kind, \(scope.title("needs_assessments"))
            FROM \(scope.told("plans"))
            LEFT JOIN activities_on(\(scope.asOf)) AS validations
                ON validations.id = plans.validation_id
            LEFT JOIN organisations AS approvers ON approvers.id = plans.approver_id
            LEFT JOIN \(scope.told("needs_assessments"))
                ON needs_assessments.id = plans.needs_assessment_id
            LEFT JOIN organisations AS assessors ON assessors.id = needs_assessments.assessor_id
            WHERE plans.code = \(code)
            """,
            as: (
                CalendarDate?.self, String?.self, CalendarDate?.self, String?.self, String.self,
                String?.self, String?.self, String?.self
            )
        )
        guard let found else { throw NotFound("plan", code) }
        add("plan.validation", found.6)
        add("plan.needs_assessment", found.7)
        add("plan.title", found.4)
        add("plan.findings", found.5)
        add("plan.validated_on", found.0)
        add("plan.approver", found.1)
        add("plan.needs_assessed_on", found.2)
        add("plan.assessor", found.3)
        let areas = try transaction.rows(
            """
            SELECT plan_areas.kind, \(scope.titleThen("plan_areas")),
                row_number() OVER (PARTITION BY plan_areas.kind ORDER BY plan_areas.position) = 1
            FROM \(scope.told("plan_areas")) JOIN plans ON plans.id = plan_areas.plan_id
            WHERE plans.code = \(code)
            ORDER BY plan_areas.kind, plan_areas.position
            """,
            as: (String.self, String.self, Bool.self)
        )
        for (kind, title, isFirst) in areas {
            add("plan.\(kind)", title)
            add("plan.\(kind).inside", isFirst ? DocumentSentence.inside(title) : title)
        }
    }
}
