import Postgres

/// What pays for trainings, with the organisations that take part in it.
package struct Project: CodedNoun {
    package static let noun = "project"
    package static let plural = "projects"
    static let aliases = NameAliases(
        table: "project_aliases",
        owners: "projects",
        ownerID: "project_id"
    )
    static let tags = CodedLinks(
        table: "project_tags",
        owners: "projects",
        ownerID: "project_id",
        others: "tags",
        otherID: "tag_id"
    )
    static let roles = OrganisationRoles(
        table: "project_roles",
        owners: "projects",
        ownerID: "project_id"
    )

    package let draft: ProjectDraft
    /// The code of the project that stands for this one when it was entered twice; else nil.
    package let mergedInto: String?
    package let version: Int

    /// Whether it is a project or what projects are parts of.
    package enum Kind: String, CaseIterable, Sendable {
        case project
        /// What projects are parts of, over many years: a migration partnership of two states.
        case programme
    }

    /// Projects are found under any of their names, under the titles of their tags, and under the
    /// names of who takes part in them.
    ///
    /// Of merged projects there is the one that stands for them, under all their names.
    package static func isFound(by words: SearchWords) -> SQL {
        let found: SQL = """
            \(words.rows("id", of: "projects"))
            UNION ALL \(words.rows("project_id", of: "project_aliases"))
            UNION ALL SELECT project_id FROM project_tags
            WHERE tag_id IN (\(words.rows("id", of: "tags")))
            UNION ALL SELECT project_id FROM project_roles
            WHERE organisation_id IN (
                \(words.rows("id", of: "organisations"))
                UNION ALL \(words.rows("organisation_id", of: "organisation_aliases")))
            """
        return "projects.id IN (\(standing(for: found)))"
    }

    package static var isListed: SQL { standsForItself }

    /// Also when only a record that was merged into it has the tag.
    package static func isTagged(_ code: String) -> SQL? {
        let found: SQL = """
            SELECT project_id FROM project_tags JOIN tags ON tags.id = tag_id
            WHERE tags.code = \(code)
            """
        return "projects.id IN (\(standing(for: found)))"
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Project] {
        try transaction.rows(
            """
            SELECT projects.code,
                ARRAY[projects.title_sr_cyrl, projects.title_sr_latn, projects.title_en],
                projects.kind,
                (SELECT code FROM projects AS programme WHERE id = projects.programme_id),
                projects.starts_on, projects.ends_on,
                array_remove(ARRAY[
                    projects.objective_sr_cyrl, projects.objective_sr_latn,
                    projects.objective_en], NULL),
                \(aliases.all), \(tags.codes), \(roles.all), \(standInName), projects.row_version
            FROM projects
            \(condition)
            """,
            as: (
                String.self, [String].self, Kind.self, String?.self, CalendarDate?.self,
                CalendarDate?.self, [String].self, [String].self, [String].self, [String].self,
                String?.self, Int.self
            )
        ).map { row in
            Project(
                draft: ProjectDraft(
                    code: row.0,
                    title: Titles(columns: row.1),
                    kind: row.2,
                    programmeCode: row.3,
                    startsOn: row.4,
                    endsOn: row.5,
                    objective: Titles(row: row.6),
                    aliases: row.7,
                    tags: row.8,
                    roles: row.9
                ),
                mergedInto: row.10,
                version: row.11
            )
        }
    }
}

/// What can be entered about a project.
package struct ProjectDraft: Hashable, Sendable {
    package let code: String
    package let title: Titles
    package let kind: Project.Kind
    package let programmeCode: String?
    package let startsOn: CalendarDate?
    package let endsOn: CalendarDate?
    package let objective: Titles?
    package let aliases: [String]
    package let tags: [String]
    /// Role and code of an organisation, as in `donor SDC`; sorted.
    let roles: [String]

    /// The columns of an import that name organisations, and the roles that they mean.
    static let roleColumns = [
        "donors": "donor", "funds": "fund", "implementers": "implementer",
        "organisers": "organiser", "partners": "partner",
    ]

    /// The codes of the organisations that have a role in the project.
    package func organisations(as role: String) -> [String] {
        roles.filter { $0.hasPrefix(role + " ") }.map { String($0.dropFirst(role.count + 1)) }
    }
}

extension ProjectDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [.code] + DraftField.titles("title") + [
            .choice("kind", Project.Kind.self, "project by default."),
            .code("programme_code", "The programme that it is a part of."), .startsOn, .endsOn,
        ] + DraftField.titles("objective") + [
            DraftField("aliases", "Other names that the project goes by.", .list), .tags,
        ]
        + roleColumns.keys.sorted().map { DraftField($0, "Codes of organisations.", .list) }

    package var form: Form {
        var lists = ["aliases": aliases, "tags": tags]
        for (column, role) in Self.roleColumns { lists[column] = organisations(as: role) }
        var values = title.fields("title")
        values.merge(objective?.fields("objective") ?? [:]) { $1 }
        values["code"] = code
        values["kind"] = kind.rawValue
        values["programme_code"] = programmeCode
        values["starts_on"] = startsOn?.description
        values["ends_on"] = endsOn?.description
        return Form(values, lists: lists)
    }

    package init(_ form: inout Form) throws {
        code = form.code("code")
        title = form.titles("title")
        kind = form.choice("kind", otherwise: Project.Kind.project) ?? .project
        programmeCode = form.optionalCode("programme_code")
        (startsOn, endsOn) = form.period()
        objective = form.optionalTitles("objective", lengthMax: 2_000)
        aliases = form.names("aliases")
        tags = form.codes("tags")
        var roles: Set<String> = []
        for (column, role) in Self.roleColumns {
            for organisation in form.list(column) {
                roles.insert("\(role) \(organisation.uppercased())")
            }
        }
        self.roles = roles.sorted { $0.unicodeScalarsPrecede($1) }
        try form.check()
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "projects_code_once": CodeTaken(Project.noun)
        case "projects_programme_fkey":
            InvalidForm([
                FieldProblem("programme_code", "is of a project: only a programme has projects")
            ])
        case "projects_programme_in_none":
            InvalidForm([FieldProblem("programme_code", "a programme is part of nothing")])
        default: nil
        }
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO projects (
                code, title_sr_cyrl, title_sr_latn, title_en, kind, programme_id, starts_on,
                ends_on, objective_sr_cyrl, objective_sr_latn, objective_en)
            VALUES (
                \(code), \(title.srCyrl), \(title.srLatn), \(title.en), \(kind),
                (SELECT id FROM projects WHERE code = \(programmeCode)), \(startsOn), \(endsOn),
                \(objective?.srCyrl), \(objective?.srLatn), \(objective?.en))
            """
        )
        try enterLinks(in: transaction)
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        let count = try transaction.execute(
            """
            UPDATE projects
            SET title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en), kind = \(kind),
                programme_id = (SELECT id FROM projects WHERE code = \(programmeCode)),
                starts_on = \(startsOn), ends_on = \(endsOn),
                objective_sr_cyrl = \(objective?.srCyrl), objective_sr_latn = \(objective?.srLatn),
                objective_en = \(objective?.en)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        guard count == 1 else { return false }
        try enterLinks(in: transaction)
        return true
    }

    private var references: [Reference] {
        [
            Reference("programme_code", Project.self, programmeCode),
            Reference("tags", Tag.self, tags),
        ]
            + Self.roleColumns.keys.sorted().map { column in
                let role = Self.roleColumns[column] ?? column
                return Reference(column, Organisation.self, organisations(as: role))
            }
    }

    private func enterLinks(in transaction: borrowing Transaction) throws {
        try Project.aliases.replace(of: code, with: aliases, in: transaction)
        try Project.tags.replace(of: code, with: tags, in: transaction)
        try Project.roles.replace(of: code, with: roles, in: transaction)
    }
}
