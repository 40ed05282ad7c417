import Postgres

/// What was decided on entries of the register of trainers, one step after another.
///
/// Whoever brings the file in enters the decisions, and the audit says so.
enum TrainerDecisionRows: RowNoun {
    static let columns = ["email", "state", "decided_on", "number", "reason"]
    static let keys = ["email", "state", "decided_on"]
    static let permission = Permission.issueCertificates

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY people.email COLLATE "C", decisions.id) AS place,
            ARRAY[
                people.email, decisions.state, to_char(decisions.decided_on, 'YYYY-MM-DD'),
                coalesce(decisions.number, ''), coalesce(decisions.reason, '')] AS cells
        FROM trainer_decisions AS decisions
        JOIN trainers ON trainers.id = decisions.trainer_id
        JOIN people ON people.id = trainers.person_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let email = form.email("email")
        _ = form.date("decided_on")
        let reason = form.optionalText("reason", lengthMax: Reason.Limits.lengthMax)
        try form.check()
        _ = try TrainerProfile.decide(
            TrainerProfile.id(of: email, in: transaction),
            form.with("on", form.cell("decided_on")),
            by: reason.map { try Act(by: run.act.actor, because: $0) } ?? run.act,
            in: transaction
        )
    }
}

/// What was shown for entries of the register of trainers, and where it is kept.
enum TrainerEvidenceRows: RowNoun {
    static let columns = ["email", "kind", "title", "place", "digest"]
    static let keys = columns
    static let permission = Permission.manageEnrolments

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY people.email COLLATE "C", evidence.id) AS place,
            ARRAY[
                people.email, evidence.kind, evidence.title, coalesce(evidence.place, ''),
                coalesce(evidence.digest, '')] AS cells
        FROM trainer_evidence AS evidence
        JOIN trainers ON trainers.id = evidence.trainer_id
        JOIN people ON people.id = trainers.person_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let email = form.email("email")
        try form.check()
        _ = try TrainerEvidence.enter(
            form,
            for: TrainerProfile.id(of: email, in: transaction),
            by: run.act.actor,
            in: transaction
        )
    }
}
