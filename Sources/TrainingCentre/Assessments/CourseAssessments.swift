import Postgres

extension Assessment {
    /// The assessments that the newest version of a course asks for; refuses with `NotFound`.
    ///
    /// Empty for a course that has, as every course once, a test before and a final one.
    package static func list(
        course code: String,
        in transaction: borrowing Transaction
    ) throws -> [Assessment] {
        let course = try Course.find(code, in: transaction).draft.code
        return try rows(
            """
            course_version_assessments
            WHERE course_version_id = newest_course_version(
                (SELECT id FROM courses WHERE code = \(course)))
            """,
            in: transaction
        )
    }

    /// The assessments that a version asks for.
    static func list(
        version id: ID<CourseVersion>,
        in transaction: borrowing Transaction
    ) throws -> [Assessment] {
        try rows("course_version_assessments WHERE course_version_id = \(id)", in: transaction)
    }

    /// What stands of it in the columns of a file; `none` where nothing does.
    var cells: [String: String] {
        var cells = title.fields("title")
        cells["code"] = code
        cells["kind"] = kind.rawValue
        cells["weight"] = String(weight)
        cells["pass_mark_percent"] = passMarkPercent.map(String.init) ?? "none"
        cells["required"] = String(isRequired)
        cells["attempts_max"] = String(attemptsMax)
        cells["counts"] = counts.rawValue
        return cells
    }
}

extension AssessmentPlan {
    /// Plans them for the draft of a course, which is begun when its newest version is published.
    ///
    /// Cohorts that are planned from then on take them over, and so do those that were planned with
    /// this draft and have no plan of their own. Refuses with
    /// `AccessError.notAllowed` and `NotFound`.
    package func enter(
        course code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Assessment] {
        try actor.require(.manageCatalogue)
        let version = try CourseVersion.draftID(of: code, in: transaction)
        try enter(version: ID(version), in: transaction)
        return try Assessment.list(course: code, in: transaction)
    }

    /// Plans them for a draft that is known, in the place of what it had.
    func enter(version id: ID<CourseVersion>, in transaction: borrowing Transaction) throws {
        let following = try transaction.rows(
            "SELECT id FROM cohorts_as_planned(\(id)) AS cohort (id)",
            as: ID<Cohort>.self
        )
        _ = try transaction.execute(
            "DELETE FROM course_version_assessments WHERE course_version_id = \(id)"
        )
        try insert("course_version_assessments", "course_version_id", id.value, in: transaction)
        _ = try transaction.execute(
            "SELECT plan_cohort_assessments(id) FROM unnest(\(following)) AS cohort (id)"
        )
    }
}
