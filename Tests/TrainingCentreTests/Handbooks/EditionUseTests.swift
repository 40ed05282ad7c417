import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Readings are counted, and nobody with them", .centre)
struct EditionUseTests {
    private let library = HandbookLibrary()
    private var centre: TrainingCentre { library.centre }

    private func read(_ code: String, _ times: Int = 1, as kind: EditionUses.Kind = .reading)
        async throws
    {
        let (edition, file) = try await centre.read {
            try HandbookEdition.readable(code, by: .clerk, in: $0)
        }
        for _ in 0..<times { centre.editionUses.count(EditionUses.Use(edition, file, kind)) }
    }

    private func counts(
        _ asked: [String: String] = [:],
        by actor: Actor = .clerk
    ) async throws -> [String] {
        try await centre.read {
            var form = Form(asked)
            let asked = try EditionUseCount.Asked(&form)
            return try EditionUseCount.list(asked, by: actor, in: $0).map {
                "\($0.edition) \($0.kind.rawValue) \($0.since == nil ? "-" : "day") \($0.uses)"
            }
        }
    }

    @Test("Counts add up by edition, file and kind, of several servers too")
    func added() async throws {
        try await library.publish("VODIC-1")
        try await library.publish("VODIC-2")
        try await read("VODIC-1", 3)
        try await read("VODIC-2", 2, as: .download)
        try await centre.enterEditionUses()
        try await centre.enterEditionUses()
        try await read("VODIC-1")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await read("VODIC-1")
                    try await centre.enterEditionUses()
                }
            }
            try await group.waitForAll()
        }
        try await centre.enterEditionUses()
        #expect(try await counts() == ["VODIC-1 reading - 10", "VODIC-2 download - 2"])
        #expect(
            try await counts(["by": "day", "handbook": "vodic"])
                == ["VODIC-1 reading day 10", "VODIC-2 download day 2"]
        )
        #expect(try await counts(["to": "2001-01-01"]) == [])
        await #expect(throws: InvalidForm.self) {
            _ = try await counts(["from": "2024-02-01", "to": "2024-01-01"])
        }
    }

    @Test("What cannot be entered is not lost")
    func kept() async throws {
        try await library.publish("VODIC-1")
        try await read("VODIC-1", 5)
        try await Owner.run {
            _ = try $0.execute("REVOKE INSERT ON edition_uses FROM obuka_service")
        }
        await #expect(throws: PostgresError.self) { try await centre.enterEditionUses() }
        try await Owner.run {
            _ = try $0.execute("GRANT INSERT ON edition_uses TO obuka_service")
        }
        try await centre.enterEditionUses()
        #expect(try await counts() == ["VODIC-1 reading - 5"])
    }

    @Test("They only grow, are the staff's to see, and have no column for anybody")
    func nobody() async throws {
        try await library.publish("VODIC-1")
        try await read("VODIC-1", 2)
        try await centre.enterEditionUses()
        let error = await #expect(throws: PostgresError.self) {
            try await centre.sql("UPDATE edition_uses SET uses = 1")
        }
        #expect(error?.constraint == "edition_uses_grow")
        await #expect(throws: PostgresError.self) {
            try await centre.sql("DELETE FROM edition_uses")
        }
        await #expect(throws: AccessError.self) {
            _ = try await counts(by: Actor(name: "a trainee", roles: [.trainee]))
        }
        let columns = try await centre.read {
            try $0.rows(
                """
                SELECT column_name::text FROM information_schema.columns
                WHERE table_name = 'edition_uses' ORDER BY ordinal_position
                """,
                as: String.self
            )
        }
        #expect(columns == ["edition_id", "used_on", "media_type", "kind", "uses"])
    }
}
