import Credentials
import Postgres
import Testing

@testable import TrainingCentre

/// What happens to certificates beside their issue, so that every table of it has a row.
struct AuditedLife {
    let centre: TrainingCentre

    /// All by the clerk: a draft, a ceremony, a paper handed over, and a trainer's certificate.
    func fill(cohort: String, trainer: String, certificate: VerificationID) async throws {
        let act = try Act.clerk(because: "probni primer")
        let today = try await centre.read { try centreToday(in: $0) }
        try await centre.write(act) {
            let batch = try CertificateBatch.draft(
                cohort: cohort,
                kind: .participation,
                on: nil,
                by: .clerk,
                in: $0
            ).batch.id
            _ = try CertificateBatch.decide(.rejected, batch, by: act, in: $0)
            _ = try CertificateBatch.arrangeCeremony(
                batch,
                Form(["on": today.description, "place": "Plandište"]),
                by: .clerk,
                in: $0
            )
            _ = try Certificate.handOver(certificate, on: today, by: act, in: $0)
            _ = try PersonPrivacy.choose(.hidden, of: trainer, by: .clerk, in: $0)
        }
        let (chance, signing) = (centre.chance, centre.signing)
        let accreditation = try await centre.write(act) {
            let granted = try Accreditation.grant(
                Form([
                    "email": trainer, "course": "LAP", "starts_on": "2024-01-01",
                    "ends_on": CalendarDate(dayNumber: today.dayNumber + 20).description,
                    "basis": "odluka",
                ]),
                by: .clerk,
                in: $0
            )
            _ = try Certificate.issue(
                accreditation: granted.id,
                on: nil,
                chance: chance,
                signing: signing,
                by: .clerk,
                in: $0
            )
            return granted.id
        }
        #expect(try await ExpiryReminders(centre).run() == 1)
        try await centre.write(act) {
            _ = try Accreditation.suspend(accreditation, true, by: act, in: $0)
        }
    }

    /// A cohort with rules for its seats and a quota.
    func seatRules(_ cohort: String) async throws {
        try await centre.write(.clerk) {
            _ = try SeatRules.change(
                cohort: cohort,
                Form(["promotion": "automatic"]),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
            _ = try SeatQuota.hold(
                2,
                for: "IOM",
                cohort: cohort,
                until: CalendarDate(dayNumber: try centreToday(in: $0).dayNumber + 9),
                by: .clerk,
                in: $0
            )
        }
    }
}
