import Postgres
import Testing

@testable import TrainingCentre

/// Acts on batches, each by somebody who is named.
struct Batches {
    let centre: TrainingCentre

    static func actor(_ number: Int) -> Actor {
        Actor(name: "account \(number)", accountID: ID(number), roles: [.administrator])
    }

    func draft(
        _ code: String,
        on date: CalendarDate? = nil,
        by actor: Actor = actor(1)
    ) async throws -> DraftedBatch {
        try await centre.write(Act(by: actor)) {
            try CertificateBatch.draft(
                cohort: code,
                kind: .completion,
                on: date,
                by: actor,
                in: $0
            )
        }
    }

    @discardableResult
    func decide(
        _ verdict: CertificateBatch.Verdict,
        _ id: ID<CertificateBatch>,
        by actor: Actor = actor(2),
        because reason: String? = "pregledano"
    ) async throws -> CertificateBatch {
        let act = try Act(by: actor, because: reason)
        return try await centre.write(act) {
            try CertificateBatch.decide(verdict, id, by: act, in: $0)
        }
    }

    func issue(
        _ id: ID<CertificateBatch>,
        by actor: Actor = actor(1)
    ) async throws -> IssuedBatch {
        try await TestKeys.publish(in: centre)
        let (chance, signing) = (centre.chance, centre.signing)
        return try await centre.write(Act(by: actor)) {
            try CertificateBatch.issue(id, chance: chance, signing: signing, by: actor, in: $0)
        }
    }

    func requireSecondPerson(
        _ isOn: Bool,
        because reason: String? = "odluka upravnog odbora"
    ) async throws {
        let act = try Act(by: .clerk, because: reason)
        _ = try await centre.write(act) {
            try CentreSetting.change(.secondPerson, to: isOn, by: act, in: $0)
        }
    }
}
