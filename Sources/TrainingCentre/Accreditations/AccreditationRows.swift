import Postgres

/// Trainers' rights to teach: each is known by person, subject and first day.
///
/// A renewal says when what it renews began, and a right that was examined for names its candidacy
/// by the deadline, which is complete by then.
enum AccreditationRows: RowNoun {
    static let columns =
        CandidacyRows.subject + [
            "starts_on", "ends_on", "basis", "renews_starts_on", "candidacy_deadline_on",
        ]
    static let keys = CandidacyRows.subject + ["starts_on"]
    static let told = ["name_sr_cyrl", "name_sr_latn", "state", "suspended_on"]
    static let permission = Permission.issueCertificates

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY people.email COLLATE "C", courses.code COLLATE "C",
                    fields.code COLLATE "C", accreditations.starts_on) AS place,
            ARRAY[
                people.email, coalesce(courses.code, ''), coalesce(fields.code, ''),
                to_char(accreditations.starts_on, 'YYYY-MM-DD'),
                to_char(accreditations.ends_on, 'YYYY-MM-DD'), accreditations.basis,
                coalesce(to_char(renewed.starts_on, 'YYYY-MM-DD'), ''),
                coalesce(to_char(candidacies.deadline_on, 'YYYY-MM-DD'), ''),
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn,
                CASE
                    WHEN accreditations.ends_on < centre_today() THEN 'expired'
                    WHEN suspension.is_suspended THEN 'suspended'
                    WHEN accreditations.starts_on > centre_today() THEN 'upcoming'
                    ELSE 'valid' END,
                CASE WHEN suspension.is_suspended
                    THEN to_char(suspension.effective_on, 'YYYY-MM-DD') ELSE '' END] AS cells
        FROM accreditations
        \(people)
        LEFT JOIN accreditations AS renewed ON renewed.id = accreditations.renews_id
        LEFT JOIN candidacies ON candidacies.id = accreditations.candidacy_id
        LEFT JOIN LATERAL (
            SELECT is_suspended, effective_on FROM accreditation_suspensions
            WHERE accreditation_id = accreditations.id ORDER BY id DESC LIMIT 1
        ) AS suspension ON true
        """
    }

    /// The tables that an accreditation names.
    fileprivate static let people: SQL = """
        JOIN people ON people.id = accreditations.person_id
        LEFT JOIN courses ON courses.id = accreditations.course_id
        LEFT JOIN fields ON fields.id = accreditations.field_id
        """

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var row = form
        let subject = AccreditedSubject(ofRow: &row)
        try row.check()
        var form = form
        if let course = subject.course { form = form.with("course", course) }
        if let field = subject.field { form = form.with("field", field) }
        if form.has("candidacy_deadline_on") {
            let id = try CandidacyRows.id(
                in: &row,
                deadline: "candidacy_deadline_on",
                in: transaction
            )
            form = form.with("candidacy", String(id.value))
        }
        guard form.has("renews_starts_on") else {
            _ = try Accreditation.grant(form, by: run.act.actor, in: transaction)
            return
        }
        _ = try Accreditation.renew(
            id(in: &row, since: "renews_starts_on", in: transaction),
            form,
            by: run.act.actor,
            in: transaction
        )
    }

    /// The accreditation that a row names; refuses with `InvalidForm` and `NotFound`.
    static func id(
        in form: inout Form,
        since column: String = "starts_on",
        in transaction: borrowing Transaction
    ) throws -> ID<Accreditation> {
        let (email, day) = (form.email("email"), form.date(column))
        let subject = AccreditedSubject(ofRow: &form)
        try form.check()
        let id = try transaction.value(
            """
            SELECT accreditations.id FROM accreditations
            \(people)
            WHERE people.email = \(email) AND accreditations.starts_on = \(day)
                AND (courses.code, fields.code) IS NOT DISTINCT FROM (
                    \(subject.course)::text, \(subject.field)::text)
            """,
            as: ID<Accreditation>.self
        )
        guard let id else { throw NotFound("accreditation", "of \(email) since \(day)") }
        return id
    }
}

/// When accreditations were suspended and reinstated, one after another, each with its reason.
enum AccreditationSuspensionRows: RowNoun {
    static let columns =
        CandidacyRows.subject + ["starts_on", "is_suspended", "effective_on", "reason"]
    static let keys = CandidacyRows.subject + ["starts_on", "is_suspended", "effective_on"]
    static let permission = Permission.issueCertificates

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY people.email COLLATE "C", suspensions.id) AS place,
            ARRAY[
                people.email, coalesce(courses.code, ''), coalesce(fields.code, ''),
                to_char(accreditations.starts_on, 'YYYY-MM-DD'), suspensions.is_suspended::text,
                to_char(suspensions.effective_on, 'YYYY-MM-DD'), suspensions.reason] AS cells
        FROM accreditation_suspensions AS suspensions
        JOIN accreditations ON accreditations.id = suspensions.accreditation_id
        \(AccreditationRows.people)
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let id = try AccreditationRows.id(in: &form, in: transaction)
        let isSuspended = form.optionalBoolean("is_suspended") ?? true
        let (day, reason) = (form.date("effective_on"), form.text("reason"))
        try form.check()
        _ = try Accreditation.suspend(
            id,
            isSuspended,
            on: day,
            by: Act(by: run.act.actor, because: reason),
            in: transaction
        )
    }
}
