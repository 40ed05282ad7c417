import Documents
import Testing

@Suite("Templates of certificates")
struct PaperTemplateTests {
    /// One change of the template that comes with the program, and what is said about it.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let place: String
        let reason: String

        init(_ old: String, _ new: String, _ place: String, _ reason: String) {
            (self.old, self.new, self.place, self.reason) = (old, new, place, reason)
        }

        var testDescription: String { "\(place): \(reason)" }
    }

    @Test("The one that comes with the program can be used")
    func ours() throws {
        _ = try PaperFixture.template()
        _ = try BadgeTemplate(json: Array(PaperFixture.json("badge").utf8))
    }

    @Test("A wrong one is refused with the place and the reason", arguments: wrong)
    func refused(_ wrong: Wrong) throws {
        let json = try PaperFixture.json("certificate")
        let bytes = Array(json.utf8).replacing(first: wrong.old, with: wrong.new)
        #expect(bytes != Array(json.utf8), "the template has no \(wrong.old)")
        let refusal = TemplateError(place: wrong.place, reason: wrong.reason)
        #expect(throws: refusal) { try PaperTemplate(json: bytes) }
    }

    private static let wrong = structure + values + texts

    private static let structure = [
        Wrong(#""format": 1"#, #""format": 2"#, "format", "this should be from 1.0 to 1.0"),
        Wrong(#""body": ["#, #""boddy": ["#, "boddy", "nothing is known by this name"),
        Wrong(#""orientation": "landscape","#, "", "paper.orientation", "this is missing"),
        Wrong(
            #""block": "logos", "height": 15"#,
            #""block": "stamp", "height": 15"#,
            "body[0].block",
            "this should be one of space, text, rule, logos, signatories, qr, columns"
        ),
        Wrong(
            #""share": 2.7,"#,
            "",
            "foot[0].columns[0].share",
            "this is missing"
        ),
        Wrong(#""foot": ["#, #""foot": 7, "x": ["#, "x", "nothing is known by this name"),
        Wrong(
            #""lines": 1 }"#,
            #""lines": 1, "rows": 2 }"#,
            "body[3].rows",
            "nothing is known by this name"
        ),
    ]

    private static let values = [
        Wrong(
            #""top": 24"#,
            #""top": 240"#,
            "paper.margins.top",
            "this should be from 5.0 to 100.0"
        ),
        Wrong(
            #""top": 24, "right": 30, "bottom": 21"#,
            #""top": 99, "right": 30, "bottom": 99"#,
            "paper.margins",
            "they leave no room"
        ),
        Wrong(
            "#17355c",
            "navy",
            "colours.accent",
            "this should be a colour such as #1f3a5f"
        ),
        Wrong("#17355c", "#+7355c", "colours.accent", "this should be a colour such as #1f3a5f"),
        Wrong(
            "Gentium Plus,",
            "Comic Papyrus,",
            "fonts.text",
            "the font Comic Papyrus is not installed"
        ),
        Wrong(#""size": 46"#, #""size": "46""#, "styles.title.size", "this should be a number"),
        Wrong(
            #""smallest": 30"#,
            #""smallest": 50"#,
            "styles.title.smallest",
            "this should be from 5.0 to 46.0"
        ),
        Wrong(
            #""style": "title""#,
            #""style": "titel""#,
            "body[3].style",
            "nothing is called titel"
        ),
        Wrong(
            #""ornament": true"#,
            #""ornament": 1"#,
            "body[5].ornament",
            "this should be true or false"
        ),
        Wrong(
            #""kind": "guilloche""#,
            #""kind": "flowers""#,
            "border.kind",
            "this should be one of none, lines, guilloche"
        ),
    ]

    private static let texts = [
        Wrong(
            "{holder}",
            "{houlder}",
            "texts.sr-Cyrl.all.holder",
            "there is no field {houlder}"
        ),
        Wrong("{holder}", "{holder", "texts.sr-Cyrl.all.holder", "a brace has no other half"),
        Wrong("{holder}", "holder}", "texts.sr-Cyrl.all.holder", "a brace has no other half"),
        Wrong(
            "УВЕРЕЊЕ",
            "УВЕ\u{202E}РЕЊЕ",
            "texts.sr-Cyrl.completion.title",
            "it holds the invisible or unknown character U+202E"
        ),
        Wrong(
            #""title": "УВЕРЕЊЕ","#,
            "",
            "texts.sr-Cyrl.completion.title",
            "this text is missing, and other languages have it"
        ),
        Wrong(
            #""documentTitle": "Certificate of completion: {holder}","#,
            "",
            "texts.en.completion.documentTitle",
            "this text is missing"
        ),
        Wrong(
            #""title": "UVERENJE","#,
            #""title": "UVERENJE", "tilte": "UVERENJE","#,
            "texts.sr-Latn.completion.tilte",
            "no block shows this text"
        ),
        Wrong(
            #""text": "lead""#,
            #""text": "laed""#,
            "texts.sr-Cyrl.completion.lead",
            "no block shows this text"
        ),
    ]

    @Test("What is no JSON, and what is too much, is refused")
    func noTemplate() throws {
        let broken = #expect(throws: TemplateError.self) {
            try PaperTemplate(json: Array("{".utf8))
        }
        #expect(broken?.description.hasPrefix("this is no JSON") == true)
        let blanks = [UInt8](repeating: 0x20, count: PaperTemplate.Limits.bytesMax + 1)
        #expect(throws: TemplateError.self) { try PaperTemplate(json: blanks) }
    }
}
