import Glibc
import HTTPServer
import HTTPTypes
import Testing

@Suite("Files are sent by the kernel")
struct FileTests {
    /// A file of `count` bytes that differ, for as long as `body` runs.
    private func withFile(
        _ count: Int,
        _ body: (String, [UInt8]) async throws -> Void
    ) async throws {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var template = Array("/tmp/obuka-file-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        let path = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        defer { unlink(path) }
        let file = try #require(fdopen(descriptor, "w"))
        content.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) }
        fclose(file)
        try await body(path, content)
    }

    private func router(_ path: String) -> Router {
        var router = Router()
        router.on(.get, "/file") { _ in
            let file = try FileBody(path: path)
            var fields: HTTPFields = [.eTag: "\"f\"", .contentType: "application/pdf"]
            fields[.lastModified] = file.modifiedSeconds.map { HTTPDate.text($0) }
            return Response(fields: fields, body: .file(file))
        }
        return router
    }

    @Test("Whole, in parts and not at all", arguments: [0, 1, 100_000, 5_000_000])
    func file(_ count: Int) async throws {
        try await withFile(count) { path, content in
            try await TestServer.run(router(path)) { server in
                let get = "GET /file HTTP/1.1\r\nHost: a\r\n"
                let last = max(0, count - 1)
                let responses = try await server.exchange(
                    "\(get)\r\n\(get)Range: bytes=\(last)-\r\n\r\n"
                        + "\(get)If-None-Match: \"f\"\r\n\r\n\(get)\r\n"
                )
                #expect(responses.map(\.status) == [200, count == 0 ? 416 : 206, 304, 200])
                #expect(responses.first?.body == content)
                #expect(responses.first?["Accept-Ranges"] == "bytes")
                if count > 0 { #expect(responses[1].body == [content[last]]) }
                #expect(responses.last?.body == content)
            }
        }
    }

    @Test("Parts of a file")
    func parts() async throws {
        try await withFile(200_000) { path, content in
            try await TestServer.run(router(path)) { server in
                let response = try #require(
                    try await server.exchange(
                        "GET /file HTTP/1.1\r\nHost: a\r\nRange: bytes=5-80000,-10\r\n\r\n"
                    ).first
                )
                #expect(response.status == 206)
                #expect(response.body.contains(content[5...80_000]))
                #expect(response.body.contains(content.suffix(10)))
            }
        }
    }

    @Test(
        "A file that becomes shorter while it is sent is an error of ours, and is logged",
        arguments: ["", "Range: bytes=0-1,99990-99999\r\n"]
    )
    func shortened(_ range: String) async throws {
        try await withFile(100_000) { path, _ in
            var router = Router()
            router.on(.get, "/file") { _ in
                let file = try FileBody(path: path)
                truncate(path, 10)
                return Response(body: .file(file))
            }
            let lines = try await logged { logger in
                try await TestServer.run(router, logger: logger) { server in
                    let client = try server.connect()
                    let bytes = try await offPool {
                        try client.send("GET /file HTTP/1.1\r\nHost: a\r\n\(range)\r\n")
                        client.finishSending()
                        return try client.receiveToEnd()
                    }
                    #expect(try TestResponse.read(bytes[...], isHead: false)?.0.status != 206)
                    #expect(try await server.log.first().template == "/file")
                }
            }
            #expect(lines.count == 1)
            #expect(lines.first?.contains("the file has become shorter") == true)
        }
    }

    @Test("What is no regular file is refused", arguments: ["/tmp", "/dev/zero", "/nowhere"])
    func refused(_ path: String) {
        #expect(throws: (any Error).self) { try FileBody(path: path) }
    }
}

extension [UInt8] {
    fileprivate func contains(_ part: ArraySlice<UInt8>) -> Bool {
        firstRange(of: part) != nil
    }
}
