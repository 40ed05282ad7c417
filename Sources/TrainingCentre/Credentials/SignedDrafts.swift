import Credentials

/// The credentials of drafts, signed by all cores a few hundred at a time as they are taken.
///
/// Those of ten thousand at once would be a hundred megabytes. What cannot be signed ends the
/// sequence early, and `commitments` throws it.
final class SignedDrafts: Sequence, IteratorProtocol {
    let drafts: [CredentialDraft]
    private let sign: @Sendable (CredentialDraft) throws -> SignedCredential
    private var signed: ArraySlice<SignedCredential> = []
    private var made: [[UInt8]] = []
    private var taken = 0
    private var problem: (any Error)?

    private static let countAtOnce = 512

    init(_ drafts: [CredentialDraft], signers: Signers, addresses: Addresses, now: Moment) {
        self.drafts = drafts
        let (issuer, proof, token) = (signers.issuer, signers.proof, signers.token)
        sign = { draft in try draft.signed(issuer, addresses, proof, token, now) }
    }

    func next() -> (CredentialDraft, SignedCredential)? {
        if signed.isEmpty { signMore() }
        guard let first = signed.popFirst() else { return nil }
        defer { taken += 1 }
        return (drafts[taken], first)
    }

    private func signMore() {
        guard problem == nil else { return }
        do {
            let more = try Array(drafts[taken...].prefix(Self.countAtOnce)).concurrentMap(sign)
            made += more.map(\.commitment)
            signed = more[...]
        } catch {
            problem = error
        }
    }

    /// The commitments of all, in the order of the drafts; call it when the sequence has ended.
    ///
    /// Refuses with `NotCertifiable`.
    func commitments() throws -> [[UInt8]] {
        if let problem { throw problem }
        return made
    }
}
