import HTTPServer
import HTTPTypes

/// Answers every request that is not routed with what the server understood of it.
struct Echo: Middleware {
    func handle(_ request: Request, next: Handler) async throws -> Response {
        if request.template != "-" { return try await next(request) }
        let content = try await request.body.collect(upTo: 1 << 20)
        let words = [Array(request.method.rawValue.utf8), Array(request.target.utf8), content]
        return .text(words.map(hexadecimal).joined(separator: " "))
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }
}
