import Postgres

/// The rows of a noun as its import reads them: what is exported from one centre is imported into
/// another, and says there what it said here.
package struct ExportedTable: Sendable {
    package let noun: ExportedNoun

    /// Only the rows of this cohort, for nouns that have one.
    let cohort: String?

    /// The table of a noun.
    ///
    /// Refuses with `InvalidForm` a cohort for a noun without one.
    package init(_ noun: ExportedNoun, cohort: String? = nil) throws {
        self.noun = noun
        self.cohort = cohort?.uppercased()
        guard cohort == nil || columns.contains("cohort_code") else {
            throw InvalidForm([FieldProblem("cohort", "\(noun.rawValue) are of no cohort")])
        }
    }

    package init(_ noun: ImportedNoun, cohort: String? = nil) throws {
        try self.init(.imported(noun), cohort: cohort)
    }

    /// The columns that are written: those that the import reads, and what is told besides.
    package var columns: [String] {
        switch noun {
        case .imported(let noun): Self.columns(of: noun)
        case .register(let register): register.columns
        }
    }

    private static func columns(of noun: ImportedNoun) -> [String] {
        if let rows = noun.rows { return rows.columns + rows.told }
        return switch noun {
        case .people: personColumns + ["nominated_email"]
        case .enrolments:
            ["cohort_code"] + personColumns + [
                "lsg_code", "institution", "function", "target_group", "employment",
                "participation", "organisation_code", "status", "withdrawn_on", "held_seat",
                "offer_ends_at", "queue_place", "reason",
            ]
        // The number of a batch is of this centre alone; `activity-batches` names it for others.
        case .activities: noun.columns.filter { $0 != "batches" }
        case .trainers: noun.columns.filter { !namesInOne.contains($0) }
        default: noun.columns
        }
    }

    /// Columns that say again what others say, for files that have those alone.
    private static let namesInOne: Set = [
        "given_name", "family_name", "name", "name_family_first", "proposed_script",
    ]

    private static let personColumns = [
        "given_name_cyrl", "family_name_cyrl", "given_name_latn", "family_name_latn",
        "proposed_script", "sex", "email",
    ]

    /// Gives every row, one after another, in an order that depends on what they say alone.
    ///
    /// Refuses with `AccessError.notAllowed` what the actor may not read, and with `NotFound` a
    /// cohort that is not there. Call it on one snapshot; it keeps no more than a page in memory.
    package func forEachRow(
        by actor: Actor,
        in transaction: borrowing Transaction,
        _ body: ([String]) throws -> Void
    ) throws {
        try check(actor, in: transaction)
        switch noun {
        case .register(let register):
            try entries(of: register, in: transaction, body)
        case .imported(let noun): try rows(of: noun, by: actor, in: transaction, body)
        }
    }

    private func rows(
        of noun: ImportedNoun,
        by actor: Actor,
        in transaction: borrowing Transaction,
        _ body: ([String]) throws -> Void
    ) throws {
        if let type = noun.coded { return try coded(type, in: transaction, body) }
        if let rows = noun.rows { return try each(rows, in: transaction, body) }
        switch noun {
        case .courseVersions: try courseVersions(in: transaction, body)
        case .trainers: try trainers(by: actor, in: transaction, body)
        case .questionnaires: try questionnaires(in: transaction, body)
        case .sessions: try transaction.forEachRow(sessions, as: [String].self, body)
        case .people: try transaction.forEachRow(people, as: [String].self, body)
        case .attendance: try transaction.forEachRow(attendance, as: [String].self, body)
        case .results: try transaction.forEachRow(results, as: [String].self, body)
        default: try transaction.forEachRow(enrolments, as: [String].self, body)
        }
    }

    /// Refuses what `forEachRow` refuses, before there is a row.
    func check(_ actor: Actor, in transaction: borrowing Transaction) throws {
        // Drafts and merged records too: for those who work here, even where lists are public.
        let isPersonal =
            switch noun {
            case .imported(let noun): noun.holdsPersonalData
            case .register: true
            }
        try actor.require(isPersonal ? .readPeople : .readReports)
        if let cohort { _ = try Cohort.find(cohort, in: transaction) }
    }

    private func coded<Noun: CodedNoun>(
        _ type: Noun.Type,
        in transaction: borrowing Transaction,
        _ body: ([String]) throws -> Void
    ) throws {
        if let cohort {
            let found = try Noun.find(cohort, in: transaction)
            return try body(columns.map { found.draft.form.cell($0) })
        }
        // Those too that lists leave out, because another record stands for them: rows of other
        // nouns may name them.
        var after = ""
        while true {
            let items = try Noun.rows(
                """
                WHERE \(identifier: Noun.plural).code > \(after)
                ORDER BY \(identifier: Noun.plural).code
                LIMIT \(PageRequest.Limits.rowsMax)
                """,
                in: transaction
            )
            for item in items {
                let form = item.draft.form
                try body(columns.map { form.cell($0) })
            }
            guard let last = items.last else { return }
            after = last.draft.code
        }
    }

    private func each<Noun: RowNoun>(
        _ type: Noun.Type,
        in transaction: borrowing Transaction,
        _ body: ([String]) throws -> Void
    ) throws {
        try transaction.forEachRow(Noun.exported(cohort: cohort), as: [String].self, body)
    }

    private var people: SQL {
        """
        SELECT ARRAY[
            given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn,
            coalesce(proposed_script, ''), coalesce(sex, ''), email,
            coalesce(nominated_email, '')]
        FROM people
        ORDER BY email COLLATE "C"
        """
    }

    /// One enrolment of each person in each cohort, the live one or the last: it is the one that
    /// an import of the row means.
    private var chosen: SQL {
        """
        SELECT DISTINCT ON (enrolments.cohort_id, enrolments.person_id) enrolments.id
        FROM enrolments
        WHERE \(cohort)::text IS NULL
            OR enrolments.cohort_id = (SELECT id FROM cohorts WHERE code = \(cohort))
        ORDER BY enrolments.cohort_id, enrolments.person_id,
            is_live_enrolment(enrolments.status) DESC, enrolments.id DESC
        """
    }

    private var enrolments: SQL {
        """
        WITH chosen AS (\(chosen))
        SELECT ARRAY[
            cohorts.code, people.given_name_cyrl, people.family_name_cyrl, people.given_name_latn,
            people.family_name_latn, coalesce(people.proposed_script, ''),
            coalesce(enrolments.sex, ''), people.email,
            coalesce(enrolments.city_municipality_code, enrolments.lsg_code, ''),
            enrolments.institution, enrolments.function, enrolments.target_group,
            enrolments.employment, enrolments.participation, coalesce(organisations.code, ''),
            enrolments.status, coalesce(to_char(enrolments.withdrawn_on, 'YYYY-MM-DD'), ''),
            CASE WHEN enrolments.status = 'withdrawn' THEN enrolments.held_seat::text ELSE '' END,
            coalesce(to_char(
                enrolments.offer_ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), ''),
            CASE WHEN enrolments.status = 'waiting' THEN (row_number() OVER (
                PARTITION BY enrolments.cohort_id, enrolments.status
                ORDER BY coalesce(enrolments.queue_position, enrolments.id)))::text ELSE '' END,
            -- An import of what has been taken from somebody wants to know why.
            CASE WHEN enrolments.status IN ('withdrawn', 'no-show') THEN coalesce((
                SELECT coalesce(reason, CASE WHEN is_by_holder THEN 'own decision' END)
                FROM enrolment_events
                WHERE enrolment_events.enrolment_id = enrolments.id
                ORDER BY enrolment_events.id DESC LIMIT 1), 'not on record') ELSE '' END]
        FROM chosen
        JOIN enrolments ON enrolments.id = chosen.id
        LEFT JOIN organisations ON organisations.id = enrolments.organisation_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        JOIN people ON people.id = enrolments.person_id
        ORDER BY cohorts.code COLLATE "C", people.email COLLATE "C"
        """
    }

    private var attendance: SQL {
        """
        WITH chosen AS (\(chosen))
        SELECT ARRAY[
            cohorts.code, to_char(sessions.held_on, 'YYYY-MM-DD'), people.email, marks.mark,
            trim_scale(sessions.hours)::text,
            coalesce(to_char(sessions.starts_at AT TIME ZONE 'Europe/Belgrade', 'HH24:MI'), '')]
        FROM current_attendance AS marks
        JOIN chosen ON chosen.id = marks.enrolment_id
        JOIN enrolments ON enrolments.id = marks.enrolment_id
        JOIN sessions ON sessions.id = marks.session_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        JOIN people ON people.id = enrolments.person_id
        ORDER BY cohorts.code COLLATE "C", sessions.held_on, sessions.starts_at,
            people.email COLLATE "C"
        """
    }

    /// What counts of each attempt: the last correction.
    private var results: SQL {
        """
        WITH chosen AS (\(chosen)), latest AS (
            SELECT DISTINCT ON (enrolment_id, assessment, attempt)
                enrolment_id, assessment, attempt, score_percent, assessor_id, verifier_id
            FROM results
            ORDER BY enrolment_id, assessment, attempt, id DESC
        )
        SELECT ARRAY[
            cohorts.code, people.email, latest.assessment,
            trim_scale(latest.score_percent)::text, latest.attempt::text,
            coalesce(assessor.email, ''), coalesce(verifier.email, '')]
        FROM latest
        JOIN chosen ON chosen.id = latest.enrolment_id
        JOIN enrolments ON enrolments.id = latest.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        JOIN people ON people.id = enrolments.person_id
        LEFT JOIN people AS assessor ON assessor.id = latest.assessor_id
        LEFT JOIN people AS verifier ON verifier.id = latest.verifier_id
        ORDER BY cohorts.code COLLATE "C", people.email COLLATE "C",
            latest.assessment COLLATE "C", latest.attempt
        """
    }
}
