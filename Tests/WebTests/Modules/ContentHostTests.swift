import HTTPServer
import HTTPTypes
import Testing

@testable import Web

@Suite("The host of contents")
struct ContentHostTests {
    private let own = ContentHost(url: nil, publicURL: "https://obuka.example")
    private let set = ContentHost(
        url: "https://Sadrzaj.obuka.example",
        publicURL: "https://obuka.example"
    )

    private func request(_ authority: String, _ path: String = "/") -> Request {
        Request(.get, path, authority: authority)
    }

    @Test(
        "On a machine of one's own it has a name of its own and the same port",
        arguments: [
            ("localhost:8080", "http://content.localhost:8080"),
            ("127.0.0.1:1", "http://content.localhost:1"),
            ("LOCALHOST", "http://content.localhost"),
            ("[::1]:8080", "http://content.localhost:8080"), ("[::1]", "http://content.localhost"),
        ]
    )
    func ownMachine(authority: String, origin: String) throws {
        #expect(try own.origin(for: request(authority)) == origin)
        #expect(try set.origin(for: request(authority)) == "https://Sadrzaj.obuka.example")
    }

    @Test(
        "Elsewhere somebody has to set it",
        arguments: ["obuka.example", "10.0.0.7:8080", "[::2]"]
    )
    func missing(authority: String) {
        #expect(throws: ContentHostMissing.self) { try own.origin(for: request(authority)) }
    }

    @Test("Each path is answered on its own host only")
    func paths() {
        for (host, contents, ours) in [
            (own, "content.localhost:8080", "localhost:8080"),
            (set, "sadrzaj.obuka.example", "obuka.example"),
        ] {
            for path in ["/l/x/launch", "/l/x/content/a.html"] {
                #expect(host.answers(request(contents, path)), "\(path)")
                #expect(!host.answers(request(ours, path)), "\(path)")
            }
            for path in ["/", "/en/me", "/api/v1/me", "/assets/site-0.css"] {
                #expect(!host.answers(request(contents, path)), "\(path)")
                #expect(host.answers(request(ours, path)), "\(path)")
            }
            #expect(host.answers(request(contents, "/assets/player-0.js")))
        }
    }

    @Test(
        "Nobody is led to another place than the service",
        arguments: [
            "https://evil.example", "javascript://localhost/%0aalert(1)",
            "http://localhost@evil.example",
            "http://localhost.evil.example", "http://localhost:80/path", "//localhost", "localhost",
            "",
            "http://", "data:text/html,localhost",
        ]
    )
    func back(asked: String) {
        #expect(own.origin(back: asked) == "https://obuka.example")
        #expect(set.origin(back: asked) == "https://obuka.example")
    }

    @Test("On a machine of one's own it leads back to where somebody came from")
    func backToOwn() {
        #expect(own.origin(back: "http://127.0.0.1:8080") == "http://127.0.0.1:8080")
        #expect(set.origin(back: "http://127.0.0.1:8080") == "https://obuka.example")
        #expect(own.origin(back: nil) == "https://obuka.example")
    }

    @Test("A page says its own encoding, and what nobody knows is downloaded")
    func types() {
        #expect(ContentType.of("a/INDEX.HTM") == "text/html")
        #expect(ContentType.of("a.js") == "text/javascript")
        #expect(ContentType.of("a.b/c.exe") == "application/octet-stream")
        #expect(ContentType.of("a.b/c") == "application/octet-stream")
    }
}
