import HTTPServer
import HTTPTypes
import Testing

@Suite("Queries and forms are decoded as browsers encode them")
struct FormTests {
    @Test(
        "Pairs",
        arguments: [
            ("a=b&c=d", ["a=b", "c=d"]), ("", []), ("&&a&", ["a="]), ("=b", ["=b"]),
            ("a=b=c", ["a=b=c"]), ("a+b=c%20d", ["a b=c d"]), ("%D0%B6=%c5%a1", ["ж=š"]),
            ("a=100%&b=%zz&c=%4", ["a=100%", "b=%zz", "c=%4"]), ("a=%FF", ["a=\u{FFFD}"]),
        ]
    )
    func pairs(_ text: String, _ expected: [String]) throws {
        let items = try FormItems.decode(text.utf8)
        #expect(items.map { "\($0.name)=\($0.value)" } == expected)
    }

    @Test("A request gives the items of its query")
    func query() throws {
        let items = try Request(.get, "/a?q=%C5%A0abac+x&q=2").queryItems()
        #expect(items.map(\.value) == ["Šabac x", "2"])
        #expect(try Request(.get, "/a").queryItems().isEmpty)
    }

    @Test("Too many pairs are refused")
    func tooMany() {
        let text = String(repeating: "a&", count: FormItems.pairsMax + 1)
        #expect(throws: HTTPError.self) { try FormItems.decode(text.utf8) }
    }
}
