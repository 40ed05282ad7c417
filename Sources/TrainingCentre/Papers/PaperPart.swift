import Credentials
import Documents
import Foundation
import Postgres

/// A part of what papers are made of, which an administrator may change.
package enum PaperPart: String, CaseIterable, Sendable {
    /// How certificates and the list of a cohort are worded and laid out.
    case certificate
    /// How badges are worded and coloured.
    case badge
    /// Where the centre is, who signs, and the logos.
    case letterhead
}

extension PaperPart: SQLValue {}

/// One version of a part.
package struct PaperVersion: Sendable {
    let id: ID<PaperVersion>?
    package let part: PaperPart
    /// Counted from 1; nil for what comes with the program and no document is made of yet.
    package let version: Int?
    package let isImported: Bool
    package let content: [UInt8]
    package let enteredAt: Date?

    /// All versions that were imported or that a document was made of, the newest first.
    package static func list(
        _ part: PaperPart,
        in transaction: borrowing Transaction
    ) throws -> [PaperVersion] {
        try rows("WHERE part = \(part) ORDER BY version DESC", in: transaction)
    }

    /// A version by its number; refuses with `NotFound`.
    package static func find(
        _ part: PaperPart,
        version: Int,
        in transaction: borrowing Transaction
    ) throws -> PaperVersion {
        let found = try rows("WHERE part = \(part) AND version = \(version)", in: transaction)
        guard let found = found.first else { throw NotFound(part.rawValue, "version \(version)") }
        return found
    }

    /// The newest that was imported; nil while that which comes with the program counts.
    static func imported(
        _ part: PaperPart,
        in transaction: borrowing Transaction
    ) throws -> PaperVersion? {
        try rows(
            "WHERE part = \(part) AND is_imported ORDER BY version DESC LIMIT 1",
            in: transaction
        ).first
    }

    /// The program's own version with this content; nil while no document was made of it.
    static func shipped(
        _ part: PaperPart,
        _ content: [UInt8],
        in transaction: borrowing Transaction
    ) throws -> PaperVersion? {
        try rows(
            """
            WHERE part = \(part) AND NOT is_imported AND sha256(content) = sha256(\(content))
            """,
            in: transaction
        ).first
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [PaperVersion] {
        try transaction.rows(
            """
            SELECT id, part, version, is_imported, content, entered_at
            FROM paper_parts \(condition)
            """,
            as: (
                ID<PaperVersion>.self, PaperPart.self, Int.self, Bool.self, [UInt8].self,
                Date.self
            )
        ).map {
            PaperVersion(
                id: $0,
                part: $1,
                version: $2,
                isImported: $3,
                content: $4,
                enteredAt: $5
            )
        }
    }

    /// The same version with its place in the table, where it is entered when it has none yet.
    func entered(in transaction: borrowing Transaction) throws -> PaperVersion {
        if id != nil { return self }
        _ = try transaction.execute("SELECT pg_advisory_xact_lock(hashtext('obuka paper parts'))")
        if !isImported,
            let known = try PaperVersion.shipped(part, content, in: transaction)
        {
            return known
        }
        let row = try transaction.row(
            """
            INSERT INTO paper_parts (part, version, is_imported, content)
            SELECT \(part), coalesce(max(version), 0) + 1, \(isImported), \(content)
            FROM paper_parts WHERE part = \(part)
            RETURNING id, version, entered_at
            """,
            as: (ID<PaperVersion>.self, Int.self, Date.self)
        )
        guard let row else { throw NotFound(part.rawValue, "version") }
        return PaperVersion(
            id: row.0,
            part: part,
            version: row.1,
            isImported: isImported,
            content: content,
            enteredAt: row.2
        )
    }
}

/// Why a paper is not made.
package enum PaperRefusal: Refusal {
    /// A part that nothing could be printed with; the reason names the place in it.
    case part(PaperPart, String)
    /// Facts that cannot be printed as they stand.
    case facts(String)
    /// The register does not say what was signed, or the signatures do not hold.
    case registerDiffers

    package var kind: RefusalKind {
        switch self {
        case .part: .invalid
        case .facts, .registerDiffers: .conflict
        }
    }

    package var code: String {
        switch self {
        case .part: "paper_part_invalid"
        case .facts: "certificate_not_printable"
        case .registerDiffers: "register_differs"
        }
    }

    package var message: String {
        switch self {
        case .part(let part, let reason): "\(part.rawValue): \(reason)"
        case .facts(let reason): "the certificate cannot be printed: \(reason)"
        case .registerDiffers:
            "the register differs from what was signed: nothing is printed; run “obuka log audit”"
        }
    }

    /// Refuses with `registerDiffers` unless the register says of certificates what their valid
    /// signatures and the log say.
    static func requireUnaltered(
        _ ids: [VerificationID],
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws {
        guard try RegisterAudit.findings(of: ids, signing, in: transaction).isEmpty else {
            throw PaperRefusal.registerDiffers
        }
    }
}

extension PaperRefusal {
    /// What people are told about an error of printing; nil for a fault.
    init?(printing error: any Error) {
        switch error {
        case let error as PaperError: self = .facts(error.sentence)
        case let error as QRCodeError: self = .facts("its address makes no QR code: \(error)")
        default: return nil
        }
    }
}

extension PaperError {
    fileprivate var sentence: String {
        switch self {
        case .text(let field, let reason): "\(field): \(reason)"
        case .lacksLetters(let text): "no installed font has all letters of “\(text)”"
        case .noRoom(let document): "its texts have no room on the page (\(document))"
        case .address: "its address cannot be a link"
        case .tooMany(let what): "there are too many \(what)"
        }
    }
}
