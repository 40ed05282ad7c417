import Postgres

/// An institution: a ministry, an office, a municipal body, a donor, a partner.
package struct Organisation: CodedNoun {
    package static let noun = "organisation"
    package static let plural = "organisations"

    package let draft: OrganisationDraft
    package let version: Int

    package enum Kind: String, CaseIterable, Sendable {
        case stateBody = "state-body"
        case localBody = "local-body"
        case international, donor
        case civilSociety = "civil-society"
        case other
    }

    static func id(
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> ID<Organisation> {
        guard
            let id = try transaction.value(
                "SELECT id FROM organisations WHERE code = \(code.uppercased())",
                as: ID<Organisation>.self
            )
        else { throw NotFound("organisation", code) }
        return id
    }

    /// Organisations are found under any of their names.
    package static func isFound(by words: SearchWords) -> SQL {
        """
        organisations.id IN (
            \(words.rows("id", of: "organisations"))
            UNION ALL \(words.rows("organisation_id", of: "organisation_aliases")))
        """
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Organisation] {
        try transaction.rows(
            """
            SELECT organisations.code, organisations.name_sr_cyrl, organisations.name_sr_latn,
                organisations.name_en, organisations.kind, organisations.lsg_code,
                ARRAY(
                    SELECT alias FROM organisation_aliases
                    WHERE organisation_id = organisations.id ORDER BY alias COLLATE "C"),
                organisations.row_version
            FROM organisations
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, Kind.self, String?.self,
                [String].self, Int.self
            )
        ).map { code, srCyrl, srLatn, en, kind, lsgCode, aliases, version in
            Organisation(
                draft: OrganisationDraft(
                    code: code,
                    name: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                    kind: kind,
                    lsgCode: lsgCode,
                    aliases: aliases
                ),
                version: version
            )
        }
    }
}

/// What can be entered about an organisation.
package struct OrganisationDraft: Hashable, Sendable {
    package let code: String
    package let name: Titles
    package let kind: Organisation.Kind
    package let lsgCode: String?
    package let aliases: [String]

    init(
        code: String,
        name: Titles,
        kind: Organisation.Kind,
        lsgCode: String?,
        aliases: [String]
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.lsgCode = lsgCode
        self.aliases = aliases
    }

    /// Reads `code`, `name_…`, `kind`, `lsg_code` and `aliases`; refuses with `InvalidForm`.
    package init(_ form: inout Form) throws {
        code = form.code("code")
        name = form.titles("name")
        kind = form.choice("kind", otherwise: Organisation.Kind.other) ?? .other
        lsgCode = form.optionalText("lsg_code")
        aliases = Array(Set(form.list("aliases"))).sorted { $0.unicodeScalarsPrecede($1) }
        try form.check()
    }

    package static let fields =
        [.code] + DraftField.titles("name") + [
            DraftField(
                "kind",
                "other by default.",
                .choice(Organisation.Kind.allCases.map(\.rawValue))
            ),
            DraftField("lsg_code", "The official code of its municipality or city."),
            DraftField("aliases", "Other names: an acronym, an old name.", .list),
        ]

    package var form: Form {
        var values = name.fields("name")
        values["code"] = code
        values["kind"] = kind.rawValue
        values["lsg_code"] = lsgCode
        return Form(values, lists: ["aliases": aliases])
    }
}

extension OrganisationDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "organisations_code_once": CodeTaken(Organisation.noun)
        case "organisations_lsg_fkey":
            InvalidForm([
                FieldProblem("lsg_code", "no municipality or city has this code of five digits")
            ])
        default: nil
        }
    }

    package func insert(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            INSERT INTO organisations (
                code, name_sr_cyrl, name_sr_latn, name_en, kind, lsg_code)
            VALUES (\(code), \(name.srCyrl), \(name.srLatn), \(name.en), \(kind), \(lsgCode))
            """
        )
        try enterAliases(in: transaction)
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        let count = try transaction.execute(
            """
            UPDATE organisations
            SET name_sr_cyrl = \(name.srCyrl), name_sr_latn = \(name.srLatn), name_en = \(name.en),
                kind = \(kind), lsg_code = \(lsgCode)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        if count == 1 { try enterAliases(in: transaction) }
        return count == 1
    }

    private func enterAliases(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            DELETE FROM organisation_aliases
            WHERE organisation_id = (SELECT id FROM organisations WHERE code = \(code))
                AND NOT alias = ANY(\(aliases))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO organisation_aliases (organisation_id, alias)
            SELECT organisations.id, alias
            FROM organisations CROSS JOIN unnest(\(aliases)) AS alias
            WHERE organisations.code = \(code)
            ON CONFLICT (organisation_id, alias) DO NOTHING
            """
        )
    }
}
