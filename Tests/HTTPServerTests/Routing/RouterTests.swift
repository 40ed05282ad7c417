import HTTPServer
import HTTPTypes
import Testing

@Suite("The most specific template answers")
struct RouterTests {
    private static let application: Application = {
        var router = Router()
        for template in [
            "/", "/c/{id}", "/c/{id}.json", "/c/{id}.tlog-proof", "/c/new", "/a/{x}/c", "/a/b/d",
            "/tile/{L}/{rest...}", "/same", "/trailing/",
        ] {
            router.on(.get, template) { request in
                let names = ["id", "x", "L", "rest"].compactMap { name in
                    request.parameters[name].map { "\(name)=\($0)" }
                }
                return .text(([request.template] + names).joined(separator: " "))
            }
        }
        router.on(.post, "/same", bodyBytesMax: 3) { request in
            .bytes(try await request.body.collect(upTo: 10), type: "text/plain")
        }
        return Application(router: router)
    }()

    private func answer(
        _ method: HTTPRequest.Method,
        _ target: String,
        body: [UInt8] = []
    ) async throws -> (status: Int, text: String, allow: String?) {
        let response = await Self.application.answer(Request(method, target, body: body))
        let content = try await response.body.collect()
        let text = String(decoding: content, as: UTF8.self)
        return (response.status.code, text, response.fields[.allow])
    }

    @Test(
        "Found",
        arguments: [
            ("/", "/"), ("/?q", "/"), ("/c/X", "/c/{id} id=X"), ("/c/new", "/c/new"),
            ("/c/X.json", "/c/{id}.json id=X"), ("/c/X.jso", "/c/{id} id=X.jso"),
            ("/c/X.tlog-proof", "/c/{id}.tlog-proof id=X"), ("/c/.json", "/c/{id} id=.json"),
            ("/c/a.json.json", "/c/{id}.json id=a.json"),
            ("/a/b/c", "/a/{x}/c x=b"), ("/a/b/d", "/a/b/d"),
            ("/c/%D0%B6%2F%2e", "/c/{id} id=ж/."), ("/%63/new", "/c/new"),
            ("/tile/0/x001/234.p/5", "/tile/{L}/{rest...} L=0 rest=x001/234.p/5"),
            ("/trailing/", "/trailing/"),
        ]
    )
    func found(_ target: String, _ expected: String) async throws {
        let answer = try await answer(.get, target)
        #expect(answer.status == 200)
        #expect(answer.text == expected)
    }

    @Test(
        "Not found",
        arguments: [
            "/c", "/c/", "/c/X/", "/C/new", "/a/b", "/a/b/e", "/trailing", "//", "/c//", "/c/..",
            "/c/%2e%2E", "/tile/0/", "/tile/0/a//b", "/tile/0/../b", "/tile/0/a%2Fb",
        ]
    )
    func notFound(_ target: String) async throws {
        let answer = try await answer(.get, target)
        #expect(answer.status == 404)
        #expect(answer.text.contains("not_found"))
    }

    @Test("Malformed", arguments: ["/c/%", "/c/%4", "/c/%zz", "/c/%FF", "/c/%00", "/c/%C0%80"])
    func malformed(_ target: String) async throws {
        #expect(try await answer(.get, target).status == 400)
    }

    @Test("A known method that the path does not take is told which ones it does")
    func methodNotAllowed() async throws {
        let answer = try await answer(.delete, "/same")
        #expect(answer.status == 405)
        #expect(answer.allow == "GET, POST, HEAD, OPTIONS")
        #expect(try await self.answer(.trace, "/c/new").allow == "GET, HEAD, OPTIONS")
    }

    @Test("OPTIONS and HEAD are answered without routes")
    func automatic() async throws {
        let options = try await answer(.options, "/c/X")
        #expect(options.status == 204)
        #expect(options.allow == "GET, HEAD, OPTIONS")
        #expect(try await answer(.head, "/c/X").status == 200)
    }

    @Test("The content is bounded by the route")
    func bounded() async throws {
        #expect(try await answer(.post, "/same", body: [1, 2, 3]).status == 200)
        #expect(try await answer(.post, "/same", body: [1, 2, 3, 4]).status == 413)
        #expect(try await answer(.get, "/c/X", body: [1]).status == 413)
    }

    @Test("Where no route is, nobody asks how much content there is")
    func unrouted() async throws {
        let content = [UInt8](repeating: 1, count: 100)
        #expect(try await answer(.post, "/nowhere", body: content).status == 404)
        #expect(try await answer(.delete, "/same", body: content).status == 405)
        #expect(try await answer(.options, "/same", body: content).status == 204)
    }

    @Test("The routes can be listed")
    func routes() {
        let listed = Self.application.routes.map { "\($0.method) \($0.template)" }
        #expect(listed.first == "GET /")
        #expect(listed.last == "POST /same")
    }

    @Test("Middleware wraps every answer, in order, also where no route is")
    func middleware() async {
        struct Marking: Middleware {
            let mark: String
            func handle(_ request: Request, next: Handler) async throws -> Response {
                do {
                    var response = try await next(request)
                    response.fields[.server] = (response.fields[.server] ?? "") + mark
                    return response
                } catch let error as HTTPError {
                    throw HTTPError(error.status, code: error.code + mark, title: error.title)
                }
            }
        }
        var router = Router()
        router.on(.get, "/a") { _ in Response() }
        let application = Application(
            router: router,
            middleware: [Marking(mark: "outer"), Marking(mark: "inner")],
            errorAnswers: { error, request in
                .text("\((error as? HTTPError)?.code ?? "?") at \(request.template)")
            }
        )
        let found = await application.answer(Request(.get, "/a"))
        #expect(found.fields[.server] == "innerouter")
        let missing = await application.answer(Request(.get, "/b"))
        let text = try? await missing.body.collect()
        #expect(text == Array("not_foundinnerouter at -".utf8))
    }
}
