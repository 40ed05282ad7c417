import HTTPServer
import HTTPTypes
import Testing

@Suite("Metrics")
struct MetricsTests {
    @Test("Exchanges are measured by route, method and class of status")
    func exchanges() async throws {
        let factory = RecordingFactory()
        let metrics = HTTPMetrics(factory: factory)
        var router = Router()
        router.on(.get, "/c/{id}") { _ in .text("hello") }
        router.on(.get, "/d/{id}") { _ in .text("hello") }
        try await TestServer.run(router, observers: [metrics]) { server in
            _ = try await server.exchange(
                "GET /c/1 HTTP/1.1\r\nHost: a\r\n\r\nGET /c/2 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /d HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "PUT /c/1 HTTP/1.1\r\nHost: a\r\n\r\nPUT /d/1 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "OPTIONS /d/1 HTTP/1.1\r\nHost: a\r\n\r\nbad\r\n"
            )
            try await eventually { factory.records.count == 7 }
        }
        #expect(
            factory.records.sorted() == [
                "http_server_refusals_total code=malformed_request_line",
                "http_server_request_duration method=GET route=- status=4xx",
                "http_server_request_duration method=GET route=/c/{id} status=2xx",
                "http_server_request_duration method=GET route=/c/{id} status=2xx",
                "http_server_request_duration method=OPTIONS route=/d/{id} status=2xx",
                "http_server_request_duration method=PUT route=/c/{id} status=4xx",
                "http_server_request_duration method=PUT route=/d/{id} status=4xx",
            ]
        )
    }
}
