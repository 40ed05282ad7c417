import Foundation
import Postgres

/// One written row, as the database entered it: who, when, which row, which columns, why.
package struct AuditEntry: Sendable {
    package let id: Int
    package let enteredAt: Date
    package let actor: String
    package let action: String
    package let noun: String
    package let subjectID: Int
    package let fields: [String]
    package let reason: String?

    /// The entries in the order of entry, newest first.
    package static func list(
        noun: String?,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<AuditEntry> {
        try actor.require(.readAudit)
        let before = try page.afterID(or: .max)
        let found = try transaction.rows(
            """
            SELECT id, entered_at, actor, action, noun, subject_id, coalesce(fields, '{}'), reason
            FROM audit_entries
            WHERE id < \(before) AND (\(noun)::text IS NULL OR noun = \(noun))
            ORDER BY id DESC
            LIMIT \(page.rowsMax + 1)
            """,
            as: (
                Int.self, Date.self, String.self, String.self, String.self, Int.self,
                [String].self, String?.self
            )
        ).map {
            AuditEntry(
                id: $0,
                enteredAt: $1,
                actor: $2,
                action: $3,
                noun: $4,
                subjectID: $5,
                fields: $6,
                reason: $7
            )
        }
        return Page(found, for: page) { String($0.id) }
    }
}
