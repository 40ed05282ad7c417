import Credentials
import Foundation
import Postgres

/// That this centre issued exactly what a presented file says.
///
/// A signature proves who had the key. Whoever stole it can sign what the register never had.
struct RegisterRecord: Sendable {
    /// When a signed checkpoint first covered it; nil while it waits for the log.
    let loggedAt: Moment?

    /// Looks facts up; nil when the register does not have exactly these.
    init?(of facts: CredentialFacts, in transaction: borrowing Transaction) throws {
        guard let id = facts.verificationID else { return nil }
        let found = try transaction.row(
            """
            SELECT credentials.salt, log_leaves.commitment,
                (SELECT min(signed_at) FROM log_checkpoints WHERE size > log_leaves.place)
            FROM certificates
            JOIN credentials ON credentials.certificate_id = certificates.id
            JOIN log_leaves ON log_leaves.certificate_id = certificates.id
                AND log_leaves.kind = 'issue'
            WHERE certificates.verification_id = \(id)
            """,
            as: ([UInt8].self, [UInt8].self, Date?.self)
        )
        guard let (salt, entered, signedAt) = found else { return nil }
        let presented = try LogCommitment(
            toCertificate: try Credential(facts).unsecured,
            salt: salt
        )
        guard presented.bytes == entered else { return nil }
        loggedAt = signedAt.flatMap(Moment.init)
    }

    /// What is told about a file that is signed and not in the register.
    struct Missing {
        let code = "not_issued"
        let sentence =
            "It is signed with a key of the centre, but the register does not have it: the centre "
            + "never issued this. Tell the centre, for somebody else may have its key."
    }
}
