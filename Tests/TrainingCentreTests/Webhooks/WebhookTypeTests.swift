import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Types of what webhooks are told", .centre)
struct WebhookTypeTests {
    private let centre = TrainingCentre.ofTest

    @Test("A year of a centre is told, each message as it is described, and nobody is named")
    func year() async throws {
        let chance = centre.chance
        _ = try await centre.write(.clerk) {
            let form = Form(["code": "HOOK", "url": "https://a.example/told"])
            return try Webhook.create(form, chance: chance, by: .clerk, in: $0)
        }
        try await AuditTests().fill()
        try await change()
        let rows = try await centre.database.transaction {
            try $0.rows(
                "SELECT type, noun, code, href, facts::text FROM webhook_events",
                as: (String.self, String.self, String.self, String.self, String.self)
            )
        }
        var told: Set<String> = []
        for (name, _, code, href, text) in rows {
            let type = try #require(WebhookType(rawValue: name), "\(name)")
            let facts = try JSON.parse(Array(text.utf8)).members ?? []
            #expect(Set(facts.map(\.name)) == Set(type.facts.map(\.name)), "\(name)")
            #expect(!(code + href + text).contains("@"), "\(name)")
            #expect(href.hasPrefix("/api/v1/"))
            for fact in type.facts {
                let value = facts.first { $0.name == fact.name }?.value
                #expect(value.map { fits($0, fact.kind) } == true, "\(name) \(fact.name)")
            }
            told.insert(name)
        }
        // These are states that this year does not come to.
        #expect(
            Set(WebhookType.allCases.map(\.rawValue)).subtracting(told) == [
                "accreditation.reinstated", "accreditation.renewed", "cohort.cancelled",
                "cohort.confirmed", "cohort.started", "enrolment.applied", "enrolment.declined",
                "enrolment.endorsed", "enrolment.lapsed", "enrolment.no-show",
                "enrolment.offered", "enrolment.waiting", "evaluation.due", "session.removed",
            ]
        )
    }

    /// What the year leaves as it was.
    private func change() async throws {
        let ends: [SQL] = [
            """
            UPDATE handbook_editions SET published_on = centre_today(), blob_id = (
                SELECT max(id) FROM blobs WHERE media_type = 'application/pdf')
            """,
            """
            INSERT INTO person_merges (merged_id, into_id, reason)
            SELECT merged_id, NULL, 'razdvojeno' FROM person_merges LIMIT 1
            """,
            """
            INSERT INTO organisation_merges (merged_id, into_id, reason)
            SELECT merged_id, NULL, 'razdvojeno' FROM organisation_merges LIMIT 1
            """,
            """
            INSERT INTO project_merges (merged_id, into_id, reason)
            SELECT merged_id, NULL, 'razdvojeno' FROM project_merges LIMIT 1
            """,
        ]
        for statement in AuditTests.updates.map(\.statement) + ends {
            _ = try await centre.write(.clerk(because: "provera")) {
                try $0.execute(statement)
            }
        }
    }

    private func fits(_ value: JSON, _ kind: WebhookFact.Kind) -> Bool {
        switch kind {
        case .text: value.text != nil
        case .textOrNone: value == .null || value.text != nil
        case .integer: value.wholeNumber != nil
        case .date: value.text.flatMap { CalendarDate($0) } != nil
        case .dateOrNone: value == .null || value.text.flatMap { CalendarDate($0) } != nil
        }
    }
}
