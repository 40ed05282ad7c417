import HTTPServer
import HTTPTypes
import Testing

@Suite("Conditions and ranges")
struct ConditionalTests {
    private static let modified = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let earlier = "Sun, 06 Nov 1994 08:49:36 GMT"

    private static let application: Application = {
        var router = Router()
        router.on(.get, "/tagged") { _ in
            Response(
                fields: [
                    .eTag: "\"v1\"", .lastModified: modified, .contentType: "text/plain",
                    .cacheControl: "no-cache",
                ],
                body: .bytes(Array("0123456789".utf8))
            )
        }
        router.on(.get, "/weak") { _ in
            Response(fields: [.eTag: "W/\"v1\""], body: .bytes(Array("0123456789".utf8)))
        }
        router.on(.get, "/dated") { _ in
            Response(fields: [.lastModified: modified], body: .bytes(Array("0123456789".utf8)))
        }
        router.on(.get, "/plain") { _ in .text("0123456789") }
        router.on(.put, "/tagged") { _ in Response(fields: [.eTag: "\"v2\""]) }
        return Application(router: router)
    }()

    private func ask(
        _ path: String,
        _ fields: HTTPFields,
        _ method: HTTPRequest.Method = .get
    ) async throws -> (status: Int, text: String, fields: HTTPFields) {
        let response = await Self.application.answer(Request(method, path, fields: fields))
        let content = try await response.body.collect()
        return (response.status.code, String(decoding: content, as: UTF8.self), response.fields)
    }

    @Test(
        "The verdict on conditions",
        arguments: [
            ("/tagged", [.ifNoneMatch: "\"v1\""], 304), ("/tagged", [.ifNoneMatch: "\"v2\""], 200),
            ("/tagged", [.ifNoneMatch: "W/\"v1\""], 304), ("/tagged", [.ifNoneMatch: "*"], 304),
            ("/tagged", [.ifNoneMatch: "\"a,b\", \"v1\""], 304),
            ("/tagged", [.ifNoneMatch: "v1"], 200), ("/plain", [.ifNoneMatch: "\"v1\""], 200),
            ("/plain", [.ifNoneMatch: "*"], 304),
            ("/tagged", [.ifModifiedSince: modified], 304),
            ("/tagged", [.ifModifiedSince: earlier], 200),
            ("/tagged", [.ifModifiedSince: "Sunday, 06-Nov-94 08:49:37 GMT"], 304),
            ("/tagged", [.ifModifiedSince: "Sun Nov  6 08:49:37 1994"], 304),
            ("/tagged", [.ifModifiedSince: "yesterday"], 200),
            ("/plain", [.ifModifiedSince: modified], 200),
            ("/tagged", [.ifNoneMatch: "\"v2\"", .ifModifiedSince: modified], 200),
            ("/tagged", [.ifMatch: "\"v1\""], 200), ("/tagged", [.ifMatch: "\"v2\""], 412),
            ("/tagged", [.ifMatch: "*"], 200), ("/tagged", [.ifMatch: "W/\"v1\""], 412),
            ("/weak", [.ifMatch: "W/\"v1\""], 412), ("/plain", [.ifMatch: "\"v1\""], 412),
            ("/tagged", [.ifUnmodifiedSince: modified], 200),
            ("/tagged", [.ifUnmodifiedSince: earlier], 412),
            ("/tagged", [.ifMatch: "\"v1\"", .ifUnmodifiedSince: earlier], 200),
            ("/tagged", [.ifMatch: "\"v2\"", .ifNoneMatch: "\"v1\""], 412),
        ] as [(String, HTTPFields, Int)]
    )
    func verdict(_ path: String, _ fields: HTTPFields, _ status: Int) async throws {
        let answer = try await ask(path, fields)
        #expect(answer.status == status)
        if status == 304 {
            #expect(answer.text.isEmpty)
            #expect(answer.fields[.contentType] == nil)
        }
    }

    @Test("304 keeps what a cache needs")
    func notModified() async throws {
        let answer = try await ask("/tagged", [.ifNoneMatch: "\"v1\""])
        #expect(answer.fields[.eTag] == "\"v1\"")
        #expect(answer.fields[.cacheControl] == "no-cache")
    }

    @Test("The answer to a change is not conditional any more")
    func changed() async throws {
        #expect(try await ask("/tagged", [.ifNoneMatch: "\"v2\""], .put).status == 200)
    }

    @Test("A handler can judge the conditions of a change")
    func preconditions() {
        let tag = EntityTag("\"v1\"")
        let stale = Preconditions([.ifMatch: "\"v0\""], nowSeconds: 0)
        #expect(stale.verdict(method: .put, entityTag: tag, modifiedSeconds: nil) == .failed)
        let create = Preconditions([.ifNoneMatch: "*"], nowSeconds: 0)
        #expect(create.verdict(method: .put, entityTag: tag, modifiedSeconds: nil) == .failed)
        let none = create.verdict(
            method: .put,
            entityTag: nil,
            modifiedSeconds: nil,
            exists: false
        )
        #expect(none == .proceed)
    }

    @Test(
        "One range",
        arguments: [
            ("bytes=0-0", "0", "bytes 0-0/10"), ("bytes=2-4", "234", "bytes 2-4/10"),
            ("bytes=8-", "89", "bytes 8-9/10"), ("bytes=-3", "789", "bytes 7-9/10"),
            ("bytes=-99", "0123456789", "bytes 0-9/10"),
            ("bytes=5-99999999999999999999", "56789", "bytes 5-9/10"),
            ("BYTES=1-1", "1", "bytes 1-1/10"), ("bytes= \t1-2 \t", "12", "bytes 1-2/10"),
            ("bytes=20-30, 1-2", "12", "bytes 1-2/10"),
        ]
    )
    func oneRange(_ range: String, _ text: String, _ contentRange: String) async throws {
        let answer = try await ask("/tagged", [.range: range])
        #expect(answer.status == 206)
        #expect(answer.text == text)
        #expect(answer.fields[.contentRange] == contentRange)
        #expect(answer.fields[.eTag] == "\"v1\"")
    }

    @Test(
        "A range that is none is ignored",
        arguments: [
            "bytes=", "bytes=a-b", "bytes=4-2", "bytes=-", "lines=1-2", "bytes 1-2",
            "bytes=1-2 junk", "bytes=1 -2", "bytes=0 1-2",
            "bytes=1-2;3", "bytes=+1-2", "bytes=0-9,0-9",
            "bytes=" + (0..<17).map { "\($0)-\($0)" }.joined(separator: ","),
        ]
    )
    func ignored(_ range: String) async throws {
        let answer = try await ask("/tagged", [.range: range])
        #expect(answer.status == 200)
        #expect(answer.text == "0123456789")
    }

    @Test("A range beyond the end cannot be served", arguments: ["bytes=10-", "bytes=-0"])
    func unsatisfiable(_ range: String) async throws {
        let answer = try await ask("/tagged", [.range: range])
        #expect(answer.status == 416)
        #expect(answer.fields[.contentRange] == "bytes */10")
    }

    @Test("Several ranges come in parts, with the length announced")
    func severalRanges() async throws {
        let answer = try await ask("/tagged", [.range: "bytes=0-1,8-"])
        #expect(answer.status == 206)
        let type = try #require(answer.fields[.contentType])
        let boundary = try #require(type.split(separator: "=").last)
        #expect(type.hasPrefix("multipart/byteranges"))
        #expect(
            answer.text == "\r\n--\(boundary)\r\nContent-Type: text/plain\r\n"
                + "Content-Range: bytes 0-1/10\r\n\r\n01"
                + "\r\n--\(boundary)\r\nContent-Type: text/plain\r\n"
                + "Content-Range: bytes 8-9/10\r\n\r\n89\r\n--\(boundary)--\r\n"
        )
        #expect(answer.fields[.contentLength] == "\(answer.text.utf8.count)")
    }

    @Test(
        "If-Range",
        arguments: [
            ("/tagged", "\"v1\"", 206), ("/tagged", "\"v2\"", 200), ("/tagged", "W/\"v1\"", 200),
            ("/weak", "W/\"v1\"", 200), ("/tagged", modified, 206), ("/tagged", earlier, 200),
            ("/tagged", "junk", 200),
        ]
    )
    func ifRange(_ path: String, _ condition: String, _ status: Int) async throws {
        let answer = try await ask(path, [.range: "bytes=0-0", .ifRange: condition])
        #expect(answer.status == status)
    }

    @Test("No range for bytes without a tag, and none for HEAD")
    func noRange() async throws {
        #expect(try await ask("/plain", [.range: "bytes=0-0"]).status == 200)
        #expect(try await ask("/tagged", [.range: "bytes=0-0"], .head).status == 200)
    }

    @Test("A failed condition beats a range")
    func precedence() async throws {
        let both: HTTPFields = [.range: "bytes=0-0", .ifNoneMatch: "\"v1\""]
        #expect(try await ask("/tagged", both).status == 304)
        #expect(try await ask("/tagged", [.range: "bytes=0-0", .ifMatch: "\"x\""]).status == 412)
    }
}
