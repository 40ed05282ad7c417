import Postgres

/// Trainers' rights to teach: each is known by person, subject and first day.
///
/// A renewal says when what it renews began, and a right that was examined for names its candidacy
/// by the deadline, which is complete by then.
enum AccreditationRows: RowNoun {
    static let columns =
        SubjectRow.columns + [
            "starts_on", "ends_on", "basis", "renews_starts_on", "candidacy_deadline_on",
        ]
    static let keys = SubjectRow.columns + ["starts_on"]
    static let told = ["name_sr_cyrl", "name_sr_latn", "state", "suspended_on"]
    static let permission = Permission.issueCertificates

    fileprivate static let named = SubjectRow(table: "accreditations", day: "starts_on")

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY \(named.order)) AS place,
            ARRAY[
                \(AccreditationRows.named.cells),
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
        \(named.names)
        LEFT JOIN accreditations AS renewed ON renewed.id = accreditations.renews_id
        LEFT JOIN candidacies ON candidacies.id = accreditations.candidacy_id
        LEFT JOIN LATERAL (
            SELECT is_suspended, effective_on FROM accreditation_suspensions
            WHERE accreditation_id = accreditations.id ORDER BY id DESC LIMIT 1
        ) AS suspension ON true
        """
    }

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
        try named.id(of: "accreditation", in: &form, day: column, in: transaction)
    }
}

/// When accreditations were suspended and reinstated, one after another, each with its reason.
enum AccreditationSuspensionRows: RowNoun {
    static let columns =
        SubjectRow.columns + ["starts_on", "is_suspended", "effective_on", "reason"]
    static let keys = SubjectRow.columns + ["starts_on", "is_suspended", "effective_on"]
    static let permission = Permission.issueCertificates

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY people.email COLLATE "C", suspensions.id) AS place,
            ARRAY[
                \(AccreditationRows.named.cells), suspensions.is_suspended::text,
                to_char(suspensions.effective_on, 'YYYY-MM-DD'), suspensions.reason] AS cells
        FROM accreditation_suspensions AS suspensions
        JOIN accreditations ON accreditations.id = suspensions.accreditation_id
        \(AccreditationRows.named.names)
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
