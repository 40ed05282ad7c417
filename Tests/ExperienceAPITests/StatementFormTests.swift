import Documents
import Testing

@testable import ExperienceAPI

@Suite("Statements as they are found, compared and given")
struct StatementFormTests {
    @Test("A statement is found by whom and what it mentions")
    func parts() throws {
        let parts = StatementParts(try SampleStatement.whole())
        #expect(parts.verb == "http://adlnet.gov/expapi/verbs/answered")
        #expect(parts.registration == "ec531277-b57b-4c15-8d91-d292c5b2b8f7")
        #expect(!parts.isVoiding && parts.target == nil)
        let agents = Dictionary(uniqueKeysWithValues: parts.agents.map { ($0.key.key, $0.value) })
        #expect(
            agents == [
                "mbox mailto:tim@obuka.example": true,
                "mbox_sha1sum cd9b00a5611f94eaa7b1661edab976068e364975": true,
                "openid https://ana.example/": true, "account https://obuka.example Ђ 7": false,
            ]
        )
        #expect(
            parts.activities == [
                "https://obuka.example/pitanje/1": true, "https://obuka.example/test": false,
                "https://obuka.example/k": false,
            ]
        )
        #expect(parts.names.values.sorted() == ["Ana", "Tim"])
        #expect(parts.definitions.keys.sorted() == ["https://obuka.example/pitanje/1"])
    }

    @Test(
        "What is written otherwise is the same statement",
        arguments: [
            ("result.score.raw", "9.0"), ("result.duration", "\"PT1M5.259S\""),
            ("timestamp", "\"2026-02-20T09:30:00.500Z\""), ("timestamp", nil),
            ("verb.display", nil), ("object.definition.name", "{\"en\": \"Two\"}"),
            ("context.contextActivities.parent", "[{\"id\": \"https://obuka.example/test\"}]"),
            ("object.objectType", nil), ("stored", "\"2026-02-20T09:30:00Z\""),
            ("authority", "{\"mbox\": \"mailto:a@b.example\"}"),
            ("id", "\"FD41C918-b88b-4b20-a0a5-a4c32391aaa0\""),
            ("context.extensions", "{\"tag:obuka.example,2026:a\": [1.0]}"),
        ] as [(String, String?)]
    )
    func same(path: String, json: String?) throws {
        let other = try SampleStatement.with(json, at: path)
        #expect(StatementIdentity.isSame(other, try SampleStatement.whole()), "\(path)")
    }

    @Test(
        "What says something else is another",
        arguments: [
            ("result.score.raw", "8"), ("result.duration", "\"PT1M6S\""), ("result.success", nil),
            ("timestamp", "\"2026-02-20T09:30:01Z\""), ("verb.id", "\"https://x.example/v\""),
            ("result.extensions", "{\"https://obuka.example/y\": {\"z\": 1}}"),
            ("actor.member.1.openid", "\"https://ivo.example/\""),
            ("context.contextActivities.parent", "[]"), ("actor.name", "\"Drugi\""),
        ] as [(String, String?)]
    )
    func other(path: String, json: String?) throws {
        let other = try SampleStatement.with(json, at: path)
        #expect(!StatementIdentity.isSame(other, try SampleStatement.whole()), "\(path)")
    }

    @Test("What others add is compared as it stands, but for the order of members")
    func extensions() throws {
        let (composed, decomposed) = (#"{"x:\u017e": 1}"#, #"{"x:z\u030c": 1}"#)
        for (one, other, isSame) in [
            (#"{"a:b": {"display": 1, "id": "x"}}"#, #"{"a:b": {"display": 2, "id": "x"}}"#, false),
            (#"{"a:b": {"objectType": "Agent"}}"#, #"{"a:b": {}}"#, false),
            (#"{"a:b": {"parent": {"id": "x"}}}"#, #"{"a:b": {"parent": [{"id": "x"}]}}"#, false),
            (#"{"a:b": {"member": [1, 2]}}"#, #"{"a:b": {"member": [2, 1]}}"#, false),
            (#"{"a:b": {"duration": "PT60S"}}"#, #"{"a:b": {"duration": "PT1M"}}"#, false),
            (#"{"a:b": 1e400}"#, #"{"a:b": 1e401}"#, false),
            (composed, decomposed, false), (composed, composed, true),
            (#"{"a:b": {"e": 1, "f": 2}}"#, #"{"a:b": {"f": 2.0, "e": 1}}"#, true),
        ] {
            let statements = try [one, other].map {
                try SampleStatement.with($0, at: "context.extensions")
            }
            #expect(
                StatementIdentity.isSame(statements[0], statements[1]) == isSame,
                "\(one) \(other)"
            )
        }
    }

    @Test("Definitions are joined byte for byte, and as long as statements may be")
    func joined() throws {
        let said = try [
            #"{"name": {"sr": "a", "en": "b"}, "type": "x:y", "extensions": {"x:\u017e": 1}}"#,
            #"{"name": {"de": "c", "sr": "d"}, "extensions": {"x:z\u030c": 2}, "type": "x:z"}"#,
        ].map(SampleStatement.json)
        let joined = ActivityDefinition.join(said)
        #expect(joined["name"] == ["sr": "d", "en": "b", "de": "c"] && joined["type"] == "x:z")
        #expect(joined["extensions"]?.members?.map(\.value) == [1, 2])
        // Members by the hundred thousand take no hours.
        let many = JSON.object((0..<100_000).map { JSON.Member("x:\($0)", 1) })
        let long = [JSON](repeating: ["extensions": many], count: 2)
        #expect(ActivityDefinition.join(long)["extensions"]?.members?.count == 100_000)
        let document = StoredDocument(content: many.bytes, contentType: "application/json")
        #expect(try document.merged(with: document).content == many.bytes)
    }

    @Test("By identifiers alone nothing is shown that says more")
    func ids() throws {
        let written = StatementFormat.ids.write(
            try SampleStatement.whole(),
            languages: [],
            definitions: [:]
        )
        #expect(written["actor"] == ["objectType": "Group", "mbox": "mailto:tim@obuka.example"])
        #expect(written["verb"] == ["id": "http://adlnet.gov/expapi/verbs/answered"])
        #expect(written["object"]?.members?.map(\.name) == ["objectType", "id"])
        #expect(written["context"]?["team"] == ["objectType": "Group", "member": []])
        #expect(written["result"]?["score"]?["raw"] == 9)
    }

    @Test("As it is known, in the language that is wanted most")
    func canonical() throws {
        let known = try SampleStatement.json(
            #"{"name": {"en": "One", "sr": "Prvo", "de": "Eins"}, "type": "https://x.example/t"}"#
        )
        let written = StatementFormat.canonical.write(
            try SampleStatement.whole(),
            languages: ["fr", "sr-Latn", "en"],
            definitions: ["https://obuka.example/pitanje/1": known]
        )
        let definition = written["object"]?["definition"]
        #expect(definition?["name"] == ["sr": "Prvo"])
        #expect(definition?["type"] == "https://x.example/t" && definition?["choices"] == nil)
        #expect(written["verb"]?["display"] == ["sr-Cyrl": "одговори"])
    }

    @Test("What is stored has its moment, who answers for it, and lists beside the object")
    func stored() throws {
        let bare = SampleStatement.put(nil, at: ["timestamp"], in: try SampleStatement.whole())
        let received = ReceivedStatement(
            bare,
            id: "unused",
            authority: ["mbox": "mailto:lrs@obuka.example"],
            version: "1.0.3"
        )
        let stored = ReceivedStatement.shown(
            received.kept,
            storedAt: Timestamp(microseconds: 1_771_580_000_123_456)
        )
        #expect(stored["id"] == "fd41c918-b88b-4b20-a0a5-a4c32391aaa0")
        #expect(
            stored["stored"] == "2026-02-20T09:33:20.123Z"
                && stored["timestamp"] == stored["stored"]
        )
        #expect(stored["version"] == "1.0.0")
        #expect(stored["authority"] == ["mbox": "mailto:lrs@obuka.example"])
        let parent = stored["context"]?["contextActivities"]?["parent"]
        #expect(parent == [["id": "https://obuka.example/test"]])
        #expect(StatementIdentity.isSame(bare, stored))
    }

    @Test("Moments are read with any offset and written in UTC")
    func moments() {
        for (text, written) in [
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("2000-02-29T00:00:00+00:30", "2000-02-28T23:30:00.000Z"),
            ("2026-11-27T01:02:03.1234567-0500", "2026-11-27T06:02:03.123Z"),
            ("0001-01-01T00:00Z", "0001-01-01T00:00:00.000Z"),
        ] {
            #expect(Timestamp(text)?.written == written)
        }
    }

    @Test("Questions that cannot be meant are refused")
    func queries() throws {
        let agent = #"{"mbox": "mailto:a@b.example"}"#
        let id = "fd41c918-b88b-4b20-a0a5-a4c32391aaa0"
        for parameters in [
            ["StatementId": id], ["statementId": id, "voidedStatementId": id], ["statementId": "x"],
            ["statementId": id, "limit": "1"], ["limit": "-1"], ["limit": "x"], ["verb": "x"],
            ["agent": "x"], ["agent": "{}"], ["since": "x"], ["format": "long"],
            ["related_agents": "yes"], ["registration": "x"], ["cursor": "1"],
            ["cursor": "9223372036854775807-1"], ["cursor": "-1-1"], ["cursor": "1--1"],
            ["agent": #"{"objectType": "Group", "member": []}"#],
            ["agent": #"{"account": {"homePage": "https://x.example", "name": "a\u0000"}}"#],
        ] {
            #expect(throws: StatementProblem.self, "\(parameters)") {
                try StatementQuery(parameters)
            }
        }
        let query = try StatementQuery([
            "agent": agent, "limit": "0", "ascending": "true", "since": "2026-02-20T10:00:00Z",
        ])
        #expect(
            query.limit == 500 && query.ascending && query.agent?.key == "mbox mailto:a@b.example"
        )
        #expect(try StatementQuery(["voidedStatementId": id, "attachments": "true"]).isVoided)
    }
}
