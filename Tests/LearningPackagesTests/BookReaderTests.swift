import Foundation
import LearningPackages
import TestSupport
import Testing

@Suite("Books of strangers")
struct BookReaderTests {
    private func read(_ book: SampleBook) throws -> Book {
        let folder = try EmptyFolder()
        let path = "\(folder.path)/book.epub"
        try Data(book.bytes).write(to: URL(fileURLWithPath: path))
        return try BookReader(path: path).read()
    }

    private func words(_ book: SampleBook) throws -> [String] {
        try read(book).chapters.map {
            $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }

    private func body(_ body: String) throws -> String {
        try words(.ofChapters([("Једно", body)])).joined()
    }

    /// A book of one chapter with an OPF of its own.
    private func book(manifest: String, spine: String, _ more: [(String, String)]) -> SampleBook {
        var book = SampleBook()
        book.add("META-INF/container.xml", SampleBook.container)
        book.add("OEBPS/book.opf", SampleBook.package(manifest: manifest, spine: spine))
        for (name, text) in more { book.add(name, text) }
        return book
    }

    private static let item = "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>"

    @Test("Chapters come in the order of the spine, with their titles, without the contents")
    func order() throws {
        let book = try read(
            .ofChapters([("Увод", "<p>прво</p>"), ("Други &amp; део", "<p>друго</p>")])
        )
        #expect(book.chapters.map(\.title) == ["Увод", "Други & део"])
        #expect(book.chapters.map(\.number) == [1, 2])
        #expect(book.chapters[1].text.contains("друго"))
    }

    @Test("Text is what people read: no scripts, styles and tags; blocks part words, marks do not")
    func text() throws {
        let html = """
            <h1>Глава</h1><p>ре<b>ч</b>и<!-- не --></p><p>две</p>
            <script>var a = "x" &lt; 1;</script>
            <noscript>не</noscript>
            <svg xmlns='http://www.w3.org/2000/svg'><text>слика</text></svg>
            <table><tr><td>1</td><td>2</td></tr></table>
            <p><![CDATA[a < b]]>&#x416;&nbsp;&scaron;</p>
            """
        #expect(try body(html) == "Глава речи две слика 1 2 a < bЖ š")
    }

    @Test("Without a table of contents a chapter is called by its first heading")
    func headings() throws {
        let book = book(
            manifest: Self.item,
            spine: "<spine><itemref idref='a'/></spine>",
            [("OEBPS/a.xhtml", SampleBook.page("<h2></h2><h2>Први <i>део</i></h2><h3>x</h3>"))]
        )
        #expect(try read(book).chapters.map(\.title) == ["Први део"])
    }

    @Test("An EPUB 2 has its titles in an NCX with a document type, and entities of XHTML 1")
    func second() throws {
        let page = """
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/x.dtd">
            <html xmlns="http://www.w3.org/1999/xhtml"><body><p>a&mdash;b</p></body></html>
            """
        let contents = """
            <!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/x.dtd">
            <ncx><navMap><navPoint><navLabel><text>Глава 1</text></navLabel>
            <content src="a.xhtml#top"/></navPoint></navMap></ncx>
            """
        let book = book(
            manifest: Self.item
                + "<item id='t' href='toc.ncx' media-type='application/x-dtbncx+xml'/>",
            spine: "<spine toc='t'><itemref idref='a'/></spine>",
            [("OEBPS/a.xhtml", page), ("OEBPS/toc.ncx", contents)]
        )
        let chapter = try #require(try read(book).chapters.first)
        #expect(chapter.title == "Глава 1" && chapter.text.contains("a—b"))
    }

    @Test(
        "Entities of one's own, what is not well-formed, and links out of the book are refused",
        arguments: [
            "<!DOCTYPE html [<!ENTITY x 'y'>]><html><body>&x;</body></html>",
            "<html><body><p>open</body></html>", "<html>&unknown;</html>", "",
            String(repeating: "<b>", count: 70) + String(repeating: "</b>", count: 70),
        ]
    )
    func hostile(page: String) throws {
        let book = book(
            manifest: Self.item,
            spine: "<spine><itemref idref='a'/></spine>",
            [("OEBPS/a.xhtml", page)]
        )
        #expect(throws: BookProblem.damaged(at: "OEBPS/a.xhtml")) { try self.read(book) }
    }

    @Test(
        "A spine that leads nowhere or out of the book is refused",
        arguments: ["../../a.xhtml", "http://a.example/a.xhtml", "/etc/passwd", "none.xhtml"]
    )
    func links(href: String) throws {
        let book = book(
            manifest: "<item id='a' href='\(href)' media-type='application/xhtml+xml'/>",
            spine: "<spine><itemref idref='a'/></spine>",
            [("OEBPS/a.xhtml", SampleBook.page("<p>x</p>"))]
        )
        #expect(throws: BookProblem.self) { try self.read(book) }
    }

    @Test("A protected chapter is one of a protected book; a protected font is none")
    func encrypted() throws {
        func protected(_ path: String) -> SampleBook {
            var book = SampleBook.ofChapters([("Увод", "<p>прво</p>")])
            book.add(
                "META-INF/encryption.xml",
                """
                <encryption><EncryptedData><CipherData><CipherReference URI="\(path)"/>
                </CipherData></EncryptedData></encryption>
                """
            )
            return book
        }
        #expect(throws: BookProblem.encrypted) {
            try self.read(protected("OEBPS/text/9.xhtml"))
        }
        #expect(try read(protected("OEBPS/font.otf")).chapters.count == 1)
    }

    @Test("No archive, and one without a container, is no book")
    func none() throws {
        #expect(throws: BookProblem.self) { try self.read(SampleBook()) }
        let folder = try EmptyFolder()
        let path = "\(folder.path)/book.epub"
        try Data("PK".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: BookProblem.self) { try BookReader(path: path) }
    }
}
