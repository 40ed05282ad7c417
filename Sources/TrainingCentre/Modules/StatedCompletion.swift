import Documents
import ExperienceAPI
import Postgres

/// That somebody with a seat has completed a module on another platform, by its statement, as a
/// row of the file that `module-completions` are imported from.
///
/// A statement is what a program said: somebody looks at the rows, and enters them by the import.
package struct StatedCompletion: Equatable, Sendable {
    package let cohortCode: String
    package let email: String
    package let module: String
    /// The day of the statement in Belgrade.
    package let completedOn: CalendarDate
    package let scorePercent: Hundredths?
    /// The statement, by its id.
    package let evidence: String

    package var json: JSON {
        [
            "cohort_code": .string(cohortCode), "email": .string(email), "module": .string(module),
            "completed_on": .string(completedOn.description),
            "score_percent": scorePercent?.json ?? .null,
            "source": .string(ModuleCompletion.Source.elsewhere.rawValue),
            "evidence": .string(evidence),
        ]
    }

    /// What statements say of everybody who has a seat in a training that is not over, and has not
    /// completed the module there; by cohort and address.
    ///
    /// `activity` is the IRI by which the other platform calls the module. People are known by
    /// their address (`mbox`). `completed` and `passed` count, unless the result says the opposite
    /// or the statement was voided; of several the one with the best score, and then the first.
    /// Refuses with `AccessError.notAllowed`, `NotFound`, and `InvalidForm` without an activity.
    package static func list(
        _ module: String,
        activity: String?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [StatedCompletion] {
        try actor.require(.readStatements)
        try actor.require(.manageEnrolments)
        let code = try CourseModule.find(module, in: transaction).draft.code
        guard let activity, !activity.isEmpty else {
            throw InvalidForm([FieldProblem("activity", "is missing", .missing)])
        }
        var best: [[String]: StatedResult] = [:]
        for (place, result) in try said(code, activity, in: transaction)
        where result.isBetter(than: best[place]) {
            best[place] = result
        }
        let found = best.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let days = try days(of: found.map(\.value.moment), in: transaction)
        return zip(found, days).map { found, day in
            StatedCompletion(
                cohortCode: found.key[0],
                email: found.key[1],
                module: code,
                completedOn: day,
                scorePercent: found.value.scorePercent,
                evidence: "xAPI \(found.value.statement)"
            )
        }
    }

    /// The days in Belgrade.
    ///
    /// PostgreSQL reads fewer ways of writing a moment than xAPI has.
    private static func days(
        of moments: [Timestamp],
        in transaction: borrowing Transaction
    ) throws -> [CalendarDate] {
        try transaction.rows(
            """
            SELECT (to_timestamp(microseconds / 1000000.0) AT TIME ZONE 'Europe/Belgrade')::date
            FROM unnest(\(moments.map(\.microseconds))) WITH ORDINALITY
                AS given (microseconds, place)
            ORDER BY place
            """,
            as: CalendarDate.self
        )
    }

    /// Each statement that counts, with the cohort and the address of whom it is about.
    private static func said(
        _ module: String,
        _ activity: String,
        in transaction: borrowing Transaction
    ) throws -> [(place: [String], result: StatedResult)] {
        let verbs = [CMI5Verb.completed, .passed].map(\.rawValue)
        return try transaction.rows(
            """
            SELECT cohorts.code, people.email, agents.agent, statements.statement_id::text,
                (statements.content::json -> 'actor')::text,
                coalesce((statements.content::json -> 'result')::text, '{}'),
                coalesce(statements.content::json ->> 'timestamp', '')
            FROM xapi_statement_activities AS named
            JOIN xapi_statements AS statements ON statements.id = named.statement_row
            JOIN xapi_statement_agents AS agents
                ON agents.statement_row = statements.id AND agents.is_direct
                AND agents.agent LIKE 'mbox mailto:%'
            JOIN people ON people.email = lower(substr(agents.agent, 13))
            JOIN enrolments
                ON enrolments.person_id = people.id AND enrolments.status = 'confirmed'
            JOIN cohorts
                ON cohorts.id = enrolments.cohort_id
                AND cohorts.state NOT IN ('closed', 'cancelled')
            JOIN module_standings AS standing
                ON standing.enrolment_id = enrolments.id AND NOT standing.is_completed
            JOIN modules ON modules.id = standing.module_id AND modules.code = \(module)
            WHERE named.activity = \(activity) AND named.is_direct
                AND statements.verb = ANY(\(verbs))
                AND NOT EXISTS (
                    SELECT FROM xapi_statements AS voiding
                    WHERE voiding.target = statements.statement_id AND voiding.is_voiding)
            ORDER BY statements.id
            """,
            as: (
                String.self, String.self, String.self, String.self, String.self, String.self,
                String.self
            )
        ).compactMap { cohort, email, agent, statement, actor, result, moment in
            // An agent may also be what a statement is about.
            guard try AgentIdentity(JSON.parse(Array(actor.utf8)))?.key == agent,
                let moment = Timestamp(moment),
                let result = StatedResult(
                    try JSON.parse(Array(result.utf8)),
                    statement: statement,
                    moment: moment
                )
            else { return nil }
            return ([cohort, email], result)
        }
    }
}

/// What one statement says of a completion.
private struct StatedResult {
    let statement: String
    let moment: Timestamp
    let scorePercent: Hundredths?

    /// nil for a result that says it was not completed, or not passed.
    init?(_ result: JSON, statement: String, moment: Timestamp) {
        guard result["completion"] != false, result["success"] != false else { return nil }
        (self.statement, self.moment) = (statement, moment)
        scorePercent = Self.share(result).map { Hundredths(Int(($0 * 10_000).rounded())) }
    }

    /// The score from 0 to 1: scaled, else what raw is between its bounds.
    private static func share(_ result: JSON) -> Double? {
        let score = result["score"]
        if let scaled = CMI5Session.scaled(result) { return scaled >= 0 ? scaled : nil }
        guard let raw = score?["raw"]?.decimal, let least = score?["min"]?.decimal,
            let most = score?["max"]?.decimal, least < most, (least...most).contains(raw)
        else { return nil }
        return (raw - least) / (most - least)
    }

    func isBetter(than other: StatedResult?) -> Bool {
        guard let other else { return true }
        let (score, known) = (scorePercent?.value ?? -1, other.scorePercent?.value ?? -1)
        return (score, other.moment) > (known, moment)
    }
}
