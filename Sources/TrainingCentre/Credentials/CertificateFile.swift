import Credentials
import Documents
import Postgres

/// A file that a certificate is given away as.
package enum CertificateFile: String, CaseIterable, Sendable {
    /// The credential with its embedded proof.
    case document = "json"
    /// The credential as a token.
    case token = "jwt"
    /// The proof that the log has it.
    case logProof = "tlog-proof"
    /// The paper, signed, with the credential and the proof attached.
    case paper = "pdf"
    /// Pictures with the credential baked in.
    case vectorBadge = "svg"
    case badge = "png"

    package var mediaType: String {
        switch self {
        case .document: "application/vc"
        case .token: "application/vc+jwt"
        case .logProof: "text/plain; charset=utf-8"
        case .paper: "application/pdf"
        case .vectorBadge: "image/svg+xml"
        case .badge: "image/png"
        }
    }
}

extension TrainingCentre {
    /// A file of a certificate: what was signed comes byte for byte as it was signed.
    ///
    /// `language` is the language of papers and pictures; `actor` is nil for the public. A paper is
    /// made when it is first asked for, and stored. Refuses with `NotFound`, `HolderLimited`,
    /// `LogRefusal.notYetTakenIn`, `PaperRefusal` and `SigningKeyError`.
    package func file(
        _ file: CertificateFile,
        of id: VerificationID,
        language: Language = .serbianCyrillic,
        to actor: Actor?
    ) async throws -> [UInt8] {
        switch file {
        case .document, .token:
            let found = try await credentialLookup.find(id, as: file)
            guard let found else { throw NotFound("certificate", id.printed) }
            try file.checkDisclosure(of: found.holder, shown: found.shown, to: actor)
            return found.bytes
        case .logProof:
            return try await read { (transaction: borrowing Transaction) in
                try StoredCredential.find(id, in: transaction).logProof(in: transaction)
            }
        case .badge, .vectorBadge:
            let (papers, signing) = (papers, signing)
            return try await read { (transaction: borrowing Transaction) in
                try file.checkDisclosure(of: id, to: actor, in: transaction)
                return try Badge.make(file, id, language, papers, signing, in: transaction)
            }
        case .paper: return try await paper(of: id, language, to: actor)
        }
    }

    private func paper(
        of id: VerificationID,
        _ language: Language,
        to actor: Actor?
    ) async throws -> [UInt8] {
        let (papers, signing) = (papers, signing)
        let stored = try await read { (transaction: borrowing Transaction) in
            try CertificateFile.paper.checkDisclosure(of: id, to: actor, in: transaction)
            return try SignedPaper.stored(id, language, in: transaction)
        }
        if let stored { return stored }
        let act = Act(by: Actor(name: "papers", roles: []))
        let made = try await write(act) { (transaction: borrowing Transaction) in
            try SignedPaper.make(id, language, papers, signing, in: transaction)
        }
        guard let made else { throw NotFound("certificate", id.printed) }
        return made
    }
}
