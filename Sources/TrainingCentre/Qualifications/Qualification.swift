import Documents
import Postgres

/// What somebody may train: earned by passing a training of trainers, or recognised, and never
/// lost.
///
/// It does not say that the person may teach today; an accreditation does.
package struct Qualification: Sendable {
    package let id: ID<Qualification>
    package let email: String
    package let nameCyrl: String
    package let nameLatn: String
    package let courseCode: String
    /// The training of trainers that was passed; nil when it was recognised.
    package let cohortCode: String?
    /// The programme that was completed there; nil when the course alone qualifies.
    package let programmeCode: String?
    /// On what basis it was recognised.
    package let basis: String?
    package let qualifiedOn: CalendarDate

    package var json: JSON {
        [
            "qualification": .integer(id.value), "person": .string(email),
            "name_sr_cyrl": .string(nameCyrl), "name_sr_latn": .string(nameLatn),
            "course": .string(courseCode), "cohort": JSON(cohortCode),
            "programme": JSON(programmeCode), "basis": JSON(basis),
            "qualified_on": qualifiedOn.json,
        ]
    }

    /// Qualifications in the order of entry, all or of one course.
    ///
    /// One person has one for a course, the earliest: others under a merged record come back when
    /// the records are separated.
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        course: String?,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Qualification> {
        try actor.require(.readPeople)
        if let course { _ = try Course.find(course, in: transaction) }
        let found = try rows(
            """
            WHERE qualifications.id > \(page.afterID())
                AND (\(course)::text IS NULL OR courses.code = \(course?.uppercased()))
                AND NOT EXISTS (
                    SELECT FROM merged_people AS one
                    JOIN merged_people AS other USING (standing_id)
                    JOIN qualifications AS earlier ON earlier.person_id = other.person_id
                    WHERE one.person_id = qualifications.person_id
                        AND earlier.course_id = qualifications.course_id
                        AND (earlier.qualified_on, earlier.id)
                            < (qualifications.qualified_on, qualifications.id))
            ORDER BY qualifications.id
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(found, for: page) { String($0.id.value) }
    }

    /// Recognises that somebody may train a course, on another basis than a training of ours.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `InvalidForm`, and with
    /// `TrainerError.qualifiedAlready`.
    package static func recognise(
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Qualification {
        try actor.require(.issueCertificates)
        var form = form
        let email = form.email("email")
        let course = form.code("course")
        let basis = form.text("basis")
        let day = form.optionalDate("on")
        if !basis.isEmpty, basis.unicodeScalars.count < 3 {
            form.refuse("basis", "has 3 to 300 characters")
        }
        try form.check()
        let person = try Person.find(email: email, by: actor, in: transaction)
        _ = try Course.find(course, in: transaction)
        do {
            _ = try transaction.execute(
                """
                INSERT INTO qualifications (person_id, course_id, basis, qualified_on)
                SELECT \(person.id), id, \(basis), coalesce(\(day), centre_today())
                FROM courses WHERE code = \(course)
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(TrainerError.init) ?? error
        }
        let found = try rows(
            "WHERE people.id = \(person.id) AND courses.code = \(course)",
            in: transaction
        )
        guard let entered = found.first else { throw NotFound("qualification", email) }
        return entered
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Qualification] {
        try transaction.rows(
            """
            SELECT qualifications.id, people.email,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn, courses.code,
                cohorts.code, programmes.code, qualifications.basis, qualifications.qualified_on
            FROM qualifications
            JOIN people ON people.id = qualifications.person_id
            JOIN courses ON courses.id = qualifications.course_id
            LEFT JOIN enrolments ON enrolments.id = qualifications.enrolment_id
            LEFT JOIN cohorts ON cohorts.id = enrolments.cohort_id
            LEFT JOIN programmes ON programmes.id = qualifications.programme_id
            \(condition)
            """,
            as: (
                ID<Qualification>.self, String.self, String.self, String.self, String.self,
                String?.self, String?.self, String?.self, CalendarDate.self
            )
        ).map(Qualification.init)
    }
}

extension Course {
    /// The codes of the courses that whoever passes this one may train; none for a course that is
    /// no training of trainers.
    ///
    /// Refuses with `NotFound`.
    package static func qualified(
        by code: String,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        _ = try find(code, in: transaction)
        return try transaction.rows(
            """
            SELECT qualified.code
            FROM qualifying_courses
            JOIN courses ON courses.id = qualifying_courses.course_id
            JOIN courses AS qualified ON qualified.id = qualifying_courses.qualifies_for_id
            WHERE courses.code = \(code.uppercased())
            ORDER BY qualified.code COLLATE "C"
            """,
            as: String.self
        )
    }

    /// Says what a training of trainers qualifies for, from the next closing on.
    ///
    /// Cohorts that are closed keep what they gave. Refuses with `AccessError.notAllowed`,
    /// `NotFound` and `InvalidForm`.
    package static func qualify(
        by code: String,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        try actor.require(.manageCatalogue)
        let course = try find(code, in: transaction).draft.code
        var form = form
        let codes = form.codes("courses")
        try form.check()
        let ids = try ids(of: codes, field: "courses", in: transaction)
        _ = try transaction.execute(
            """
            DELETE FROM qualifying_courses
            WHERE course_id = (SELECT id FROM courses WHERE code = \(course))
                AND NOT qualifies_for_id = ANY(\(ids))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO qualifying_courses (course_id, qualifies_for_id)
            SELECT courses.id, qualified
            FROM courses CROSS JOIN unnest(\(ids)) AS qualified
            WHERE courses.code = \(course)
            ON CONFLICT (course_id, qualifies_for_id) DO NOTHING
            """
        )
        return try qualified(by: course, in: transaction)
    }
}
