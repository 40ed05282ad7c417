import Credentials
import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Keys that sign no more", .centre)
struct RetiredKeyTests {
    private let centre = TrainingCentre.ofTest

    @Test("What a key signed in the second in which it was retired verifies, for others as well")
    func sameSecond() async throws {
        try await Sample.closed("KRAJ", 1, in: centre)
        try await TestKeys.publish(in: centre)
        let (chance, signing, keys) = (centre.chance, centre.signing, TestKeys())
        // One transaction has one moment: the certificate is signed in the retirement's own.
        try await centre.write(.clerk) {
            _ = try Certificate.issue(
                cohort: "KRAJ",
                kind: .completion,
                on: nil,
                chance: chance,
                signing: signing,
                by: .clerk,
                in: $0
            )
            for (code, purpose) in [("next-proof", .proof), ("next-token", .token)]
                as [(String, SigningKey.Purpose)]
            {
                try SigningKey.publish(
                    code,
                    purpose,
                    try keys.pair(code, purpose),
                    signing: signing,
                    chance: chance,
                    by: .clerk,
                    in: $0
                )
            }
        }
        let (document, credential) = try await centre.read {
            let issuer = try Issuer.own(in: $0)
            let document = try SigningKey.document(
                of: issuer,
                addresses: signing.addresses,
                in: $0
            )
            let certificate: SQL = "SELECT verification_id FROM certificates"
            let id = try #require(try $0.value(certificate, as: VerificationID.self))
            return (try document.json().bytes, try StoredCredential.find(id, in: $0))
        }
        let check = CredentialCheck(issuerDocument: document)
        for form in [credential.document, credential.token] {
            guard case .invalid(let problem) = check.outcome(of: form) else { continue }
            Issue.record("\(problem)")
        }
        // Data Integrity 1.0, 2.1.2 and 4.2: a proof made when its method had expired is none.
        let proof = try #require(try JSON.parse(credential.document)["proof"])
        let methods = try JSON.parse(document)["verificationMethod"]?.elements ?? []
        let method = try #require(methods.first { $0["id"] == proof["verificationMethod"] })
        let created = try moment(proof["created"])
        #expect(try created < moment(method["expires"]))
        #expect(try moment(method["expires"]).timeIntervalSince(created) <= 1)
    }

    private func moment(_ json: JSON?) throws -> Date {
        try #require(try Date(json?.text ?? "", strategy: .iso8601))
    }
}
