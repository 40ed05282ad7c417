import HTTPServer
import HTTPTypes
import Testing

@testable import Web

@Suite("What a client wants to be answered with")
struct NegotiationTests {
    @Test(
        "JSON only for who prefers it to a page",
        arguments: [
            (nil, false), ("*/*", false), ("text/html", false), ("application/json", true),
            ("application/json, text/html", false), ("text/html;q=0.5, application/json", true),
            ("application/*", true), ("application/json;q=0", false),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false),
            ("text/*;q=0.3, application/json;q=0.4", true), ("image/png", false),
            ("APPLICATION/JSON", true), ("application/json;q=nonsense", true), (",,;", false),
        ] as [(String?, Bool)]
    )
    func accept(header: String?, prefersJSON: Bool) {
        var fields: HTTPFields = [:]
        fields[.accept] = header
        #expect(Negotiation.prefersJSON(Request(.get, "/c/x", fields: fields)) == prefersJSON)
    }

    @Test("A cursor is what it was made from, and nothing else is one")
    func cursors() {
        for position in ["LAP", "12345", "Ђ", ""] {
            #expect(Cursor.position(Cursor.text(position)) == position)
        }
        #expect(Cursor.position("%%%") == nil)
    }
}
