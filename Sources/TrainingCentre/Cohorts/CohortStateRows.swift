import Postgres

/// How far cohorts are that are no drafts any more.
///
/// A row takes its cohort there by the steps that everybody takes: closing freezes outcomes by the
/// rules of here. Those that have ended stand first, because what people passed decides on others.
enum CohortStateRows: RowNoun {
    static let columns = ["cohort_code", "state", "ended_on"]
    static let keys = ["cohort_code"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY cohort_has_ended(state) DESC, closed_on, code COLLATE "C") AS place,
            ARRAY[
                code, state, coalesce(to_char(coalesce(closed_on, cancelled_on), 'YYYY-MM-DD'), '')]
                AS cells
        FROM cohorts WHERE state <> 'draft'
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (code, day) = (form.code("cohort_code"), form.optionalDate("ended_on"))
        let state = form.choice("state") ?? Cohort.State.draft
        if day != nil, !state.hasEnded {
            form.refuse("ended_on", "is filled in, but the state is \(state.rawValue)")
        }
        try form.check()
        let now = try Cohort.find(code, in: transaction).state
        let actor = run.act.actor
        // What it went through on the way, as far as it says more than the state.
        let steps: [Cohort.State] = [.published, .confirmed, .running]
        guard let last = steps.firstIndex(of: state) else {
            switch state {
            case .closed:
                try checkEvaluated(code, in: transaction)
                _ = try Cohort.close(code, on: day, by: actor, in: transaction)
            case .cancelled:
                _ = try Cohort.cancel(code, on: day, by: run.act, in: transaction)
            case .draft, .published, .confirmed, .running:
                throw InvalidForm([FieldProblem("state", "is \(now.rawValue), and no draft again")])
            }
            return
        }
        for step in steps[...last] {
            switch step {
            case .published: _ = try Cohort.publish(code, by: actor, in: transaction)
            case .confirmed: _ = try Cohort.confirm(code, by: actor, in: transaction)
            default: _ = try Cohort.start(code, by: actor, in: transaction)
            }
        }
    }

    /// Refuses to close a cohort in which passing takes an answer while nobody was asked: answers
    /// do not come with a file, and everybody would fail for want of one.
    private static func checkEvaluated(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws {
        let isUnasked = try transaction.value(
            """
            SELECT (cohort_asks_evaluation(cohorts.id) OR EXISTS (
                    SELECT FROM evaluations WHERE cohort_id = cohorts.id AND is_required))
                AND NOT EXISTS (
                    SELECT FROM evaluations
                    JOIN evaluation_invitations
                        ON evaluation_invitations.evaluation_id = evaluations.id
                    WHERE evaluations.cohort_id = cohorts.id)
            FROM cohorts WHERE code = \(code)
            """,
            as: Bool.self
        )
        guard isUnasked != true else {
            throw InvalidForm([
                FieldProblem(
                    "state",
                    "is closed, but passing takes an answer to a questionnaire, and answers are "
                        + "not transferred: nobody would pass"
                )
            ])
        }
    }
}

/// Seats that were sold beyond those that there are.
enum CohortOverbookingRows: RowNoun {
    static let columns = ["cohort_code", "overbooked"]
    static let keys = ["cohort_code"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY code COLLATE "C") AS place,
            ARRAY[code, overbooked::text] AS cells
        FROM cohorts WHERE overbooked > 0
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (code, seats) = (
            form.code("cohort_code"), form.integer("overbooked", in: 0...1_000)
        )
        try form.check()
        _ = try Cohort.overbook(code, seats: seats, by: run.act, in: transaction)
    }
}
