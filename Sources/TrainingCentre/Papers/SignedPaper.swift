import Credentials
import Documents
import Foundation
import Postgres

/// The PDF of a certificate: drawn, with its credential and proof attached, and signed once.
enum SignedPaper {
    /// The names of what is attached.
    static let credentialName = "credential.json"
    static let proofName = "certificate.tlog-proof"

    /// The PDF that was made before; nil when nobody has asked for it yet.
    static func stored(
        _ id: VerificationID,
        _ language: Language,
        in transaction: borrowing Transaction
    ) throws -> [UInt8]? {
        try transaction.value(
            """
            SELECT certificate_papers.document
            FROM certificates
            JOIN certificate_papers ON certificate_papers.certificate_id = certificates.id
            WHERE certificates.verification_id = \(id)
                AND certificate_papers.edition = \(language.rawValue)
            """,
            as: [UInt8].self
        )
    }

    /// The certificates that a PDF is checked with.
    ///
    /// A key that somebody else may have proves nothing; but of a PDF that is stored here every
    /// byte is known to be the centre's own, so its authority counts whatever became of the keys.
    static func authorities(
        for pdf: [UInt8],
        in transaction: borrowing Transaction
    ) throws -> [X509Certificate] {
        let known = try DocumentCertificate.list(in: transaction).filter(\.isOfItsKey)
        let isStored = try transaction.value(
            "SELECT EXISTS (SELECT FROM certificate_papers WHERE digest = sha256(\(pdf)))",
            as: Bool.self
        )
        if isStored == true { return known.map(\.certificate) }
        // Of keys that count, signers are named one by one: a revoked one has no place here.
        return known.filter { $0.revokedAt == nil && !$0.isAuthority }.map(\.certificate)
    }

    /// Makes the PDF and stores it, unless somebody else did so meanwhile; answers what is stored.
    ///
    /// Nothing is signed that the register says and the signed document does not: a row may be
    /// changed and put back, and a signature stays.
    /// Refuses with `NotFound`, `LogRefusal.notYetTakenIn`, `PaperRefusal` and `SigningKeyError`.
    static func make(
        _ id: VerificationID,
        _ language: Language,
        _ papers: Papers,
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> [UInt8]? {
        let facts = try PaperFacts.find(id, in: transaction)
        try PaperRefusal.requireUnaltered([id], signing, in: transaction)
        let credential = try StoredCredential.find(id, in: transaction)
        let proof = try credential.logProof(in: transaction)
        let design = try PaperDesign(papers, in: transaction)
        let now = try transaction.value("SELECT now()", as: Date.self) ?? facts.issuedAt
        let signer = try DocumentSigning(signing, at: now, in: transaction)
        let issuer = try Issuer.own(in: transaction)
        let drawn = try draw(facts, language, issuer, signing.addresses, design)
        let attached = try PDFAttachment.attach(
            attachments(language, credential: credential.document, proof: proof),
            to: drawn,
            at: facts.issuedAt
        )
        let signed = try signer.signer.sign(attached, at: now)
        let layout = try design.entered(.certificate, in: transaction)
        let letterhead = try design.entered(.letterhead, in: transaction)
        let certificate = try signer.entered(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO certificate_papers (
                certificate_id, edition, layout_id, letterhead_id, signer_id, document)
            VALUES (
                \(facts.certificate), \(language.rawValue), \(layout), \(letterhead),
                \(certificate), \(signed))
            ON CONFLICT (certificate_id, edition) DO NOTHING
            """
        )
        // Who came first wins; the other one's signature is nobody's.
        return try stored(id, language, in: transaction)
    }

    /// The drawing, without signature: the same facts, parts and moment of issue make the same
    /// bytes.
    static func draw(
        _ facts: PaperFacts,
        _ language: Language,
        _ issuer: Issuer,
        _ addresses: Addresses,
        _ design: PaperDesign
    ) throws -> [UInt8] {
        do {
            let document = try facts.document(language, issuer: issuer, addresses: addresses)
                .under(design.letterhead)
            return try design.layout.pdf(of: document, madeAt: facts.issuedAt)
        } catch {
            throw PaperRefusal(printing: error) ?? error
        }
    }

    private static func attachments(
        _ language: Language,
        credential: [UInt8],
        proof: [UInt8]
    ) -> [PDFAttachment] {
        let purposes: (credential: String, proof: String) =
            switch language {
            case .serbianCyrillic: ("Потписани подаци документа", "Доказ о упису у јавни дневник")
            case .serbianLatin: ("Potpisani podaci dokumenta", "Dokaz o upisu u javni dnevnik")
            case .english: ("The certificate as signed data", "Proof that the public log has it")
            }
        return [
            PDFAttachment(
                name: credentialName,
                mediaType: CertificateFile.document.mediaType,
                purpose: purposes.credential,
                bytes: credential
            ),
            PDFAttachment(
                name: proofName,
                mediaType: "text/plain",
                purpose: purposes.proof,
                bytes: proof
            ),
        ]
    }
}

/// A certificate's badge: a picture with the credential baked in.
enum Badge {
    /// The pixels of the picture for each of its units: 512 to a side.
    private static let scale = 1.0

    static func make(
        _ file: CertificateFile,
        _ id: VerificationID,
        _ language: Language,
        _ papers: Papers,
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> [UInt8] {
        let facts = try PaperFacts.find(id, in: transaction)
        try PaperRefusal.requireUnaltered([id], signing, in: transaction)
        let credential = try StoredCredential.find(id, in: transaction).document
        let picture = try picture(
            facts.badge(language, issuer: Issuer.own(in: transaction)),
            PaperDesign(papers, in: transaction)
        )
        return file == .vectorBadge
            ? try SVGBadge.baked(credential, into: Array(picture.svg(prefix: "").utf8))
            : try PNGBadge.baked(credential, into: picture.png(scale: scale))
    }

    static func picture(_ document: BadgeDocument, _ design: PaperDesign) throws -> VectorPicture {
        do {
            return try design.badge.picture(of: document)
        } catch {
            throw PaperRefusal(printing: error) ?? error
        }
    }
}
