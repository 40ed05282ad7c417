import Testing

@testable import LearningPackages

@Suite("Pages of the web of strangers")
struct WebPageReaderTests {
    private func read(_ html: String) throws -> [String] {
        try WebPageReader(Array(html.utf8)).read().chapters.map { chapter in
            let text = chapter.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return "\(chapter.title ?? "-"): \(text)"
        }
    }

    @Test("Sections begin with headings of the first two levels")
    func sections() throws {
        let html = """
            <!doctype html><html><head><title>A &amp; B</title></head><body>
            <p>uvod<h1>Prvi <em>deo</em></h1>jedan<h3>manji</h3>dva<h2>Drugi</h2>tri
            """
        #expect(
            try read(html) == [
                "A & B: uvod", "Prvi deo: Prvi deo jedan manji dva", "Drugi: Drugi tri",
            ]
        )
        #expect(try read("<html><p>samo") == ["-: samo"])
        #expect(try read("<html>") == [])
    }

    @Test(
        "What nobody reads is no text, however it is written",
        arguments: [
            ("<script>if (a < b) '</p>'</script>a", "a"), ("<style>p > a {}</STYLE >a", "a"),
            ("<script>never closed", nil), ("<!-- <p>no --> a", "a"), ("<!-- never closed", nil),
            ("<template><p>no</template>a", "a"), ("<svg><text>a</text></svg>", "a"),
            ("<a title='>' href=\">\">a</a>", "a"), ("<p a=b'c>a", "a"), ("</p >a", "a"),
            ("<?php no ?>a", "a"), ("<!x>a", "a"), ("</>a", "a"), ("<p", nil), ("<", "<"),
            ("1 < 2 && 3 > 2", "1 < 2 && 3 > 2"), ("a<b", "a"), ("&", "&"), ("&;", "&;"),
            ("&#1110;&#x41;&lt;b&gt;&scaron;&nbsp;x&unknown;", "іA<b>š x&unknown;"),
            ("&#99999999;&#xD800;a", "\u{FFFD}\u{FFFD}a"), ("re<b>č</b><wbr>i", "reči"),
            ("<td>a</td><td>b</td>", "a b"), ("<title>no</title>a", "a"),
            ("<noscript>a</noscript>", "a"), ("<textarea>no</textarea>a", "a"),
        ] as [(String, String?)]
    )
    func texts(html: String, text: String?) throws {
        let found = try WebPageReader(Array(html.utf8)).read().chapters.map {
            $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(found == (text.map { [$0] } ?? []))
    }

    @Test("What is cut off or nested without end is read to its end")
    func endless() throws {
        let html = "<!doctype html><h1>A&amp;</h1><script>x</script><!-- y --><p a='>'>z"
        let page = Array(html.utf8)
        for count in 0...page.count { _ = try WebPageReader(Array(page.prefix(count))).read() }
        _ = try WebPageReader(Array(String(repeating: "<div>", count: 200_000).utf8)).read()
        _ = try WebPageReader(Array(String(repeating: "<!--", count: 100_000).utf8)).read()
        _ = try WebPageReader(Array(String(repeating: "<script>", count: 100_000).utf8)).read()
        #expect(throws: BookProblem.self) { try WebPageReader([0xFF]) }
    }
}
