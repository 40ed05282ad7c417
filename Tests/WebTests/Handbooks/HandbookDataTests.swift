import Documents
import Foundation
import Testing

@testable import TrainingCentre
@testable import Web

@Suite("What programs read of a handbook")
struct HandbookDataTests {
    @Test("The page holds a Book of schema.org that nothing in it can leave")
    func book() throws {
        var form = Form([
            "code": "123", "title_sr_cyrl": "Водич</script><b>&\"", "title_en": "A <!-- guide",
        ])
        let handbook = Handbook(
            draft: try HandbookDraft(&form),
            successorTitle: nil,
            version: 1
        )
        for language in Language.allCases {
            let page = String(
                decoding: try Sample.pages().handbook(
                    handbook,
                    editions: [
                        try Sample.edition("sr-Cyrl", access: "open"),
                        try Sample.edition("fa", access: "accounts"),
                    ],
                    courses: [],
                    language: language
                ),
                as: UTF8.self
            )
            let start = "<script type=\"application/ld+json\">"
            let rest = try #require(page.components(separatedBy: start).dropFirst().first)
            let text = try #require(rest.components(separatedBy: "</script>").first)
            #expect(!text.contains("<") && !text.contains("&"))
            let json = try JSON.parse(Array(text.utf8))
            #expect(json["@type"] == "Book" && json["@context"] == "https://schema.org")
            #expect(json["name"]?.text == handbook.draft.title[language])
            let editions = try #require(json["workExample"]?.elements)
            #expect(editions.map { $0["isAccessibleForFree"] } == [true, false])
            let files = try #require(editions.first?["encoding"]?.elements)
            #expect(files.map { $0["sha256"]?.text } == ["00ff", "00fe"])
            // Of what not everybody may read there is nothing to find or to compare.
            #expect(editions.last?["encoding"] == nil && editions.last?["inLanguage"] == "fa")
            #expect(text.components(separatedBy: "sha256").count == 3)
        }
    }

    @Test(
        "A token that somebody made up goes on with nothing, whatever numbers are in it",
        arguments: [
            "   0 0 \(Int.max)", "   0 0 0", "   0 0 -1", "\(Int.max)   0 0 1",
            " \(Int.max)  0 0 1", "\(Int.min)   0 0 1", "  set 0 0 1", "   x 0 1", "   0 0", "",
        ]
    )
    func forgedTokens(position: String) {
        let refused = #expect(throws: HarvestRequest.Refused.self) {
            try HarvestRequest([
                ("verb", "ListRecords"), ("resumptionToken", Cursor.text(position)),
            ])
        }
        #expect(refused?.code == .badResumptionToken)
    }

    @Test(
        "A harvester is told by the protocol's own words what is wrong",
        arguments: [
            ("", "badVerb"), ("verb=Nothing", "badVerb"),
            ("verb=Identify&verb=Identify", "badVerb"),
            ("verb=Identify&set=x", "badArgument"), ("verb=ListRecords", "badArgument"),
            ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
            ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
            ("verb=ListRecords&metadataPrefix=oai_dc&set=none", "noRecordsMatch"),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-02-30", "badArgument"),
            ("verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-01T25:00:00Z", "badArgument"),
            (
                "verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-01&until=2024-01-01T00:00:00Z",
                "badArgument"
            ),
            (
                "verb=ListRecords&metadataPrefix=oai_dc&from=2024-01-02&until=2024-01-01",
                "badArgument"
            ), ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
            ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
            ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument"),
            ("verb=Identify&resumptionToken=x", "badArgument"),
        ]
    )
    func refused(query: String, code: String) {
        let arguments = query.split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
            return (parts[0], parts[1])
        }
        let error = #expect(throws: HarvestRequest.Refused.self) {
            _ = try HarvestRequest(arguments)
        }
        #expect(error?.code.rawValue == code)
    }

    @Test("A list goes on with what it was asked for", arguments: ["language:sr-Cyrl", "handbook"])
    func token(set: String) throws {
        let first = try HarvestRequest([
            ("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("from", "2024-01-01"),
            ("set", set),
        ])
        #expect(first.asked.set.map(HarvestRequest.name) == set)
        let position = CatalogueRecord.Position(microseconds: 7, id: 8)
        let next = try HarvestRequest([
            ("verb", "ListRecords"), ("resumptionToken", first.token(after: position, cursor: 100)),
        ])
        var asked = first.asked
        asked.after = position
        #expect(next.asked == asked && next.cursor == 100)
    }
}
