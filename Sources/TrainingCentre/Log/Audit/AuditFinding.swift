import Documents

/// Something that the register, the credentials and the log do not agree about.
package struct AuditFinding: Sendable {
    /// What is wrong, for programs; never renamed.
    package enum Code: String, Sendable {
        // The tree
        case logSignature = "log_signature"
        case logShorter = "log_shorter"
        case logRewritten = "log_rewritten"
        case logEntry = "log_entry"
        case logTile = "log_tile"
        case logRoot = "log_root"
        // Certificates
        case credentialMissing = "credential_missing"
        case documentUnreadable = "document_unreadable"
        case registerUnreadable = "register_unreadable"
        case registerDiffers = "register_differs"
        case registerAltered = "register_altered"
        case tokenDiffers = "token_differs"
        case leafMissing = "leaf_missing"
        case leafDiffers = "leaf_differs"
        case certificateMissing = "certificate_missing"
        case signatureWrong = "signature_wrong"
        // Their ends
        case revocationUnlogged = "revocation_unlogged"
        case revocationMissing = "revocation_missing"
        case revocationDiffers = "revocation_differs"
        case replacementUnlogged = "replacement_unlogged"
        case replacementMissing = "replacement_missing"
        case replacementDiffers = "replacement_differs"
        // Status lists
        case statusUnpublished = "status_unpublished"
        case statusUnlogged = "status_unlogged"
        case statusMissing = "status_missing"
        case statusRepeated = "status_repeated"
        case statusSignature = "status_signature"
        case statusDiffers = "status_differs"
        case statusOutOfDate = "status_out_of_date"
        // Keys
        case keyUnlogged = "key_unlogged"
        case keyMissing = "key_missing"
        case issuerDocumentDiffers = "issuer_document_differs"
        case documentCertificateDiffers = "document_certificate_differs"
        // Papers
        case paperSignature = "paper_signature"
        case paperDiffers = "paper_differs"
    }

    package let code: Code
    /// The register number of the certificate, if it is about one.
    package let certificate: String?
    /// What is wrong as a sentence, for people.
    package let message: String

    init(_ code: Code, of certificate: String? = nil, _ message: String) {
        self.code = code
        self.certificate = certificate
        self.message = message
    }

    package var json: JSON {
        [
            "code": .string(code.rawValue), "certificate": JSON(certificate),
            "message": .string(message),
        ]
    }
}

/// Collects findings: all are counted, and the first hundred are kept.
final class AuditFindings {
    private(set) var kept: [AuditFinding] = []
    private(set) var count = 0

    static let keptMax = 100

    func add(_ finding: AuditFinding) {
        count += 1
        if kept.count < AuditFindings.keptMax { kept.append(finding) }
    }

    func add(_ code: AuditFinding.Code, of certificate: String? = nil, _ message: String) {
        add(AuditFinding(code, of: certificate, message))
    }
}

/// What an audit looked at, and what it found.
package struct AuditReport: Sendable {
    /// The entries that the newest checkpoint covers.
    package let entries: Int
    package let certificates: Int
    /// The leaves by kind, those that wait included.
    package let leaves: [(kind: String, count: Int)]
    /// The leaves that wait for their place.
    package let waiting: Int
    /// Whether every signature of a certificate was checked.
    package let hasCheckedSignatures: Bool
    /// How many differences there are.
    package let findingsCount: Int
    /// The first hundred of them.
    package let findings: [AuditFinding]

    package var json: JSON {
        [
            "entries": .integer(entries), "certificates": .integer(certificates),
            "leaves": .object(leaves.map { JSON.Member($0.kind, .integer($0.count)) }),
            "waiting": .integer(waiting), "signatures_checked": .bool(hasCheckedSignatures),
            "difference": JSON(findings.first?.message),
            "findings_count": .integer(findingsCount),
            "findings": .array(findings.map(\.json)),
        ]
    }
}
