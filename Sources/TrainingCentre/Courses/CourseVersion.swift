import Postgres

/// What a course teaches and asks for, as a numbered version; a published one never changes.
package struct CourseVersion: Sendable {
    package let id: ID<CourseVersion>
    package let courseCode: String
    package let number: Int
    /// nil: a draft.
    package let publishedOn: CalendarDate?
    package let draft: CourseVersionDraft
    package let accreditations: [CourseAccreditation]
    /// Grows with every change; `If-Match` names it.
    package let version: Int

    package var isPublished: Bool { publishedOn != nil }

    /// The versions of a course, the newest first; refuses with `NotFound`.
    ///
    /// `publicOnly` leaves out the draft of the next one.
    package static func list(
        course code: String,
        publicOnly: Bool = false,
        in transaction: borrowing Transaction
    ) throws -> [CourseVersion] {
        let course = try Course.find(code, in: transaction)
        let all = try rows(
            "WHERE courses.code = \(course.draft.code) ORDER BY course_versions.number DESC",
            in: transaction
        )
        // Of a course that is new the draft says what it will be.
        guard publicOnly, all.contains(where: \.isPublished) else { return all }
        return all.filter(\.isPublished)
    }

    /// A version by its number, nil for the newest; refuses with `NotFound`.
    package static func find(
        _ number: Int?,
        of code: String,
        publicOnly: Bool = false,
        in transaction: borrowing Transaction
    ) throws -> CourseVersion {
        let found = try list(course: code, publicOnly: publicOnly, in: transaction)
        guard let version = found.first(where: { number == nil || $0.number == number }) else {
            throw NotFound("course_version", number.map { "\(code) \($0)" } ?? code)
        }
        return version
    }

    /// What the public is told of a course: the newest published version, else the draft.
    package static func current(
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> CourseVersion {
        let found = try list(course: code, in: transaction)
        guard let version = found.first(where: \.isPublished) ?? found.first else {
            throw NotFound("course_version", code)
        }
        return version
    }

    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [CourseVersion] {
        let accreditations = try CourseAccreditation.rows(condition, in: transaction)
        let outcomes = try outcomes(condition, in: transaction)
        return try transaction.rows(
            """
            SELECT course_versions.id, courses.code, number, published_on,
                course_versions.row_version, year, eqf_level, hours_online, hours_face_to_face,
                course_versions.minimum_attendance_percent, course_versions.pass_score_percent,
                requires_evaluation, experience_months, prerequisites_sr_cyrl,
                prerequisites_sr_latn, prerequisites_en,
                \(codes(of: "courses", in: "course_version_prerequisites", by: "course_id")),
                \(codes(
                    of: "target_groups", in: "course_version_target_groups", by: "target_group_id"
                )),
                languages,
                \(codes(of: "organisations", in: "course_version_authors", by: "organisation_id")),
                \(modules(requiredOnly: false)), \(modules(requiredOnly: true))
            FROM course_versions
            JOIN courses ON courses.id = course_versions.course_id
            \(condition)
            """,
            as: (
                ID<CourseVersion>.self, String.self, Int.self, CalendarDate?.self, Int.self,
                Int.self, Int?.self, Hundredths.self, Hundredths.self, Int.self, Int?.self,
                Bool.self, Int?.self, String?.self, String?.self, String?.self, [String].self,
                [String].self, [String].self, [String].self, [String].self, [String].self
            )
        ).map { row in
            CourseVersion(
                id: row.0,
                courseCode: row.1,
                number: row.2,
                publishedOn: row.3,
                draft: CourseVersionDraft(
                    year: row.5,
                    eqfLevel: row.6,
                    hoursOnline: row.7,
                    hoursFaceToFace: row.8,
                    minimumAttendancePercent: row.9,
                    passScorePercent: row.10,
                    requiresEvaluation: row.11,
                    experienceMonths: row.12,
                    prerequisites: Titles(srCyrl: row.13, srLatn: row.14, en: row.15),
                    prerequisiteCourses: row.16,
                    outcomes: outcomes[row.0] ?? [],
                    targetGroups: row.17,
                    languages: row.18,
                    authors: row.19,
                    modules: row.20,
                    requiredModules: row.21
                ),
                accreditations: accreditations[row.0] ?? [],
                version: row.4
            )
        }
    }

    /// The codes that a version names in a link table, in order.
    private static func codes(of nouns: String, in links: String, by column: String) -> SQL {
        """
        ARRAY(
            SELECT named.code
            FROM \(identifier: links) AS link
            JOIN \(identifier: nouns) AS named ON named.id = link.\(identifier: column)
            WHERE link.course_version_id = course_versions.id
            ORDER BY named.code COLLATE "C")
        """
    }

    private static func outcomes(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ID<CourseVersion>: [Titles]] {
        let rows = try transaction.rows(
            """
            SELECT course_version_id, text_sr_cyrl, text_sr_latn, text_en
            FROM course_version_outcomes
            WHERE course_version_id IN (
                SELECT course_versions.id
                FROM course_versions
                JOIN courses ON courses.id = course_versions.course_id
                \(condition))
            ORDER BY course_version_id, position
            """,
            as: (ID<CourseVersion>.self, String.self, String.self, String.self)
        )
        return Dictionary(grouping: rows, by: \.0).mapValues { outcomes in
            outcomes.map { Titles(srCyrl: $0.1, srLatn: $0.2, en: $0.3) }
        }
    }
}

/// That a body has accredited a version of a course.
package struct CourseAccreditation: Sendable {
    package let registerNumber: String
    package let accreditedOn: CalendarDate
    package let startsOn: CalendarDate
    /// nil: without an end.
    package let endsOn: CalendarDate?
    package let body: Titles

    fileprivate static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ID<CourseVersion>: [CourseAccreditation]] {
        let rows = try transaction.rows(
            """
            SELECT course_version_id, register_number, accredited_on, starts_on, ends_on,
                body_sr_cyrl, body_sr_latn, body_en
            FROM course_accreditations
            WHERE course_version_id IN (
                SELECT course_versions.id
                FROM course_versions
                JOIN courses ON courses.id = course_versions.course_id
                \(condition))
            ORDER BY course_version_id, starts_on, id
            """,
            as: (
                ID<CourseVersion>.self, String.self, CalendarDate.self, CalendarDate.self,
                CalendarDate?.self, String.self, String.self, String.self
            )
        )
        return Dictionary(grouping: rows, by: \.0).mapValues { found in
            found.map { row in
                CourseAccreditation(
                    registerNumber: row.1,
                    accreditedOn: row.2,
                    startsOn: row.3,
                    endsOn: row.4,
                    body: Titles(srCyrl: row.5, srLatn: row.6, en: row.7)
                )
            }
        }
    }
}
