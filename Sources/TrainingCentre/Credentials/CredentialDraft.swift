import Credentials
import Documents
import Postgres

/// Facts with the chance that their credential takes.
struct CredentialDraft: Sendable {
    let facts: CertifiedFacts
    let place: StatusLists.Place
    let seed: [UInt8]
    let holder: String
    private let entry: RegisterEntry

    init(
        facts: CertifiedFacts,
        entry: RegisterEntry,
        place: StatusLists.Place,
        chance: inout Chance
    ) {
        self.facts = facts
        self.entry = entry
        self.place = place
        seed = chance.bytes(32)
        holder = chance.uuid()
    }

    func signed(
        _ issuer: Issuer,
        _ addresses: Addresses,
        _ proof: ProofSigner,
        _ token: TokenSigner,
        _ now: Moment
    ) throws -> SignedCredential {
        let credential: Credential
        do {
            credential = try Credential(
                facts.credentialFacts(
                    issuer: issuer,
                    addresses: addresses,
                    holder: holder,
                    slot: place.slot,
                    list: place.number,
                    now: now
                )
            )
        } catch let problem as FactProblem {
            throw NotCertifiable(email: facts.email, problem: problem.description)
        }
        let salt = try entry.salt(seed: seed)
        return SignedCredential(
            salt: salt,
            document: try credential.secured(with: proof, created: now),
            token: try credential.token(with: token),
            commitment: try Credential.commitment(salt: salt, credential: credential)
        )
    }
}

/// A credential in both signed forms, with its commitment in the log.
struct SignedCredential: Sendable {
    /// Of the commitment.
    let salt: [UInt8]
    let document: [UInt8]
    let token: [UInt8]
    let commitment: [UInt8]
}

/// A certificate whose facts cannot be signed or printed; none of its batch is issued.
package struct NotCertifiable: Refusal {
    let email: String
    let problem: String

    package var kind: RefusalKind { .conflict }
    package var code: String { "not_certifiable" }
    package var message: String {
        "the certificate of \(email) cannot be made: \(problem). Correct it and issue again; "
            + "nothing was issued"
    }
}

extension Chance {
    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            withUnsafeBytes(of: next()) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }

    /// A random UUID as a URN (RFC 9562, version 4).
    mutating func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
            .map { Hexadecimal.text(of: bytes[$0]) }
        return "urn:uuid:" + groups.joined(separator: "-")
    }
}
