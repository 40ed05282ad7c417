import Credentials
import Postgres

/// Why a certificate is not issued, revoked, replaced or handed over.
package enum CertificateError: Refusal {
    case cohortNotClosed
    case revokedAlready
    case replacedAlready
    case nameUnchanged
    case namesDiffer
    case notLive
    case idMistyped
    case handedOverTooEarly

    /// The refusal behind a constraint of the certificate tables.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "certificate_revocations_of_live_certificate",
            "certificate_replacements_of_live_certificate", "live_certificates_once":
            self = .notLive
        case "certificate_handovers_after_issue": self = .handedOverTooEarly
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .nameUnchanged, .namesDiffer: .invalid
        case .idMistyped: .notFound
        default: .conflict
        }
    }

    package var code: String {
        switch self {
        case .cohortNotClosed: "cohort_not_closed"
        case .revokedAlready: "certificate_revoked"
        case .replacedAlready: "certificate_replaced"
        case .nameUnchanged: "name_unchanged"
        case .namesDiffer: "names_differ"
        case .notLive: "certificate_not_live"
        case .idMistyped: "certificate_not_found"
        case .handedOverTooEarly: "handover_before_issue"
        }
    }

    package var message: String {
        switch self {
        case .cohortNotClosed: "the cohort is not closed yet: close it first"
        case .revokedAlready: "the certificate is revoked already"
        case .replacedAlready: "the certificate was replaced: act on the one that replaced it"
        case .nameUnchanged: "the certificate shows this name already"
        case .namesDiffer:
            "the names in Cyrillic and in Latin letters are not the same: correct one of them, or "
                + "say that they differ, with --names-differ or names_differ, as foreign ones may"
        case .notLive: "the certificate was revoked or replaced a moment ago"
        case .idMistyped:
            "this is no certificate ID, or it is mistyped: compare it with the certificate, "
                + "symbol by symbol"
        case .handedOverTooEarly:
            "a certificate is handed over on or after the day of its issue, and not in the future"
        }
    }
}

extension Certificate {
    /// Reads a verification ID as people type it; refuses with `CertificateError.idMistyped`.
    package static func id(typed: String) throws -> VerificationID {
        guard case .id(let id) = VerificationID.reading(typed) else {
            throw CertificateError.idMistyped
        }
        return id
    }
}
