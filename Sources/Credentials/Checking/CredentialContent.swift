/// What a signed credential says, read strictly; its signature is not looked at.
///
/// For holding what was stored against something else that is known.
package struct CredentialContent: Sendable {
    package let facts: CredentialFacts
    /// When its proof was made; nil for a token.
    package let created: Moment?

    /// Reads JSON with an embedded proof, or a token.
    ///
    /// - Throws: `CredentialProblem`.
    package init(_ bytes: [UInt8]) throws {
        switch try Received(bytes) {
        case .document(let json):
            let reader = try CredentialReader(json, form: .withProof)
            (facts, created) = (reader.facts, reader.proof?.created)
        case .token(let token):
            facts = try CredentialReader(token.payload, form: .inToken).facts
            created = nil
        }
    }
}
