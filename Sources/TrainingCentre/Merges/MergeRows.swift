import Postgres

/// Which records stand for others now, each with its reason.
enum MergeRows: RowNoun {
    static let columns = ["noun", "merged", "into", "reason"]
    static let keys = ["noun", "merged"]
    /// What else the noun needs, the act asks for.
    static let permission = Permission.manageEnrolments

    private enum Noun: String, CaseIterable {
        case person, organisation, project
    }

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY cells[1] COLLATE "C", cells[2] COLLATE "C") AS place,
            cells
        FROM (
            \(Self.cells(of: Person.self, .person))
            UNION ALL
            \(Self.cells(of: Organisation.self, .organisation))
            UNION ALL
            \(Self.cells(of: Project.self, .project))
        ) AS merges
        """
    }

    private static func cells<Record: Mergeable>(of type: Record.Type, _ noun: Noun) -> SQL {
        let tables = Record.mergeTables
        return """
            SELECT ARRAY[
                \(noun.rawValue), merged.\(raw: tables.name),
                standing.\(raw: tables.name),
                (
                    SELECT reason FROM \(raw: tables.merges)
                    WHERE merged_id = stand_ins.merged_id ORDER BY id DESC LIMIT 1)] AS cells
            FROM \(raw: tables.standIns)(centre_today()) AS stand_ins
            JOIN \(raw: tables.records) AS merged ON merged.id = stand_ins.merged_id
            JOIN \(raw: tables.records) AS standing ON standing.id = stand_ins.into_id
            """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let noun = form.choice("noun") ?? Noun.person
        // An id is this centre's own; files name people by their address.
        let (merged, into) =
            noun == .person
            ? (form.email("merged"), form.email("into")) : (form.text("merged"), form.text("into"))
        let reason = form.text("reason")
        try form.check()
        // Each has a reason of its own.
        let act = try Act(by: run.act.actor, because: reason)
        switch noun {
        case .person: _ = try Merge<Person>.enter(merged, into: into, by: act, in: transaction)
        case .organisation:
            _ = try Merge<Organisation>.enter(merged, into: into, by: act, in: transaction)
        case .project: _ = try Merge<Project>.enter(merged, into: into, by: act, in: transaction)
        }
    }
}
