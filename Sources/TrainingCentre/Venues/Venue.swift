import Documents
import Postgres

/// A place where the centre works: a training centre, a reception centre, a hall.
package struct Venue: CodedNoun {
    package static let noun = "venue"
    package static let plural = "venues"
    static let aliases = NameAliases(
        table: "venue_aliases",
        owners: "venues",
        ownerID: "venue_id"
    )

    package let draft: VenueDraft
    package let version: Int

    /// What a venue is.
    package enum Kind: String, CaseIterable, Sendable {
        case trainingCentre = "training-centre"
        case receptionCentre = "reception-centre"
        case asylumCentre = "asylum-centre"
        case other
    }

    /// Venues are found under any of their names.
    package static func isFound(by words: SearchWords) -> SQL {
        """
        venues.id IN (
            \(words.rows("id", of: "venues"))
            UNION ALL \(words.rows("venue_id", of: "venue_aliases")))
        """
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Venue] {
        try transaction.rows(
            """
            SELECT venues.code, ARRAY[venues.name_sr_cyrl, venues.name_sr_latn, venues.name_en],
                venues.kind, venues.lsg_code, venues.address, \(aliases.all), venues.row_version
            FROM venues
            \(condition)
            """,
            as: (
                String.self, [String].self, Kind.self, String?.self, String?.self, [String].self,
                Int.self
            )
        ).map { code, name, kind, lsgCode, address, aliases, version in
            Venue(
                draft: VenueDraft(
                    code: code,
                    name: Titles(columns: name),
                    kind: kind,
                    lsgCode: lsgCode,
                    address: address,
                    aliases: aliases
                ),
                version: version
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "name": draft.name.json,
            "kind": .string(draft.kind.rawValue), "lsg_code": JSON(draft.lsgCode),
            "address": JSON(draft.address),
            "aliases": .array(draft.aliases.map(JSON.string)), "version": .integer(version),
        ]
    }
}

/// What can be entered about a venue.
package struct VenueDraft: Hashable, Sendable {
    package let code: String
    package let name: Titles
    package let kind: Venue.Kind
    /// As it was written until it is resolved.
    package internal(set) var lsgCode: String?
    /// Street, number and town, in whatever script.
    package let address: String?
    package let aliases: [String]
}

extension VenueDraft: LocatedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [.code] + DraftField.titles("name") + [
            .choice("kind", Venue.Kind.self, "other by default."),
            DraftField("lsg_code", "Its municipality or city, by name or official code."),
            DraftField("address", "Street, number and town; notices to trainees say it."),
            .aliases,
        ]

    package init(_ form: inout Form) throws {
        code = form.code("code")
        name = form.titles("name")
        kind = form.choice("kind", otherwise: Venue.Kind.other) ?? .other
        lsgCode = form.optionalText("lsg_code")
        address = form.optionalText("address")
        aliases = form.names("aliases")
        try form.check()
    }

    package var form: Form {
        var values = name.fields("name")
        values["code"] = code
        values["kind"] = kind.rawValue
        values["lsg_code"] = lsgCode
        values["address"] = address
        return Form(values, lists: ["aliases": aliases])
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "venues_code_once": CodeTaken(Venue.noun)
        case "venues_lsg_fkey":
            InvalidForm([
                FieldProblem("lsg_code", "no municipality or city has this code of five digits")
            ])
        default: nil
        }
    }

    package func insert(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            INSERT INTO venues (
                code, name_sr_cyrl, name_sr_latn, name_en, kind, lsg_code, address)
            VALUES (
                \(code), \(name.srCyrl), \(name.srLatn), \(name.en), \(kind), \(lsgCode),
                \(address))
            """
        )
        try Venue.aliases.replace(of: code, with: aliases, in: transaction)
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        let count = try transaction.execute(
            """
            UPDATE venues
            SET name_sr_cyrl = \(name.srCyrl), name_sr_latn = \(name.srLatn), name_en = \(name.en),
                kind = \(kind), lsg_code = \(lsgCode), address = \(address)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        guard count == 1 else { return false }
        try Venue.aliases.replace(of: code, with: aliases, in: transaction)
        return true
    }
}
