import Postgres

/// An institution: a ministry, an office, a municipal body, a donor, a partner.
package struct Organisation: CodedNoun {
    package static let noun = "organisation"
    package static let plural = "organisations"
    static let aliases = NameAliases(
        table: "organisation_aliases",
        owners: "organisations",
        ownerID: "organisation_id"
    )

    package let draft: OrganisationDraft
    /// The code of the one that stands for this one when it was entered twice; else nil.
    package let mergedInto: String?
    package let version: Int

    /// What an institution is.
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
    ///
    /// Of merged ones there is the one that stands for them, under all their names.
    package static func isFound(by words: SearchWords) -> SQL {
        let found: SQL = """
            \(words.rows("id", of: "organisations"))
            UNION ALL \(words.rows("organisation_id", of: "organisation_aliases"))
            """
        return "organisations.id IN (\(standing(for: found)))"
    }

    package static var isListed: SQL { standsForItself }

    package static var namesThatFit: SQL? {
        """
        SELECT unnest(ARRAY[
            organisations.code, organisations.name_sr_latn, organisations.name_sr_cyrl,
            organisations.name_en])
        UNION ALL SELECT alias FROM organisation_aliases WHERE organisation_id = organisations.id
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
                (SELECT code FROM organisations AS parent WHERE id = organisations.parent_id),
                \(aliases.all), \(standInName), organisations.row_version
            FROM organisations
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, Kind.self, String?.self,
                String?.self, [String].self, String?.self, Int.self
            )
        ).map { code, srCyrl, srLatn, en, kind, lsgCode, parent, aliases, into, version in
            Organisation(
                draft: OrganisationDraft(
                    code: code,
                    name: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                    kind: kind,
                    lsgCode: lsgCode,
                    parentCode: parent,
                    aliases: aliases
                ),
                mergedInto: into,
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
    /// As it was written until it is resolved.
    package internal(set) var lsgCode: String?
    /// The organisation that this one is an office of.
    package let parentCode: String?
    package let aliases: [String]

    init(
        code: String,
        name: Titles,
        kind: Organisation.Kind,
        lsgCode: String?,
        parentCode: String?,
        aliases: [String]
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.lsgCode = lsgCode
        self.parentCode = parentCode
        self.aliases = aliases
    }

    /// Reads `code`, `name_…`, `kind`, `lsg_code`, `parent_code` and `aliases`.
    ///
    /// Refuses with `InvalidForm`.
    package init(_ form: inout Form) throws {
        code = form.code("code")
        name = form.titles("name")
        kind = form.choice("kind", otherwise: Organisation.Kind.other) ?? .other
        lsgCode = form.optionalText("lsg_code")
        parentCode = form.optionalCode("parent_code")
        aliases = form.names("aliases")
        try form.check()
    }

    package static let fields =
        [.code] + DraftField.titles("name") + [
            DraftField(
                "kind",
                "other by default.",
                .choice(Organisation.Kind.allCases.map(\.rawValue))
            ),
            DraftField("lsg_code", "Its municipality or city, by name or official code."),
            .code("parent_code", "The organisation that it is an office of."), .aliases,
        ]

    package var form: Form {
        var values = name.fields("name")
        values["code"] = code
        values["kind"] = kind.rawValue
        values["lsg_code"] = lsgCode
        values["parent_code"] = parentCode
        return Form(values, lists: ["aliases": aliases])
    }
}

extension OrganisationDraft: LocatedDraft {
    package static let permission = Permission.manageCatalogue

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "organisations_code_once": CodeTaken(Organisation.noun)
        case "organisations_lsg_fkey":
            InvalidForm([
                FieldProblem("lsg_code", "no municipality or city has this code of five digits")
            ])
        case "organisations_parent_no_circle":
            InvalidForm([
                FieldProblem("parent_code", "it would be an office of itself in the end")
            ])
        default: nil
        }
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO organisations (
                code, name_sr_cyrl, name_sr_latn, name_en, kind, lsg_code, parent_id)
            VALUES (
                \(code), \(name.srCyrl), \(name.srLatn), \(name.en), \(kind), \(lsgCode),
                (SELECT id FROM organisations WHERE code = \(parentCode)))
            """
        )
        try Organisation.aliases.replace(of: code, with: aliases, in: transaction)
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        let count = try transaction.execute(
            """
            UPDATE organisations
            SET name_sr_cyrl = \(name.srCyrl), name_sr_latn = \(name.srLatn), name_en = \(name.en),
                kind = \(kind), lsg_code = \(lsgCode),
                parent_id = (SELECT id FROM organisations WHERE code = \(parentCode))
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        guard count == 1 else { return false }
        try Organisation.aliases.replace(of: code, with: aliases, in: transaction)
        return true
    }

    private var references: [Reference] {
        [Reference("parent_code", Organisation.self, parentCode)]
    }
}
