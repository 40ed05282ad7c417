import Postgres

/// What pays for trainings, with the organisations that take part in it.
package struct Project: CodedNoun {
    package static let noun = "project"
    package static let plural = "projects"

    package let draft: ProjectDraft
    package let version: Int

    /// Projects are found under any of their names.
    package static func isFound(by words: SearchWords) -> SQL {
        """
        projects.id IN (
            \(words.rows("id", of: "projects"))
            UNION ALL \(words.rows("project_id", of: "project_aliases")))
        """
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Project] {
        try transaction.rows(
            """
            SELECT projects.code, projects.title_sr_cyrl, projects.title_sr_latn,
                projects.title_en, projects.starts_on, projects.ends_on,
                ARRAY(
                    SELECT alias FROM project_aliases
                    WHERE project_id = projects.id ORDER BY alias COLLATE "C"),
                ARRAY(
                    SELECT role || ' ' || organisations.code
                    FROM project_roles
                    JOIN organisations ON organisations.id = project_roles.organisation_id
                    WHERE project_id = projects.id
                    ORDER BY role || ' ' || organisations.code COLLATE "C"),
                projects.row_version
            FROM projects
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, CalendarDate?.self,
                CalendarDate?.self, [String].self, [String].self, Int.self
            )
        ).map { code, srCyrl, srLatn, en, startsOn, endsOn, aliases, roles, version in
            Project(
                draft: ProjectDraft(
                    code: code,
                    title: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                    startsOn: startsOn,
                    endsOn: endsOn,
                    aliases: aliases,
                    roles: roles
                ),
                version: version
            )
        }
    }
}

/// What can be entered about a project.
package struct ProjectDraft: Hashable, Sendable {
    package let code: String
    package let title: Titles
    package let startsOn: CalendarDate?
    package let endsOn: CalendarDate?
    package let aliases: [String]
    /// Role and code of an organisation, as in `donor SDC`; sorted.
    let roles: [String]

    /// The columns of an import that name organisations, and the roles that they mean.
    private static let roleColumns = [
        "donors": "donor", "implementers": "implementer", "organisers": "organiser",
        "partners": "partner",
    ]

    fileprivate init(
        code: String,
        title: Titles,
        startsOn: CalendarDate?,
        endsOn: CalendarDate?,
        aliases: [String],
        roles: [String]
    ) {
        self.code = code
        self.title = title
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.aliases = aliases
        self.roles = roles
    }

    /// The codes of the organisations that have a role in the project.
    package func organisations(as role: String) -> [String] {
        roles.filter { $0.hasPrefix(role + " ") }.map { String($0.dropFirst(role.count + 1)) }
    }
}

extension ProjectDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [.code] + DraftField.titles("title") + [
            DraftField("starts_on", "The first day.", .date),
            DraftField("ends_on", "The last day.", .date),
            DraftField("aliases", "Other names that the project goes by.", .list),
        ]
        + roleColumns.keys.sorted().map { DraftField($0, "Codes of organisations.", .list) }

    package var form: Form {
        var lists = ["aliases": aliases]
        for (column, role) in Self.roleColumns { lists[column] = organisations(as: role) }
        let dates = ["starts_on": startsOn?.description, "ends_on": endsOn?.description]
        return Form(
            title.fields("title").merging(dates.compactMapValues(\.self)) { $1 }
                .merging(["code": code]) { $1 },
            lists: lists
        )
    }

    package init(_ form: inout Form) throws {
        code = form.code("code")
        title = form.titles("title")
        startsOn = form.optionalDate("starts_on")
        endsOn = form.optionalDate("ends_on")
        aliases = Array(Set(form.list("aliases"))).sorted { $0.unicodeScalarsPrecede($1) }
        var roles: Set<String> = []
        for (column, role) in Self.roleColumns {
            for organisation in form.list(column) {
                roles.insert("\(role) \(organisation.uppercased())")
            }
        }
        self.roles = roles.sorted { $0.unicodeScalarsPrecede($1) }
        if let startsOn, let endsOn, endsOn < startsOn {
            form.refuse("ends_on", "lies before starts_on")
        }
        try form.check()
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "projects_code_once": CodeTaken(Project.noun)
        default: nil
        }
    }

    package func insert(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            INSERT INTO projects (
                code, title_sr_cyrl, title_sr_latn, title_en, starts_on, ends_on)
            VALUES (
                \(code), \(title.srCyrl), \(title.srLatn), \(title.en), \(startsOn), \(endsOn))
            """
        )
        try enterAliases(in: transaction)
        try enterRoles(in: transaction)
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        let count = try transaction.execute(
            """
            UPDATE projects
            SET title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en), starts_on = \(startsOn), ends_on = \(endsOn)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        guard count == 1 else { return false }
        try enterAliases(in: transaction)
        try enterRoles(in: transaction)
        return true
    }

    private func enterAliases(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            DELETE FROM project_aliases
            WHERE project_id = (SELECT id FROM projects WHERE code = \(code))
                AND NOT alias = ANY(\(aliases))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO project_aliases (project_id, alias)
            SELECT projects.id, alias
            FROM projects CROSS JOIN unnest(\(aliases)) AS alias
            WHERE projects.code = \(code)
            ON CONFLICT (project_id, alias) DO NOTHING
            """
        )
    }

    private func enterRoles(in transaction: borrowing Transaction) throws {
        let unknown = try transaction.rows(
            """
            SELECT role FROM unnest(\(roles)) AS role
            WHERE NOT EXISTS (
                SELECT FROM organisations WHERE organisations.code = split_part(role, ' ', 2))
            """,
            as: String.self
        )
        guard unknown.isEmpty else {
            throw InvalidForm(
                unknown.map { role in
                    let parts = role.split(separator: " ", maxSplits: 1).map(String.init)
                    let column = Self.roleColumns.first { $0.value == parts.first }?.key
                    return FieldProblem(
                        column ?? "aliases",
                        "there is no organisation \(parts.last ?? role)"
                    )
                }
            )
        }
        _ = try transaction.execute(
            """
            DELETE FROM project_roles USING organisations
            WHERE organisations.id = project_roles.organisation_id
                AND project_id = (SELECT id FROM projects WHERE code = \(code))
                AND NOT (role || ' ' || organisations.code) = ANY(\(roles))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO project_roles (project_id, organisation_id, role)
            SELECT projects.id, organisations.id, split_part(wanted, ' ', 1)
            FROM unnest(\(roles)) AS wanted
            JOIN organisations ON organisations.code = split_part(wanted, ' ', 2)
            JOIN projects ON projects.code = \(code)
            ON CONFLICT (project_id, organisation_id, role) DO NOTHING
            """
        )
    }
}
