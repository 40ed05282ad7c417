import Postgres

/// What the newest versions of courses measure; a row adds an assessment or changes one.
enum CourseAssessmentRows: RowNoun {
    static let columns = ["course_code"] + Assessment.columns
    static let keys = ["course_code", "code"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY courses.code COLLATE "C", asked.position, asked.code COLLATE "C")
                AS place,
            ARRAY[courses.code, \(Assessment.cells)] AS cells
        FROM course_version_assessments AS asked
        JOIN course_versions ON course_versions.id = asked.course_version_id
        JOIN courses ON courses.id = course_versions.course_id
        WHERE asked.course_version_id = newest_course_version(courses.id)
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let course = form.code("course_code")
        try form.check()
        let known = try Assessment.list(course: course, in: transaction)
        _ = try AssessmentPlan(&form, among: known)
            .enter(course: course, by: run.act.actor, in: transaction)
    }
}

/// What cohorts measure that have a plan of their own.
enum CohortAssessmentRows: RowNoun {
    static let columns = ["cohort_code"] + Assessment.columns
    static let keys = ["cohort_code", "code"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY cohorts.code COLLATE "C", asked.position, asked.code COLLATE "C")
                AS place,
            ARRAY[cohorts.code, \(Assessment.cells)] AS cells
        FROM cohort_assessments AS asked JOIN cohorts ON cohorts.id = asked.cohort_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let cohort = form.code("cohort_code")
        try form.check()
        let id = try Cohort.id(of: cohort, in: transaction)
        let known = try Assessment.rows(
            "cohort_assessments WHERE cohort_id = \(id)",
            in: transaction
        )
        _ = try AssessmentPlan(&form, among: known)
            .enter(cohort: cohort, by: run.act.actor, in: transaction)
    }
}

/// What prior learning proves, in the place of an assessment.
enum AssessmentExemptionRows: RowNoun {
    static let columns = ["cohort_code", "email", "assessment", "evidence"]
    static let keys = ["cohort_code", "email", "assessment"]
    static let permission = Permission.manageEnrolments

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY cohorts.code COLLATE "C", people.email COLLATE "C",
                    exemptions.assessment COLLATE "C") AS place,
            ARRAY[cohorts.code, people.email, exemptions.assessment, exemptions.evidence] AS cells
        FROM assessment_exemptions AS exemptions
        JOIN enrolments ON enrolments.id = exemptions.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        JOIN people ON people.id = enrolments.person_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let cohort = form.code("cohort_code")
        try form.check()
        _ = try AssessmentExemption.grant(cohort: cohort, form, by: run.act, in: transaction)
    }
}

extension Assessment {
    /// The columns of an assessment in a file.
    static let columns = [
        "position", "code", "kind", "title_sr_cyrl", "title_sr_latn", "title_en", "weight",
        "pass_mark_percent", "required", "attempts_max", "counts",
    ]

    /// They as texts, of a table `asked`.
    fileprivate static let cells: SQL = """
        asked.position::text, asked.code, asked.kind, asked.title_sr_cyrl, asked.title_sr_latn,
        asked.title_en, asked.weight::text, coalesce(asked.pass_mark_percent::text, ''),
        asked.is_required::text, asked.attempts_max::text, asked.counts
        """
}

extension AssessmentPlan {
    /// What is known with the assessment of a row, at its `position` or where it was, else last.
    ///
    /// Refuses with `InvalidForm`.
    fileprivate init(_ form: inout Form, among known: [Assessment]) throws {
        let assessment = Assessment(&form)
        let place = form.optionalInteger("position", in: 1...Limits.assessmentsMax)
        try form.check()
        var plan = known
        let before = plan.firstIndex { $0.code.utf8.elementsEqual(assessment.code.utf8) }
        if let before { plan.remove(at: before) }
        let position = place.map { $0 - 1 } ?? before ?? plan.count
        plan.insert(assessment, at: min(position, plan.count))
        guard plan.count <= Limits.assessmentsMax else {
            throw InvalidForm([
                FieldProblem("code", "would be more than \(Limits.assessmentsMax) assessments")
            ])
        }
        self.init(assessments: plan)
    }
}
