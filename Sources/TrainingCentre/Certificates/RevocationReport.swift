import Credentials
import Documents
import Postgres

/// What became of certificates that were to be revoked together.
package struct RevokedCertificates: Sendable {
    package let revoked: [Revoked]
    /// How many were revoked before; their first record stands.
    package let unchanged: Int
    /// Rows of a file that could not be done.
    package let rejected: [ImportReport.Remark]
    /// Rows or certificates that were looked at.
    package let read: Int

    /// One that was revoked now.
    package struct Revoked: Sendable {
        package let id: VerificationID
        package let number: String
        package let email: String
        package let revokedOn: CalendarDate
        package let reasonClass: Revocation.ReasonClass

        init(_ entered: RevocationDraft.Entered) {
            id = entered.id
            number = entered.number
            email = entered.email
            revokedOn = entered.revokedOn
            reasonClass = entered.reasonClass
        }
    }

    package var json: JSON {
        [
            "read": .integer(read),
            "revoked": .array(
                revoked.map {
                    [
                        "number": .string($0.number), "id": .string($0.id.printed),
                        "person": .string($0.email), "revoked_on": $0.revokedOn.json,
                        "reason_class": .string($0.reasonClass.rawValue),
                    ]
                }
            ),
            "unchanged": .integer(unchanged),
            "rejected": .array(
                rejected.map {
                    [
                        "row": .integer($0.line), "field": .string($0.field),
                        "problem": .string($0.problem),
                    ]
                }
            ),
        ]
    }
}
