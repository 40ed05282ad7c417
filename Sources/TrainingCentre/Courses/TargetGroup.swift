import Postgres

/// For whom a course is meant, from a vocabulary that reports count by.
package struct TargetGroup: Sendable {
    package let code: String
    package let name: Titles

    package static func list(in transaction: borrowing Transaction) throws -> [TargetGroup] {
        try transaction.rows(
            "SELECT code, name_sr_cyrl, name_sr_latn, name_en FROM target_groups ORDER BY id",
            as: (String.self, String.self, String.self, String.self)
        ).map { TargetGroup(code: $0, name: Titles(srCyrl: $1, srLatn: $2, en: $3)) }
    }
}
