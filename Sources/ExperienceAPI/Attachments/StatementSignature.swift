import Documents

/// Signatures of statements (xAPI 1.0.3, Data 2.6): JWS in the compact form.
///
/// Looked at is whether a signature is one, by an algorithm that is allowed, of this statement. By
/// whose key it was made is not: a certificate beside it says so of itself, and nobody vouches for
/// it.
enum StatementSignature {
    private static let algorithms: Set = ["RS256", "RS384", "RS512"]

    /// Refuses with `StatementProblem` what is no signature of the statement.
    static func check(
        _ content: [UInt8],
        _ attachment: JSON,
        of statement: JSON,
        at path: String
    ) throws {
        guard attachment["contentType"]?.text == "application/octet-stream" else {
            throw StatementProblem(path, "is a signature that is not application/octet-stream")
        }
        let parts = content.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }),
            let head = Base64URL.bytes(of: parts[0]).flatMap({ try? JSON.parse($0) }),
            let payload = Base64URL.bytes(of: parts[1]).flatMap({ try? JSON.parse($0) }),
            Base64URL.bytes(of: parts[2]) != nil
        else { throw StatementProblem(path, "is a signature that is no JWS") }
        guard let algorithm = head["alg"]?.text, algorithms.contains(algorithm) else {
            throw StatementProblem(path, "is a signature by none of RS256, RS384 and RS512")
        }
        guard payload.members != nil, StatementIdentity.isSigned(payload, by: statement) else {
            throw StatementProblem(path, "is a signature of another statement")
        }
    }
}
