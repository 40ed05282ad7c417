import Credentials
import Postgres

/// A file that a certificate is given away as.
package enum CertificateFile: String, CaseIterable, Sendable {
    /// The credential with its embedded proof.
    case document = "json"
    /// The credential as a token.
    case token = "jwt"
    /// The proof that the log has it.
    case logProof = "tlog-proof"

    package var mediaType: String {
        switch self {
        case .document: "application/vc"
        case .token: "application/vc+jwt"
        case .logProof: "text/plain; charset=utf-8"
        }
    }

    /// The bytes, as they were signed; refuses with `NotFound` and `LogRefusal.notYetTakenIn`.
    package func content(
        _ id: VerificationID,
        in transaction: borrowing Transaction
    ) throws -> [UInt8] {
        let stored = try StoredCredential.find(id, in: transaction)
        switch self {
        case .document: return stored.document
        case .token: return stored.token
        case .logProof: return try stored.logProof(in: transaction)
        }
    }
}
