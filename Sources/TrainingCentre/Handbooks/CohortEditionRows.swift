import Postgres

/// Which editions of handbooks cohorts used.
enum CohortEditionRows: RowNoun {
    static let columns = ["cohort_code", "edition_code"]
    static let keys = columns
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY cohorts.code COLLATE "C", editions.code COLLATE "C") AS place,
            ARRAY[cohorts.code, editions.code] AS cells
        FROM cohort_editions
        JOIN cohorts ON cohorts.id = cohort_editions.cohort_id
        JOIN handbook_editions AS editions ON editions.id = cohort_editions.edition_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (cohort, edition) = (form.code("cohort_code"), form.code("edition_code"))
        try form.check()
        try [
            Reference("cohort_code", Cohort.self, cohort),
            Reference("edition_code", HandbookEdition.self, edition),
        ].check(in: transaction)
        _ = try CohortEdition.record(edition, cohort: cohort, by: run.act, in: transaction)
    }
}

/// Who of a cohort says to have read what it used, as another centre or a signed list has it.
enum EditionAcknowledgementRows: RowNoun {
    static let columns = ["cohort_code", "email", "edition_code", "acknowledged_on"]
    static let keys = ["cohort_code", "email", "edition_code"]
    static let permission = Permission.manageEnrolments

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY cohorts.code COLLATE "C", people.email COLLATE "C",
                    editions.code COLLATE "C") AS place,
            ARRAY[
                cohorts.code, people.email, editions.code,
                to_char(acknowledged.acknowledged_on, 'YYYY-MM-DD')] AS cells
        FROM edition_acknowledgements AS acknowledged
        JOIN cohort_editions ON cohort_editions.id = acknowledged.cohort_edition_id
        JOIN handbook_editions AS editions ON editions.id = cohort_editions.edition_id
        JOIN cohorts ON cohorts.id = acknowledged.cohort_id
        JOIN enrolments ON enrolments.id = acknowledged.enrolment_id
        JOIN people ON people.id = acknowledged.person_id
        WHERE enrolments.status = 'confirmed'
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (cohort, edition) = (form.code("cohort_code"), form.code("edition_code"))
        let (email, day) = (form.email("email"), form.date("acknowledged_on"))
        try form.check()
        try [
            Reference("cohort_code", Cohort.self, cohort),
            Reference("edition_code", HandbookEdition.self, edition),
        ].check(in: transaction)
        let used = try CohortEdition.list(cohort: cohort, publicOnly: false, in: transaction)
        guard used.contains(where: { $0.code == edition }) else {
            throw InvalidForm([FieldProblem("edition_code", "was not used by \(cohort)")])
        }
        let enrolment = try transaction.value(
            """
            SELECT enrolments.id
            FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE cohorts.code = \(cohort) AND people.email = \(email)
            ORDER BY is_live_enrolment(enrolments.status) DESC, enrolments.id DESC
            LIMIT 1
            """,
            as: ID<Enrolment>.self
        )
        guard let enrolment else {
            throw InvalidForm([FieldProblem("email", "is not enrolled in \(cohort)")])
        }
        try OwnEdition.enter(edition, enrolment, on: day, in: transaction)
    }
}
