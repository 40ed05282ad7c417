import Postgres

/// One dated run of a course; a delivery once it took place.
package struct Cohort: CodedNoun {
    package static let noun = "cohort"
    package static let plural = "cohorts"

    package let draft: CohortDraft
    package let state: State
    package let seatsTaken: Int
    package let overbooked: Int
    package let closedOn: CalendarDate?
    package let cancelledOn: CalendarDate?
    package let version: Int

    package var seatsFree: Int { max(0, draft.capacity + overbooked - seatsTaken) }

    /// The cohorts that take enrolments and are not over, the next first; at most 200.
    package static func coming(in transaction: borrowing Transaction) throws -> [Cohort] {
        try rows(
            """
            WHERE cohort_takes_enrolments(cohorts.state) AND cohorts.ends_on >= centre_today()
            ORDER BY cohorts.starts_on, cohorts.id
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            in: transaction
        )
    }

    /// The cohorts of a course, the latest first; at most 200.
    package static func list(
        course code: String,
        in transaction: borrowing Transaction
    ) throws -> [Cohort] {
        try rows(
            """
            WHERE courses.code = \(code.uppercased())
            ORDER BY cohorts.starts_on DESC, cohorts.id DESC
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            in: transaction
        )
    }

    /// Whether there is a cohort with this code.
    package static func exists(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try !withCodes([code.uppercased()], in: transaction).isEmpty
    }

    /// The id of a cohort by its code; refuses with `NotFound`.
    static func id(of code: String, in transaction: borrowing Transaction) throws -> ID<Cohort> {
        guard
            let id = try transaction.value(
                "SELECT id FROM cohorts WHERE code = \(code.uppercased())",
                as: ID<Cohort>.self
            )
        else { throw NotFound("cohort", code) }
        return id
    }

    /// Locks a cohort against every other change until the transaction ends, and gives its id.
    ///
    /// What is read afterwards is read after the wait for the lock: look only then.
    static func lock(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> ID<Cohort> {
        guard
            let id = try transaction.value(
                "SELECT id FROM cohorts WHERE code = \(code.uppercased()) FOR UPDATE",
                as: ID<Cohort>.self
            )
        else { throw NotFound("cohort", code) }
        return id
    }

    /// By code, venue or course.
    package static func isFound(by words: SearchWords) -> SQL {
        """
        search_matches(
            search_fold(cohorts.code || ' ' || cohorts.venue) || ' ' || courses.fold,
            \(words.words))
        """
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Cohort] {
        try transaction.rows(
            """
            SELECT cohorts.code, courses.code, projects.code, cohorts.starts_on, cohorts.ends_on,
                cohorts.venue, cohorts.capacity, cohorts.minimum_attendance_percent,
                cohorts.pass_score_percent, cohorts.state, cohorts.seats_taken,
                cohorts.overbooked, cohorts.closed_on, cohorts.cancelled_on, cohorts.row_version
            FROM cohorts
            JOIN courses ON courses.id = cohorts.course_id
            LEFT JOIN projects ON projects.id = cohorts.project_id
            \(condition)
            """,
            as: (
                String.self, String.self, String?.self, CalendarDate.self, CalendarDate.self,
                String.self, Int.self, Int.self, Int?.self, State.self, Int.self, Int.self,
                CalendarDate?.self, CalendarDate?.self, Int.self
            )
        ).map { row in
            Cohort(
                draft: CohortDraft(
                    code: row.0,
                    courseCode: row.1,
                    projectCode: row.2,
                    startsOn: row.3,
                    endsOn: row.4,
                    venue: row.5,
                    capacity: row.6,
                    minimumAttendancePercent: row.7,
                    passScorePercent: row.8
                ),
                state: row.9,
                seatsTaken: row.10,
                overbooked: row.11,
                closedOn: row.12,
                cancelledOn: row.13,
                version: row.14
            )
        }
    }
}

/// What can be entered about a cohort.
package struct CohortDraft: Hashable, Sendable {
    package let code: String
    package let courseCode: String
    package let projectCode: String?
    package let startsOn: CalendarDate
    package let endsOn: CalendarDate
    package let venue: String
    package let capacity: Int
    package let minimumAttendancePercent: Int?
    package let passScorePercent: Int??

    fileprivate init(
        code: String,
        courseCode: String,
        projectCode: String?,
        startsOn: CalendarDate,
        endsOn: CalendarDate,
        venue: String,
        capacity: Int,
        minimumAttendancePercent: Int,
        passScorePercent: Int?
    ) {
        self.code = code
        self.courseCode = courseCode
        self.projectCode = projectCode
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.venue = venue
        self.capacity = capacity
        self.minimumAttendancePercent = minimumAttendancePercent
        self.passScorePercent = .some(passScorePercent)
    }
}

extension CohortDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields = [
        DraftField("cohort_code", DraftField.code.about, isRequired: true),
        DraftField("course_code", "The course that it is a run of.", isRequired: true),
        DraftField("project_code", "The project that pays, if any."),
        DraftField("starts_on", "The first day.", .date, isRequired: true),
        DraftField("ends_on", "The last day.", .date, isRequired: true),
        DraftField("venue", "Where it takes place.", isRequired: true),
        DraftField("capacity", "Seats, from 1 to 10,000.", .integer, isRequired: true),
        DraftField(
            "minimum_attendance_percent",
            "Of the hours of all sessions; the course's by default.",
            .integer
        ),
        DraftField(
            "pass_score_percent",
            "Of the final test; the course's by default, none without one.",
            .integerOrNone
        ),
    ]

    package var form: Form {
        var values = [
            "cohort_code": code, "course_code": courseCode, "starts_on": startsOn.description,
            "ends_on": endsOn.description, "venue": venue, "capacity": String(capacity),
        ]
        values["project_code"] = projectCode
        values["minimum_attendance_percent"] = minimumAttendancePercent.map(String.init)
        values["pass_score_percent"] = passScorePercent.map { $0.map(String.init) ?? "none" }
        return Form(values)
    }

    /// The two rules may be left out; a new cohort then takes those of its course.
    package init(_ form: inout Form) throws {
        code = form.code(form.has("cohort_code") ? "cohort_code" : "code")
        courseCode = form.code("course_code")
        projectCode = form.optionalCode("project_code")
        startsOn = form.date("starts_on")
        endsOn = form.date("ends_on")
        venue = form.text("venue", lengthMax: 200)
        capacity = form.integer("capacity", in: 1...10_000)
        minimumAttendancePercent =
            form.optionalInteger("minimum_attendance_percent", in: 0...100)
        passScorePercent = form.passScorePercent()
        if endsOn < startsOn { form.refuse("ends_on", "lies before starts_on") }
        try form.check()
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        CohortError(error)
            ?? (error.constraint == "cohorts_code_once" ? CodeTaken(Cohort.noun) : nil)
    }

    /// A rule that the draft leaves out agrees with whatever the cohort has.
    package func agrees(with known: CohortDraft) -> Bool {
        code == known.code && courseCode == known.courseCode && projectCode == known.projectCode
            && startsOn == known.startsOn && endsOn == known.endsOn && venue == known.venue
            && capacity == known.capacity
            && (minimumAttendancePercent == nil
                || minimumAttendancePercent == known.minimumAttendancePercent)
            && (passScorePercent == nil || passScorePercent == known.passScorePercent)
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try checkReferences(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO cohorts (
                code, course_id, project_id, starts_on, ends_on, venue, capacity,
                minimum_attendance_percent, pass_score_percent)
            SELECT \(code), courses.id, (SELECT id FROM projects WHERE code = \(projectCode)),
                \(startsOn), \(endsOn), \(venue), \(capacity),
                coalesce(\(minimumAttendancePercent), courses.minimum_attendance_percent),
                CASE WHEN \(passScorePercent != nil) THEN \(passScorePercent ?? nil)
                    ELSE courses.pass_score_percent END
            FROM courses WHERE courses.code = \(courseCode)
            """
        )
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try checkReferences(in: transaction)
        return try transaction.execute(
            """
            UPDATE cohorts
            SET course_id = courses.id,
                project_id = (SELECT id FROM projects WHERE code = \(projectCode)),
                starts_on = \(startsOn), ends_on = \(endsOn), venue = \(venue),
                capacity = \(capacity),
                minimum_attendance_percent =
                    coalesce(\(minimumAttendancePercent), cohorts.minimum_attendance_percent),
                pass_score_percent =
                    CASE WHEN \(passScorePercent != nil) THEN \(passScorePercent ?? nil)
                        ELSE cohorts.pass_score_percent END
            FROM courses
            WHERE courses.code = \(courseCode) AND cohorts.code = \(code)
                AND (\(version)::bigint IS NULL OR cohorts.row_version = \(version))
            """
        ) == 1
    }

    private func checkReferences(in transaction: borrowing Transaction) throws {
        let known = try transaction.row(
            """
            SELECT EXISTS (SELECT FROM courses WHERE code = \(courseCode)),
                \(projectCode)::text IS NULL
                    OR EXISTS (SELECT FROM projects WHERE code = \(projectCode))
            """,
            as: (Bool.self, Bool.self)
        )
        var problems: [FieldProblem] = []
        if known?.0 != true {
            problems.append(FieldProblem("course_code", "there is no course \(courseCode)"))
        }
        if known?.1 != true {
            problems.append(
                FieldProblem("project_code", "there is no project \(projectCode ?? "")")
            )
        }
        guard problems.isEmpty else { throw InvalidForm(problems) }
    }
}
