import Credentials
import Documents
import Postgres

/// The answer to a verifier, whatever was typed: one of six.
package enum VerificationAnswer: Sendable {
    /// A certificate of the register, in whatever state.
    case known(Verification)
    /// A well-formed ID that the register does not have: forged, or not ours.
    case unknown(VerificationID)
    /// What was typed cannot be an ID of ours; `mistyped` when it looks like one with an error.
    case noID(typed: String, mistyped: Bool)
    /// The register cannot be asked right now.
    case unavailable

    package var status: VerificationStatus {
        switch self {
        case .known(let verification): verification.status
        case .unknown, .noID: .unknown
        case .unavailable: .unavailable
        }
    }

    /// The answer as UTF-8 JSON.
    package var jsonBytes: [UInt8] {
        switch self {
        case .known(let verification): return verification.jsonBytes
        case .unknown(let id):
            return JSON.object([
                JSON.Member("status", "unknown"), JSON.Member("id", .string(id.printed)),
                JSON.Member("mistyped", false),
                JSON.Member("message", "no certificate of this register has this ID"),
            ]).bytes
        case .noID(_, let mistyped):
            let message =
                mistyped
                ? "the ID looks mistyped: compare it with the certificate, symbol by symbol"
                : "this is no certificate ID: it has 16 symbols in four groups"
            return JSON.object([
                JSON.Member("status", "unknown"), JSON.Member("mistyped", .bool(mistyped)),
                JSON.Member("message", .string(message)),
            ]).bytes
        case .unavailable:
            return JSON.object([
                JSON.Member("status", "unavailable"),
                JSON.Member(
                    "message",
                    "it cannot be checked right now; this says nothing about the certificate"
                ),
            ]).bytes
        }
    }
}

extension TrainingCentre {
    /// Answers what stands behind an ID, however it was typed.
    ///
    /// Never throws for the verifier: a
    /// register that cannot be asked is an answer, too.
    package func verify(_ typed: String) async throws -> VerificationAnswer {
        switch VerificationID.reading(typed) {
        case .mistyped: return .noID(typed: typed, mistyped: true)
        case .notAnID: return .noID(typed: typed, mistyped: false)
        case .id(let id):
            do {
                return try await verificationLookup.find(id).map { .known($0) } ?? .unknown(id)
            } catch {
                guard (error as? PostgresError)?.isUnavailable == true else { throw error }
                return .unavailable
            }
        }
    }
}
