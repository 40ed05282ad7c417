import Postgres

/// Who is or was on the way to an accreditation, known by person, subject and deadline.
///
/// A candidacy that is over comes in with a reason: what is opened here has time left.
enum CandidacyRows: RowNoun {
    static let columns = SubjectRow.columns + ["deadline_on"]
    static let keys = columns
    static let told = ["name_sr_cyrl", "name_sr_latn"]
    static let permission = Permission.manageCatalogue

    fileprivate static let named = SubjectRow(table: "candidacies", day: "deadline_on")

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY \(CandidacyRows.named.order)) AS place,
            ARRAY[
                \(CandidacyRows.named.cells),
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn] AS cells
        FROM candidacies
        \(CandidacyRows.named.names)
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (email, deadline) = (form.email("email"), form.date("deadline_on"))
        let subject = AccreditedSubject(ofRow: &form)
        if run.act.reason == nil, deadline <= (try centreToday(in: transaction)) {
            form.refuse("deadline_on", "is over: to enter what was, give a reason")
        }
        try form.check()
        _ = try Candidacy.insert(
            email,
            subject,
            deadline: deadline,
            by: run.act.actor,
            in: transaction
        )
    }

    /// The candidacy that a row names; refuses with `InvalidForm`, and with `NotFound`.
    static func id(
        in form: inout Form,
        deadline column: String = "deadline_on",
        in transaction: borrowing Transaction
    ) throws -> ID<Candidacy> {
        try named.id(of: "candidacy", in: &form, day: column, in: transaction)
    }
}

/// What was said of the stages of candidacies, one verdict after another.
enum CandidacyVerdictRows: RowNoun {
    static let columns =
        CandidacyRows.columns + ["stage", "verdict", "examiner", "examined_on", "note"]
    static let keys = CandidacyRows.columns + ["stage", "verdict", "examined_on"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY people.email COLLATE "C", verdicts.id) AS place,
            ARRAY[
                \(CandidacyRows.named.cells), verdicts.stage,
                verdicts.verdict, coalesce(examiners.email, ''),
                to_char(verdicts.examined_on, 'YYYY-MM-DD'), coalesce(verdicts.note, '')] AS cells
        FROM candidacy_verdicts AS verdicts
        JOIN candidacies ON candidacies.id = verdicts.candidacy_id
        LEFT JOIN people AS examiners ON examiners.id = verdicts.examiner_id
        \(CandidacyRows.named.names)
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let id = try CandidacyRows.id(in: &form, in: transaction)
        _ = form.date("examined_on")
        try form.check()
        _ = try Candidacy.enter(
            form.with("on", form.cell("examined_on")),
            on: id,
            by: run.act.actor,
            in: transaction
        )
    }
}

/// Candidacies that led to nothing, and since when; a grant ends one by itself.
enum CandidacyEndRows: RowNoun {
    static let columns = CandidacyRows.columns + ["ended_on"]
    static let keys = CandidacyRows.columns
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY \(CandidacyRows.named.order)) AS place,
            ARRAY[
                \(CandidacyRows.named.cells),
                to_char(candidacies.ended_on, 'YYYY-MM-DD')] AS cells
        FROM candidacies
        \(CandidacyRows.named.names)
        WHERE candidacies.ended_on IS NOT NULL AND NOT EXISTS (
            SELECT FROM accreditations WHERE candidacy_id = candidacies.id)
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let id = try CandidacyRows.id(in: &form, in: transaction)
        let day = form.date("ended_on")
        try form.check()
        _ = try Candidacy.end(id, on: day, by: run.act, in: transaction)
    }
}
