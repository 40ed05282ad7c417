import Documents
import Testing

@Suite("Badges")
struct BadgeTests {
    private func badge(course: String = "Израда локалних акционих планова") -> BadgeDocument {
        BadgeDocument(
            kind: .completion,
            language: .serbianCyrillic,
            course: course,
            issuer: "Тренинг центар у области миграција",
            issuedOn: "8. март 2024."
        )
    }

    private func template() throws -> BadgeTemplate {
        try BadgeTemplate(json: Array(PaperFixture.json("badge").utf8))
    }

    @Test("An SVG badge needs no font and refers to nothing, and says what it shows")
    func svg() throws {
        let svg = try template().picture(of: badge(course: "<Планови> & \"више\"")).svg(prefix: "")
        #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
        #expect(svg.contains("<title>&lt;Планови&gt; &amp; &quot;више&quot;, завршена обука"))
        for word in ["<text", "font", "href", "url(", "<script", "<image"] {
            #expect(!svg.contains(word))
        }
    }

    @Test("What is baked in stands first, under a namespace of its own")
    func baked() throws {
        let svg = try template().picture(of: badge()).svg(
            prefix: "<x:credential verify=\"a\"/>",
            namespaces: " xmlns:x=\"https://baked.example\""
        )
        #expect(svg.contains("xmlns:x=\"https://baked.example\""))
        #expect(svg.contains("role=\"img\"><x:credential verify=\"a\"/><title>"))
    }

    @Test("The PNG has the size asked for, and the same bytes each time")
    func png() throws {
        let png = try template().picture(of: badge()).png(scale: 1)
        #expect(Array(png[16..<24]) == [0, 0, 2, 0, 0, 0, 2, 0])
        #expect(try template().picture(of: badge()).png(scale: 1) == png)
    }

    @Test("A title of 300 characters has room; an invisible character is refused")
    func long() throws {
        let long = String(repeating: "планови ", count: 37) + "крај"
        #expect(try template().picture(of: badge(course: long)).shapes.count > 8)
        #expect(throws: PaperError.self) {
            try template().picture(of: badge(course: "план\u{200F}"))
        }
        #expect(throws: PaperError.noRoom(document: String(repeating: "Ш", count: 1000))) {
            try template().picture(of: badge(course: String(repeating: "Ш", count: 1000)))
        }
    }

    @Test("A template without a style is refused with its name")
    func refused() throws {
        let json = Array(try PaperFixture.json("badge").utf8)
            .replacing(first: #""course": {"#, with: #""title": {"#)
        #expect(throws: TemplateError(place: "styles.course", reason: "this is missing")) {
            try BadgeTemplate(json: json)
        }
    }
}
