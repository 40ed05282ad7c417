import Documents
import ExperienceAPI
import Postgres

extension ModuleLogEntry {
    /// What the units of an attempt said in each opening, by the id of its run; what the centre
    /// itself says of an opening is left out.
    static func said(
        in attempt: ModuleAttempt,
        _ transaction: borrowing Transaction
    ) throws -> [Int: [String]] {
        let ofCentre = CMI5Verb.allCases.filter { !$0.isOfUnit }.map(\.rawValue)
        let rows = try transaction.rows(
            """
            SELECT module_runs.id,
                (1000 * extract(
                    epoch FROM xapi_statements.stored_at - module_runs.begun_at))::bigint,
                xapi_statements.content
            FROM module_runs
            JOIN cmi5_registrations ON cmi5_registrations.attempt_id = module_runs.attempt_id
            JOIN xapi_statements ON xapi_statements.registration = cmi5_registrations.registration
            WHERE module_runs.attempt_id = \(attempt.id)
                AND NOT xapi_statements.verb = ANY(\(ofCentre))
                AND module_runs.id = (
                    SELECT max(begun.id) FROM module_runs AS begun
                    WHERE begun.attempt_id = module_runs.attempt_id
                        AND begun.begun_at <= xapi_statements.stored_at)
            ORDER BY xapi_statements.id
            """,
            as: (Int.self, Int.self, String.self)
        )
        var said: [Int: [String]] = [:]
        for (run, milliseconds, content) in rows {
            let statement = try JSON.parse(Array(content.utf8))
            said[run, default: []].append("\(seconds(max(0, milliseconds))) \(line(statement))")
        }
        return said
    }

    /// A statement as a line: `passed https://obuka.example/lekcija (score 0.9)`.
    private static func line(_ statement: JSON) -> String {
        let verb = statement["verb"]?["id"]?.text ?? ""
        let object = statement["object"]?["id"]?.text ?? ""
        let score = CMI5Session.scaled(statement["result"]).map { " (score \($0))" } ?? ""
        return "\(verb.split(separator: "/").last ?? "") \(object)\(score)"
    }
}
