import Documents
import Testing

@testable import ExperienceAPI

@Suite("What is a statement")
struct StatementCheckTests {
    @Test("One with every part is")
    func whole() throws {
        try StatementCheck.check(try SampleStatement.whole())
    }

    /// A path, what stands there instead, and where the problem is said to be.
    private static let wrong: [(path: String, json: String?, place: String)] = [
        ("actor", nil, "actor"), ("verb", nil, "verb"), ("object", nil, "object"),
        ("verb.id", nil, "verb.id"), ("object.id", nil, "object.id"),
        ("id", "\"fd41c918\"", "id"), ("id", "1", "id"),
        ("id", "\"fd41c918-b88b-4b20-a0a5-a4c32391aaag\"", "id"),
        ("stranger", "1", "stranger"), ("actor.mail", "\"x\"", "actor.mail"),
        ("verb.display.en", "null", "verb.display.en"), ("result", "null", "result"),
        ("actor.objectType", "\"group\"", "actor.objectType"),
        ("actor.objectType", "\"Person\"", "actor.objectType"),
        ("actor.objectType", "7", "actor.objectType"),
        ("actor.mbox", "\"tim@obuka.example\"", "actor.mbox"),
        ("actor.mbox", "\"mailto:tim\"", "actor.mbox"),
        ("actor.openid", "\"https://x.example\"", "actor"),
        ("actor.member", "{}", "actor.member"),
        ("actor.member.0.mbox_sha1sum", "\"cd9b\"", "actor.member[0].mbox_sha1sum"),
        ("actor.member.1", "{\"objectType\": \"Group\", \"member\": []}", "actor.member[1]"),
        ("actor.member.1", "{\"name\": \"Nobody\"}", "actor.member[1]"),
        ("actor.name", "5", "actor.name"),
        ("actor", "{\"objectType\": \"Group\"}", "actor.member"),
        (
            "actor", "{\"account\": {\"homePage\": \"x\", \"name\": \"y\"}}",
            "actor.account.homePage"
        ),
        ("actor", "{\"account\": {\"homePage\": \"https://x.example\"}}", "actor.account.name"),
        ("actor", "{\"mbox\": \"mailto:a@b.example\", \"member\": []}", "actor.member"),
        ("verb.id", "\"answered\"", "verb.id"), ("verb.id", "\"a b:c\"", "verb.id"),
        ("verb.display", "\"odgovori\"", "verb.display"),
        ("verb.display", "{\"srpski jezik\": \"x\"}", "verb.display.srpski jezik"),
        ("verb.display", "{\"a-DE\": \"x\"}", "verb.display.a-DE"),
        ("object.objectType", "\"activity\"", "object.objectType"),
        ("object.definition.type", "\"x\"", "object.definition.type"),
        ("object.definition.moreInfo", "7", "object.definition.moreInfo"),
        ("object.definition.name", "[]", "object.definition.name"),
        ("object.definition.interactionType", "\"Choice\"", "object.definition.interactionType"),
        ("object.definition.choices.1.id", "\"a\"", "object.definition.choices[1].id"),
        (
            "object.definition.choices.0.description", "\"A\"",
            "object.definition.choices[0].description"
        ),
        (
            "object.definition.correctResponsesPattern", "\"a\"",
            "object.definition.correctResponsesPattern"
        ),
        ("object.definition.extensions", "{\"x\": 1}", "object.definition.extensions.x"),
        ("result.score.scaled", "1.01", "result.score.scaled"),
        ("result.score.scaled", "-1.01", "result.score.scaled"),
        ("result.score.scaled", "\"1\"", "result.score.scaled"),
        ("result.score.raw", "10.1", "result.score.raw"),
        ("result.score.raw", "-1", "result.score.raw"),
        ("result.score.min", "10", "result.score.min"),
        ("result.score.best", "1", "result.score.best"),
        ("result.success", "\"true\"", "result.success"),
        ("result.completion", "1", "result.completion"),
        ("result.response", "1", "result.response"),
        ("result.duration", "\"1:05\"", "result.duration"),
        ("result.duration", "\"P\"", "result.duration"),
        ("result.duration", "\"PT\"", "result.duration"),
        ("result.duration", "\"P999999999999Y\"", "result.duration"),
        ("result.duration", "\"P2924712086Y300DT999999999999H\"", "result.duration"),
        ("result.duration", "\"P1H\"", "result.duration"),
        ("result.duration", "\"P1W2D\"", "result.duration"),
        ("result.duration", "\"PT1S1M\"", "result.duration"),
        ("context.registration", "\"x\"", "context.registration"),
        ("context.instructor", "{}", "context.instructor"),
        ("context.team", "{\"mbox\": \"mailto:a@b.example\"}", "context.team"),
        ("context.language", "\"srpski_\"", "context.language"),
        ("context.contextActivities.sibling", "[]", "context.contextActivities.sibling"),
        (
            "context.contextActivities.category.0.id", "\"k\"",
            "context.contextActivities.category[0].id"
        ),
        ("context.statement.objectType", "\"Statement\"", "context.statement.objectType"),
        ("context.revision", "2", "context.revision"),
        (
            "object", "{\"objectType\": \"Agent\", \"mbox\": \"mailto:a@b.example\"}",
            "context.revision"
        ),
        ("object", "{\"objectType\": \"StatementRef\"}", "object.id"),
        ("object", "{\"objectType\": \"StatementRef\", \"id\": \"x\"}", "object.id"),
        ("timestamp", "\"2026-02-30T10:00:00Z\"", "timestamp"),
        ("timestamp", "\"20.02.2026.\"", "timestamp"),
        ("timestamp", "\"2026-02-20T10:00:00-00:00\"", "timestamp"),
        ("timestamp", "\"2026-02-20T24:00:00Z\"", "timestamp"), ("stored", "1", "stored"),
        ("version", "\"0.9\"", "version"), ("version", "\"1.1.0\"", "version"),
        ("authority", "{}", "authority"),
        ("authority", "{\"objectType\": \"Group\", \"member\": []}", "authority"),
        ("attachments", "{}", "attachments"),
        ("attachments.0.usageType", "\"x\"", "attachments[0].usageType"),
        ("attachments.0.display", nil, "attachments[0].display"),
        ("attachments.0.contentType", "\"text\"", "attachments[0].contentType"),
        ("attachments.0.length", "\"3\"", "attachments[0].length"),
        ("attachments.0.sha2", "\"x\"", "attachments[0].sha2"),
        ("attachments.0.fileUrl", "\"f\"", "attachments[0].fileUrl"),
        ("verb.id", "\"http://adlnet.gov/expapi/verbs/voided\"", "object"),
        ("actor.name", #""a\u0000""#, "actor.name"),
        ("context.instructor.account.name", #""\u0000""#, "context.instructor.account.name"),
        ("result.response", #""\u0000""#, "result.response"),
    ]

    @Test("Each thing that is wrong is refused, and said where", arguments: wrong.indices)
    func refused(index: Int) throws {
        let (path, json, place) = Self.wrong[index]
        let statement = try SampleStatement.with(json, at: path)
        let problem = #expect(throws: StatementProblem.self, "\(path) \(json ?? "")") {
            try StatementCheck.check(statement)
        }
        #expect(problem?.path == place, "\(path) \(json ?? ""): \(problem?.description ?? "")")
    }

    @Test("What is rare and right is taken")
    func taken() throws {
        let fits: [(String, String?)] = [
            ("result.duration", "\"P3Y6M4DT12H30M5.123S\""), ("result.duration", "\"P2W\""),
            ("timestamp", "\"2026-02-20T10:30:00\""), ("timestamp", "\"2024-02-29 10:30:60,25Z\""),
            ("actor.member", nil),
            ("verb.display", "{\"i-klingon\": \"x\", \"zh-Hant-TW\": \"y\"}"),
            ("verb.display", "{\"de-CH-1996-x-a\": \"x\", \"es-419\": \"y\", \"x-a\": \"z\"}"),
            ("version", "\"1.0\""), ("result.score", "{}"), ("context.contextActivities", "{}"),
            ("object.definition.interactionType", nil), ("attachments", "[]"),
            ("authority", "{\"mbox\": \"mailto:a@b.example\"}"),
            ("verb.id", "\"http://ћирилица.example/глагол\""),
        ]
        for (path, json) in fits {
            let statement = try SampleStatement.with(json, at: path)
            #expect(throws: Never.self, "\(path) \(json ?? "")") {
                try StatementCheck.check(statement)
            }
        }
    }

    @Test("A SubStatement has no id, moment of storing, version or authority, and none in it")
    func subStatements() throws {
        let sub = """
            {"objectType": "SubStatement", "actor": {"mbox": "mailto:a@b.example"},
             "verb": {"id": "https://x.example/v"}, "object": {"id": "https://x.example/o"}}
            """
        var statement = try SampleStatement.with(sub, at: "object")
        statement = SampleStatement.put(nil, at: ["context"], in: statement)
        try StatementCheck.check(statement)
        for (name, json) in [
            ("id", "\"fd41c918-b88b-4b20-a0a5-a4c32391aaa0\""),
            ("stored", "\"2026-02-20T10:00:00Z\""),
            ("version", "\"1.0.0\""), ("authority", "{\"mbox\": \"mailto:a@b.example\"}"),
        ] {
            let value = try SampleStatement.json(json)
            let other = SampleStatement.put(value, at: ["object", name], in: statement)
            let problem = #expect(throws: StatementProblem.self) {
                try StatementCheck.check(other)
            }
            #expect(problem?.path == "object.\(name)")
        }
        let inner = try SampleStatement.json(sub)
        let nested = SampleStatement.put(inner, at: ["object", "object"], in: statement)
        #expect(throws: StatementProblem.self) { try StatementCheck.check(nested) }
    }
}
