import Documents
import Testing
import TrainingCentre

@testable import Web

@Suite("Escaping")
struct EscapingTests {
    private let hostile = "<script>alert(\"1\")</script> & 'x'"
    private let harmless =
        "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"

    @Test("Every character that means something in HTML becomes a reference")
    func references() {
        var bytes: [UInt8] = []
        bytes.appendEscaped(hostile)
        bytes.appendEscaped("Љубица?=/;#")
        #expect(String(decoding: bytes, as: UTF8.self) == harmless + "Љубица?=/;#")
    }

    @Test("A name is text, whatever it holds", arguments: Language.allCases)
    func names(language: Language) throws {
        let found = try Sample.verification(cyrillic: hostile, latin: hostile + ".")
        let html = String(
            decoding: try Sample.pages().certificate(found, language: language),
            as: UTF8.self
        )
        #expect(html.contains(harmless))
        #expect(!html.contains("<script"))
    }

    @Test("What was typed comes back as text, and cut")
    func typed() throws {
        let pages = try Sample.pages()
        let long = hostile + String(repeating: "A", count: 1_000)
        for bytes in [
            pages.unknownCertificate(typed: long, mistyped: true, language: .english),
            pages.unknownEnrolment(typed: long, mistyped: true, language: .english),
        ] {
            let html = String(decoding: bytes, as: UTF8.self)
            #expect(html.contains("value=\"\(harmless)"))
            #expect(!html.contains("<script"))
            #expect(!html.contains(String(repeating: "A", count: 65)))
        }
    }

    @Test("A typed code becomes one segment of a path")
    func paths() {
        #expect("a/b?c#d %Љ".percentEncoded == "a%2Fb%3Fc%23d%20%25%D0%89")
        #expect("AZaz09-._~".percentEncoded == "AZaz09-._~")
    }
}
