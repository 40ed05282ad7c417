import Postgres

/// What can be entered about a cohort.
package struct CohortDraft: Hashable, Sendable {
    package let code: String
    package let courseCode: String
    /// The number of the course's version; nil in a form for the newest.
    package let courseVersion: Int?
    package let projectCode: String?
    package let startsOn: CalendarDate
    package let endsOn: CalendarDate
    /// In words, which may be a town; the code of a venue until it is resolved.
    package internal(set) var venue: String
    package let capacity: Int
    package let minimumAttendancePercent: Int?
    package let passScorePercent: Int??

    init(
        code: String,
        courseCode: String,
        courseVersion: Int,
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
        self.courseVersion = courseVersion
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
        DraftField(
            "course_version",
            "The number of the course's version; the newest by default.",
            .integer
        ),
        DraftField("project_code", "The project that pays, if any."),
        DraftField("starts_on", "The first day.", .date, isRequired: true),
        DraftField("ends_on", "The last day.", .date, isRequired: true),
        DraftField(
            "venue",
            "Where it takes place, in words or by the code of a venue.",
            isRequired: true
        ),
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
        values["course_version"] = courseVersion.map(String.init)
        values["minimum_attendance_percent"] = minimumAttendancePercent.map(String.init)
        values["pass_score_percent"] = passScorePercent.map { $0.map(String.init) ?? "none" }
        return Form(values)
    }

    /// The two rules may be left out; a new cohort then takes those of its course.
    package init(_ form: inout Form) throws {
        code = form.code(form.has("cohort_code") ? "cohort_code" : "code")
        courseCode = form.code("course_code")
        courseVersion = form.optionalInteger("course_version", in: 1...1_000)
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

    /// The code of a venue stands for its name; other names stay as they are written.
    package static func resolver(
        in transaction: borrowing Transaction
    ) throws -> (Self) throws -> Self {
        let names = try Dictionary(
            uniqueKeysWithValues: transaction.rows(
                "SELECT code, name_sr_latn FROM venues WHERE length(name_sr_latn) <= 200",
                as: (String.self, String.self)
            ).map { ($0, $1) }
        )
        return { draft in
            var draft = draft
            draft.venue = names[draft.venue.uppercased()] ?? draft.venue
            return draft
        }
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        CohortError(error) ?? CourseVersionError(error) ?? AssessmentError(error)
            ?? (error.constraint == "cohorts_code_once" ? CodeTaken(Cohort.noun) : nil)
    }

    /// A rule that the draft leaves out agrees with whatever the cohort has.
    package func agrees(with known: CohortDraft) -> Bool {
        code == known.code && courseCode == known.courseCode
            && (courseVersion == nil || courseVersion == known.courseVersion)
            && projectCode == known.projectCode
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
                code, course_id, course_version_id, project_id, starts_on, ends_on, venue,
                capacity, minimum_attendance_percent, pass_score_percent)
            SELECT \(code), courses.id, version.id,
                (SELECT id FROM projects WHERE code = \(projectCode)),
                \(startsOn), \(endsOn), \(venue), \(capacity),
                coalesce(\(minimumAttendancePercent), version.minimum_attendance_percent),
                CASE WHEN \(passScorePercent != nil) THEN \(passScorePercent ?? nil)
                    ELSE version.pass_score_percent END
            FROM courses
            JOIN course_versions AS version ON version.course_id = courses.id
                AND version.id = coalesce(
                    (
                        SELECT id FROM course_versions
                        WHERE course_id = courses.id AND number = \(courseVersion)),
                    course_version_to_plan(courses.id))
            WHERE courses.code = \(courseCode)
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
                course_version_id = coalesce(
                    (
                        SELECT id FROM course_versions
                        WHERE course_id = courses.id AND number = \(courseVersion)),
                    CASE WHEN cohorts.course_id = courses.id THEN cohorts.course_version_id
                        ELSE course_version_to_plan(courses.id) END),
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
                    OR EXISTS (SELECT FROM projects WHERE code = \(projectCode)),
                \(courseVersion)::bigint IS NULL
                    OR EXISTS (
                        SELECT FROM course_versions
                        JOIN courses ON courses.id = course_versions.course_id
                        WHERE courses.code = \(courseCode) AND number = \(courseVersion))
            """,
            as: (Bool.self, Bool.self, Bool.self)
        )
        var problems: [FieldProblem] = []
        if known?.0 != true {
            problems.append(
                FieldProblem("course_code", "there is no course \(courseCode)", .notFound)
            )
        }
        if known?.1 != true {
            problems.append(
                FieldProblem("project_code", "there is no project \(projectCode ?? "")", .notFound)
            )
        }
        if let courseVersion, known?.2 != true {
            problems.append(
                FieldProblem(
                    "course_version",
                    "the course \(courseCode) has no version \(courseVersion)"
                )
            )
        }
        guard problems.isEmpty else { throw InvalidForm(problems) }
    }
}
