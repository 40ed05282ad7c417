import Credentials
import Crypto
import Documents
import Foundation
import Postgres

/// A certificate of X.509 that the centre signs documents with, or of the authority above it.
package struct DocumentCertificate: Sendable {
    let id: ID<DocumentCertificate>
    /// The code of its key; nil for a key that came with its certificate.
    let code: String?
    let isAuthority: Bool
    package let certificate: X509Certificate
    /// The public half of that key.
    private let publicKey: [UInt8]?
    /// When its key was revoked.
    let revokedAt: Date?

    private enum Validity {
        /// Documents are kept for a working life, and checked at the time of their checking.
        static let authority = 40.0 * 365.25 * 86_400
        static let signer = 20.0 * 365.25 * 86_400
        static let serialBytes = 16
    }

    /// Every certificate that there ever was, the newest first.
    static func list(in transaction: borrowing Transaction) throws -> [DocumentCertificate] {
        try transaction.rows(
            """
            SELECT document_certificates.id, issuer_keys.code, document_certificates.is_authority,
                document_certificates.certificate, issuer_keys.public_key,
                issuer_key_revocations.revoked_at
            FROM document_certificates
            LEFT JOIN issuer_keys ON issuer_keys.id = document_certificates.key_id
            LEFT JOIN issuer_key_revocations ON issuer_key_revocations.key_id = issuer_keys.id
            ORDER BY document_certificates.id DESC
            """,
            as: (
                ID<DocumentCertificate>.self, String?.self, Bool.self, [UInt8].self,
                [UInt8]?.self, Date?.self
            )
        ).map {
            DocumentCertificate(
                id: $0,
                code: $1,
                isAuthority: $2,
                certificate: try X509Certificate(der: $3),
                publicKey: $4,
                revokedAt: $5
            )
        }
    }

    /// Whether it is of the key that it is entered under; one that came with its key is.
    var isOfItsKey: Bool {
        guard code != nil else { return !isAuthority }
        return certificate.publicKey.map { Array($0.x963Representation) } == publicKey
    }

    /// What the log says of a certificate that came with its key; nil for one of the centre's own
    /// keys, which have their entries.
    var commitment: [UInt8]? {
        code == nil ? DocumentCertificate.commitment(to: certificate) : nil
    }

    static func commitment(to certificate: X509Certificate) -> [UInt8] {
        LogLeaf.commitment("obuka-document-certificate-v1", certificate.der)
    }

    /// The certificates that documents are checked with, the newest first.
    ///
    /// Those of authorities, and of signers whom an authority of others knows; those of revoked
    /// keys are left out.
    static func trusted(in transaction: borrowing Transaction) throws -> [X509Certificate] {
        try list(in: transaction).filter { known in
            known.revokedAt == nil && known.isOfItsKey && (known.isAuthority || known.code == nil)
        }.map(\.certificate)
    }

    // MARK: Making

    /// Makes and enters the certificate of a new key: an authority's signs itself, a document's
    /// is issued by the authority of today.
    ///
    /// Refuses with `SigningKeyError` when the authority's key is missing.
    static func make(
        for key: ID<SigningKey>,
        _ purpose: SigningKey.Purpose,
        privateKey: [UInt8],
        of issuer: Issuer,
        signing: Signing,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws {
        var chance = chance
        // It begins with a byte that makes it a positive number of full length.
        let serial = [0x40] + chance.bytes(Validity.serialBytes - 1)
        let own = try P256.Signing.PrivateKey(rawRepresentation: privateKey)
        let certificate: X509Certificate
        if purpose == .authority {
            certificate = try X509Certificate.authority(
                name(of: issuer, " CA"),
                key: own,
                serial: serial,
                validity: validity(Validity.authority, in: transaction)
            )
        } else {
            let above = try Signers.live(.authority, SigningKey.list(in: transaction))
            let authorities = try list(in: transaction).filter { $0.code == above.code }
            guard let authority = authorities.first else {
                throw SigningKeyError.missing(.authority)
            }
            certificate = try authority.certificate.issue(
                name(of: issuer, ""),
                for: own.publicKey,
                authorityKey: P256.Signing.PrivateKey(
                    rawRepresentation: signing.privateHalf(of: above)
                ),
                serial: serial,
                validity: validity(Validity.signer, in: transaction)
            )
        }
        _ = try transaction.execute(
            """
            INSERT INTO document_certificates (key_id, is_authority, certificate)
            VALUES (\(key), \(purpose == .authority), \(certificate.der))
            """
        )
    }

    /// The issuer's name, cut to what X.509 has room for.
    private static func name(of issuer: Issuer, _ end: String) -> X509Name {
        let nameMax = 64
        return X509Name(
            commonName: String(issuer.name.en.prefix(nameMax - end.count)) + end,
            organisation: String(issuer.name.en.prefix(nameMax)),
            country: "RS"
        )
    }

    private static func validity(
        _ seconds: Double,
        in transaction: borrowing Transaction
    ) throws -> ClosedRange<Date> {
        let now = try transaction.value("SELECT now()", as: Date.self) ?? .distantPast
        // Clocks of others may be late.
        return now.addingTimeInterval(-3_600)...now.addingTimeInterval(seconds)
    }
}

/// Who signs documents now, and under which certificate.
struct DocumentSigning {
    let signer: DocumentSigner
    /// The place of the certificate among those that documents are checked with; nil for a
    /// configured one.
    private let id: ID<DocumentCertificate>?

    /// Opens the key: the one that was configured, else the centre's own.
    ///
    /// Refuses with `SigningKeyError` when a key is missing, is not the published one or is out of
    /// date.
    init(_ signing: Signing, at now: Date, in transaction: borrowing Transaction) throws {
        if let outside = signing.outsideSigner {
            (signer, id) = (outside, nil)
        } else {
            (signer, id) = try Self.own(signing, in: transaction)
        }
        guard signer.certificate.isValid(at: now) else {
            throw SigningKeyError.certificateNotValid(until: signer.certificate.notAfter)
        }
    }

    private static func own(
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> (DocumentSigner, ID<DocumentCertificate>) {
        let key = try Signers.live(.document, SigningKey.list(in: transaction))
        let known = try DocumentCertificate.list(in: transaction)
        let authorities = known.filter { $0.isAuthority && $0.revokedAt == nil }
        guard let own = known.first(where: { $0.code == key.code }),
            let authority = authorities.first(where: {
                $0.certificate.hasIssued(own.certificate)
            })
        else { throw SigningKeyError.missing(.document) }
        let privateKey = try P256.Signing.PrivateKey(
            rawRepresentation: signing.privateHalf(of: key)
        )
        guard Array(privateKey.publicKey.x963Representation) == key.publicKey else {
            throw SigningKeyError.otherPrivateHalf(code: key.code)
        }
        let signer = try DocumentSigner(
            key: privateKey,
            certificate: own.certificate,
            chain: [authority.certificate]
        )
        return (signer, own.id)
    }

    /// The place of the certificate; a configured one is entered when it first signs, here and
    /// into the log.
    func entered(in transaction: borrowing Transaction) throws -> ID<DocumentCertificate> {
        if let id { return id }
        let count = try transaction.execute(
            """
            INSERT INTO document_certificates (is_authority, certificate)
            VALUES (false, \(signer.certificate.der))
            ON CONFLICT (sha256(certificate)) DO NOTHING
            """
        )
        if count == 1 {
            let commitment = DocumentCertificate.commitment(to: signer.certificate)
            try LogLeaf.enter(.key, commitment, in: transaction)
        }
        let id = try transaction.value(
            """
            SELECT id FROM document_certificates
            WHERE sha256(certificate) = sha256(\(signer.certificate.der))
            """,
            as: ID<DocumentCertificate>.self
        )
        guard let id else { throw SigningKeyError.missing(.document) }
        return id
    }
}
