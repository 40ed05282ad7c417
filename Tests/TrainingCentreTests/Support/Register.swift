import Credentials
import Postgres
import Testing

@testable import TrainingCentre

/// Acts on the register, as an administrator does them.
struct Register {
    let centre: TrainingCentre

    @discardableResult
    func revoke(
        _ id: VerificationID,
        _ reasonClass: Revocation.ReasonClass = .issuedInError,
        reason: String? = "greška u spisku"
    ) async throws -> Revocation {
        let signing = centre.signing
        let act = try Act(by: .clerk, because: reason)
        return try await centre.write(act) {
            try Certificate.revoke(id, class: reasonClass, signing: signing, by: act, in: $0)
        }
    }

    @discardableResult
    func replace(
        _ id: VerificationID,
        _ cyrillic: String,
        _ latin: String,
        reason: String? = "pogrešno ime",
        mayDiffer: Bool = false
    ) async throws -> Replacement {
        let (chance, signing) = (centre.chance, centre.signing)
        let act = try Act(by: .clerk, because: reason)
        return try await centre.write(act) {
            try Certificate.replace(
                id,
                form: Form([
                    "name_cyrl": cyrillic, "name_latn": latin, "names_differ": "\(mayDiffer)",
                ]),
                chance: chance,
                signing: signing,
                by: act,
                in: $0
            )
        }
    }

    /// A closed cohort with so many certificates, by ID.
    func issued(_ code: String, _ count: Int) async throws -> [VerificationID] {
        try await Sample.closed(code, count, in: centre)
        return try await Sample.issue(code, in: centre).issued.map(\.id)
    }

    /// What an audit of the log finds once everything has settled.
    func auditFindings() async throws -> [String] {
        try await Sequencer(centre).run()
        try await StatusPublisher(centre).run()
        try await IssuerPublisher(centre).run()
        try await Sequencer(centre).run()
        return try await centre.auditLog().findings.map(\.message)
    }

    func status(_ id: VerificationID) async throws -> VerificationStatus {
        try await centre.verify(id.printed).status
    }

    func answer(_ id: VerificationID) async throws -> String {
        String(decoding: try await centre.verify(id.printed).jsonBytes, as: UTF8.self)
    }
}
