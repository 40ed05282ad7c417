import Foundation
import Testing
import TrainingCentre

@testable import Web

@Suite("Templates")
struct TemplateTests {
    private struct Row: Slotted {
        let name: String
        static let slots: [String: Slot<Row>] = ["name": .text { $0.name }]
    }

    private struct Sheet: Slotted {
        var title = "A & B"
        var note: String?
        var isNew = false
        var rows: [Row] = []
        static let slots: [String: Slot<Sheet>] = [
            "title": .text { $0.title }, "note": .optional { $0.note },
            "isNew": .flag { $0.isNew }, "rows": .list { $0.rows },
        ]
    }

    private func template(_ source: String) throws -> Template<Sheet> {
        let words = TemplateWords(languageTag: "en", languageTags: ["en", "sr-Latn"]) { name in
            name == "t.hello" ? "<hello>" : nil
        }
        return try Template(TemplateFolder.split(source, file: "x.html"), words: words)
    }

    private func render(_ source: String, _ sheet: Sheet = Sheet()) throws -> String {
        String(decoding: try template(source).render(sheet), as: UTF8.self)
    }

    @Test("Slots and words are printed escaped")
    func slots() throws {
        #expect(try render("<p>{{title}}</p>{{t.hello}}") == "<p>A &amp; B</p>&lt;hello&gt;\n")
        #expect(try render("[{{note}}]") == "[]\n")
        #expect(try render("[{{note}}]", Sheet(note: "n")) == "[n]\n")
    }

    @Test("Sections follow flags, optional texts, lists and the language")
    func sections() throws {
        let flag = "{{#isNew}}new{{/isNew}}{{^isNew}}old{{/isNew}}"
        #expect(try render(flag) == "old\n")
        #expect(try render(flag, Sheet(isNew: true)) == "new\n")
        #expect(try render("{{#note}}{{note}}{{/note}}{{^note}}-{{/note}}") == "-\n")
        let rows = Sheet(rows: [Row(name: "a"), Row(name: "<b>")])
        #expect(try render("{{#rows}}({{name}}){{/rows}}", rows) == "(a)(&lt;b&gt;)\n")
        #expect(try render("{{#en}}E{{/en}}{{#sr-Latn}}S{{/sr-Latn}}{{^en}}N{{/en}}") == "E\n")
    }

    @Test("Indentation and lines of section marks leave nothing behind")
    func space() throws {
        #expect(
            try render("  <p>\n    {{^isNew}}\n    x\n    {{/isNew}}\n  </p>") == "<p>\nx\n</p>\n"
        )
    }

    @Test(
        "A wrong template says where it is wrong",
        arguments: [
            ("a\n{{nobody}}", "x.html:2"), ("{{t.nobody}}", "nothing is called t.nobody"),
            ("{{#isNew}}", "never closed"), ("{{#rows}}{{name}}", "never closed"),
            ("{{/isNew}}", "nothing is open"), ("{{#isNew}}{{/note}}", "nothing is open"),
            ("{{title", "}} is missing"), ("{{#title}}x{{/title}}", "no flag"),
            ("{{^rows}}x{{/rows}}", "no flag"), ("{{rows}}", "no text"),
            ("{{#rows}}{{title}}{{/rows}}", "no text"),
        ]
    )
    func failures(source: String, problem: String) throws {
        let error = #expect(throws: TemplateError.self) { try template(source) }
        #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
    }

    private struct Shadow: PageContent {
        typealias Texts = FrameText
        let frame = Frame(title: "A", path: "/a")
        static let ownSlots: [String: Slot<Shadow>] = ["path": .text { _ in "M0 0h7" }]
    }

    @Test("A page that calls a slot as the layout calls one of its own stops the start")
    func shadowing() throws {
        let loader = PageLoader(
            folder: TemplateFolder(path: "\(Sample.resources)/Templates"),
            assets: try Sample.pages().assets,
            publicURL: "https://obuka.example"
        )
        let error = #expect(throws: TemplateError.self) {
            let _: PerLanguage<Template<Shadow>> = try loader.load("outside")
        }
        #expect(error?.description.contains("outside.html: Shadow calls a slot {{path}}") == true)
    }

    @Test("A missing file stops the start with its name")
    func missing() throws {
        let error = #expect(throws: TemplateError.self) {
            try Pages(resources: "/nowhere", publicURL: "https://obuka.example")
        }
        #expect(error?.description.contains("/nowhere/Assets") == true)
        let folder = TemplateFolder(path: "/nowhere")
        #expect(throws: TemplateError.self) { try folder.tokens(page: "home") }
    }

    @Test("Assets have a name that follows their content, a kind and a strong tag")
    func assets() throws {
        let assets = try Sample.pages().assets
        let path = try #require(assets.path(of: "site.css"))
        let asset = try #require(assets.byPath[path])
        #expect(path.wholeMatch(of: #/\/assets\/site-[0-9a-f]{16}\.css/#) != nil)
        #expect(asset.contentType == "text/css; charset=utf-8")
        #expect(asset.etag.wholeMatch(of: #/"[0-9a-f]{16}"/#) != nil)
        #expect(!asset.bytes.isEmpty)
        #expect(assets.byPath.keys.count { !$0.hasSuffix(".js") } == 4)
    }

    @Test("A script imports others by the names under which they are served")
    func scripts() throws {
        let assets = try Sample.pages().assets
        let scripts = assets.byPath.filter { $0.key.hasSuffix(".js") }
        #expect(scripts.count > 10)
        var imported: Set<String> = []
        for (path, asset) in scripts {
            #expect(asset.contentType == "text/javascript; charset=utf-8")
            let text = String(decoding: asset.bytes, as: UTF8.self)
            for found in text.matches(of: #/(?m)(?:^import .*|^} )from "([^"]*)"/#) {
                #expect(scripts[String(found.output.1)] != nil, "\(path): \(found.output.1)")
                imported.insert(String(found.output.1))
            }
        }
        // A page itself names the one that nobody imports: of checks, modules, H5P and uploads.
        #expect(imported.count == scripts.count - 4)
    }
}
