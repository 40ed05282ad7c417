import Postgres

/// Who issues certificates: an identity on the web and keys.
package struct Issuer: Sendable {
    package let id: ID<Issuer>
    /// The word for it in addresses.
    package let slug: String
    package let name: Titles

    /// The issuer with a slug; refuses with `NotFound`.
    package static func find(
        _ slug: String,
        in transaction: borrowing Transaction
    ) throws -> Issuer {
        guard let issuer = try rows("WHERE slug = \(slug)", in: transaction).first else {
            throw NotFound("issuer", slug)
        }
        return issuer
    }

    /// The centre itself, which issues everything at present.
    static func own(in transaction: borrowing Transaction) throws -> Issuer {
        guard let issuer = try rows("ORDER BY id LIMIT 1", in: transaction).first else {
            throw NotFound("issuer", "of this centre")
        }
        return issuer
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Issuer] {
        try transaction.rows(
            "SELECT id, slug, name_sr_cyrl, name_sr_latn, name_en FROM issuers \(condition)",
            as: (ID<Issuer>.self, String.self, String.self, String.self, String.self)
        ).map { Issuer(id: $0, slug: $1, name: Titles(srCyrl: $2, srLatn: $3, en: $4)) }
    }
}
