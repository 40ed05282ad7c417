import Documents
import ExperienceAPI
import Postgres
import Testing

@testable import TrainingCentre

@Suite("Completions that statements tell of", .centre)
struct StatedCompletionTests {
    let centre = TrainingCentre.ofTest
    private static let activity = "https://platform.example/zastita"

    /// Stores that somebody did something on the other platform.
    private func say(
        _ verb: String,
        _ email: String,
        at moment: String = "2024-01-10T09:00:00Z",
        _ result: JSON? = nil,
        id: Int
    ) async throws {
        var members = [
            JSON.Member("actor", ["mbox": .string("mailto:\(email)")]),
            JSON.Member("verb", ["id": .string("http://adlnet.gov/expapi/verbs/\(verb)")]),
            JSON.Member("object", ["id": .string(Self.activity)]),
            JSON.Member("timestamp", .string(moment)),
        ]
        if let result { members.append(JSON.Member("result", result)) }
        try await store(.object(members), id: id)
    }

    private func void(_ id: Int, id voiding: Int) async throws {
        try await store(
            [
                "actor": ["mbox": "mailto:platforma@platform.example"],
                "verb": ["id": "http://adlnet.gov/expapi/verbs/voided"],
                "object": ["objectType": "StatementRef", "id": .string(Self.uuid(id))],
                "timestamp": "2024-01-12T09:00:00Z",
            ],
            id: voiding
        )
    }

    private static func uuid(_ number: Int) -> String {
        "00000000-0000-4000-8000-0000000000\(number)"
    }

    private func store(_ statement: JSON, id: Int) async throws {
        let client = try StatementClient(.clerk, home: "https://obuka.example")
        try StatementCheck.check(statement, at: "")
        let received = ReceivedStatement(
            statement,
            id: Self.uuid(id),
            authority: client.authority,
            version: "1.0.3"
        )
        try await centre.write(as: client, requestID: nil) {
            try StatementStore.store([received], attachments: [:], by: client, in: $0)
        }
    }

    private func stated(by actor: Actor = .clerk) async throws -> [StatedCompletion] {
        try await centre.read {
            try StatedCompletion.list("ZASTITA", activity: Self.activity, by: actor, in: $0)
        }
    }

    @Test("The best counts, by an address in capitals too, and the rows are imported as they are")
    func imported() async throws {
        _ = try await Sample.modules("SPOLJA", 4, in: centre)
        let score: JSON = ["score": ["scaled": .number("0.8")], "success": true]
        try await say("completed", Sample.email(0), id: 10)
        try await say("passed", Sample.email(0), at: "2024-01-10T23:30:00Z", score, id: 11)
        let raw: JSON = ["score": ["raw": 45, "min": 0, "max": 50]]
        try await say("passed", Sample.email(1).uppercased(), raw, id: 12)
        try await say("completed", Sample.email(2), id: 13)
        try await void(13, id: 14)
        try await say("completed", Sample.email(3), ["success": false], id: 15)
        try await say("experienced", Sample.email(3), id: 16)
        try await say("completed", "neznanac@platform.example", id: 17)
        let found = try await stated()
        #expect(
            found.map(\.email) == [Sample.email(0), Sample.email(1)]
                && found.map(\.completedOn.description) == ["2024-01-11", "2024-01-10"]
                && found.map(\.scorePercent) == [Hundredths(8_000), Hundredths(9_000)]
                && found.map(\.evidence) == [11, 12].map { "xAPI \(Self.uuid($0))" }
        )
        let columns = ModuleCompletionRows.columns
        let rows = found.map { row in
            columns.map { row.json[$0]?.text ?? row.scorePercent?.description ?? "" }
                .joined(separator: ",")
        }
        let report = try await centre.importText(
            ([columns.joined(separator: ",")] + rows).joined(separator: "\n"),
            as: .moduleCompletions
        )
        #expect(report.rejected.map(\.problem) == [] && report.created == 2)
        #expect(try await stated() == [])
    }

    @Test("Nobody sees them who may not enter them")
    func access() async throws {
        _ = try await Sample.modules("SPOLJA", in: centre)
        await #expect(throws: AccessError.notAllowed) {
            _ = try await stated(by: Actor(name: "revizor", roles: [.auditor]))
        }
        await #expect(throws: NotFound.self) {
            _ = try await centre.read {
                try StatedCompletion.list("NEMA", activity: "a:b", by: .clerk, in: $0)
            }
        }
    }
}
