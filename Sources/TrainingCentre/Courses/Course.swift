import Postgres

/// What is taught, with the rules for passing that a new cohort takes over.
package struct Course: CodedNoun {
    package static let noun = "course"
    package static let plural = "courses"

    package let draft: CourseDraft
    package let version: Int

    package static func isTagged(_ code: String) -> SQL? {
        """
        courses.id IN (
            SELECT course_id FROM course_tags JOIN tags ON tags.id = tag_id
            WHERE tags.code = \(code))
        """
    }

    package static func isFound(by words: SearchWords) -> SQL {
        "courses.id IN (\(words.rows("id", of: "courses")))"
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Course] {
        try transaction.rows(
            """
            SELECT code, title_sr_cyrl, title_sr_latn, title_en, minimum_attendance_percent,
                pass_score_percent, row_version
            FROM courses
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, Int.self, Int?.self, Int.self
            )
        ).map { code, srCyrl, srLatn, en, minimum, passScore, version in
            Course(
                draft: CourseDraft(
                    code: code,
                    title: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                    minimumAttendancePercent: minimum,
                    passScorePercent: passScore
                ),
                version: version
            )
        }
    }

    /// The rules of a course are those of its newest published version, not of the draft of the
    /// next one.
    package static func shown(
        _ found: [Course],
        in transaction: borrowing Transaction
    ) throws -> [Course] {
        let published = try transaction.rows(
            """
            SELECT DISTINCT ON (courses.code) courses.code,
                course_versions.minimum_attendance_percent, course_versions.pass_score_percent
            FROM course_versions JOIN courses ON courses.id = course_versions.course_id
            WHERE courses.code = ANY(\(found.map(\.draft.code))) AND published_on IS NOT NULL
            ORDER BY courses.code, course_versions.number DESC
            """,
            as: (String.self, Int.self, Int?.self)
        )
        let rules = Dictionary(uniqueKeysWithValues: published.map { ($0, ($1, $2)) })
        return found.map { course in
            guard let (attendance, score) = rules[course.draft.code] else { return course }
            return Course(
                draft: CourseDraft(
                    code: course.draft.code,
                    title: course.draft.title,
                    minimumAttendancePercent: attendance,
                    passScorePercent: score
                ),
                version: course.version
            )
        }
    }
}

/// What can be entered about a course.
package struct CourseDraft: Hashable, Sendable {
    package let code: String
    package let title: Titles
    package let minimumAttendancePercent: Int
    /// nil: the course has no final test.
    package let passScorePercent: Int?

    fileprivate init(
        code: String,
        title: Titles,
        minimumAttendancePercent: Int,
        passScorePercent: Int?
    ) {
        self.code = code
        self.title = title
        self.minimumAttendancePercent = minimumAttendancePercent
        self.passScorePercent = passScorePercent
    }
}

extension CourseDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [.code] + DraftField.titles("title") + [
            DraftField(
                "minimum_attendance_percent",
                "Of the hours of all sessions; 80 by default.",
                .integer
            ),
            DraftField(
                "pass_score_percent",
                "Of the final test; 60 by default, none for a course without one.",
                .integerOrNone
            ),
        ]

    package var form: Form {
        var values = title.fields("title")
        values["code"] = code
        values["minimum_attendance_percent"] = String(minimumAttendancePercent)
        values["pass_score_percent"] = passScorePercent.map(String.init) ?? "none"
        return Form(values)
    }

    package init(_ form: inout Form) throws {
        code = form.code("code")
        title = form.titles("title")
        minimumAttendancePercent =
            form.optionalInteger("minimum_attendance_percent", in: 0...100) ?? 80
        passScorePercent = form.passScorePercent() ?? 60
        try form.check()
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        error.constraint == "courses_code_once" ? CodeTaken(Course.noun) : nil
    }

    package func insert(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            INSERT INTO courses (
                code, title_sr_cyrl, title_sr_latn, title_en, minimum_attendance_percent,
                pass_score_percent)
            VALUES (
                \(code), \(title.srCyrl), \(title.srLatn), \(title.en),
                \(minimumAttendancePercent), \(passScorePercent))
            """
        )
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE courses
            SET title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en), minimum_attendance_percent = \(minimumAttendancePercent),
                pass_score_percent = \(passScorePercent)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        ) == 1
    }
}

extension Form {
    /// Reads `pass_score_percent`: nil when it is not filled in, `.some(nil)` for `none`.
    mutating func passScorePercent() -> Int?? {
        guard has("pass_score_percent") else { return nil }
        if optionalText("pass_score_percent")?.lowercased() == "none" { return .some(nil) }
        return .some(optionalInteger("pass_score_percent", in: 0...100))
    }
}
