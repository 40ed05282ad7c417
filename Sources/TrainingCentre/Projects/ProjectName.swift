import Postgres

import struct FoundationEssentials.Date

extension Project {
    /// A project by its code, else by any of its titles and other names, in any spelling.
    ///
    /// Of merged projects it is the one that stands for both on a day, today unless given.
    /// Refuses with `NotFound`, and with `InvalidForm` a name that several projects have.
    static func id(
        named name: String,
        on day: CalendarDate? = nil,
        knownBefore: Date? = nil,
        in transaction: borrowing Transaction
    ) throws -> ID<Project> {
        let named: SQL = """
            SELECT id FROM projects
            WHERE code = upper(\(name)) OR (
                NOT EXISTS (SELECT FROM projects WHERE code = upper(\(name)))
                AND (
                    search_fold(\(name)) IN (
                        search_fold(title_sr_cyrl), search_fold(title_sr_latn),
                        search_fold(title_en))
                    OR EXISTS (
                        SELECT FROM project_aliases
                        WHERE project_id = projects.id AND fold = search_fold(\(name)))))
            """
        let found = try transaction.rows(
            """
            SELECT projects.id, projects.code FROM projects
            WHERE projects.id IN (\(standing(for: named, on: day, knownBefore: knownBefore)))
            ORDER BY projects.code
            """,
            as: (ID<Project>.self, String.self)
        )
        guard let first = found.first else { throw NotFound("project", name) }
        guard found.count == 1 else {
            let codes = found.map(\.1).joined(separator: ", ")
            throw InvalidForm([FieldProblem("project", "“\(name)” names several: \(codes)")])
        }
        return first.0
    }
}
