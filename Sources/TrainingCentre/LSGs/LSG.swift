import Postgres

/// A local self-government: one of the municipalities and cities of the law.
package struct LSG: Sendable {
    package let code: String
    package let nameCyrl: String
    package let nameLatn: String

    package init(code: String, nameCyrl: String, nameLatn: String) {
        self.code = code
        self.nameCyrl = nameCyrl
        self.nameLatn = nameLatn
    }

    /// All of them, by name.
    package static func list(in transaction: borrowing Transaction) throws -> [LSG] {
        try transaction.rows(
            """
            SELECT code, name_cyrl, name_latn FROM lsgs
            ORDER BY name_latn COLLATE "sr-Latn-x-icu", code
            """,
            as: (String.self, String.self, String.self)
        ).map { LSG(code: $0, nameCyrl: $1, nameLatn: $2) }
    }
}
