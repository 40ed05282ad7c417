import HTTPServer
import HTTPTypes

/// Answers every request that is not routed with what the server understood of it.
///
/// In a field, because an answer to HEAD has no content: method, target and content in
/// hexadecimal, with points between.
struct Echo: Middleware {
    static let field = name("Echo")
    private static let contentBytesMax = 1 << 20

    func handle(_ request: Request, next: Handler) async throws -> Response {
        if request.template.hasPrefix("/") { return try await next(request) }
        let content = try await request.body.collect(upTo: Self.contentBytesMax)
        let words = [Array(request.method.rawValue.utf8), Array(request.target.utf8), content]
        return Response(fields: [Self.field: words.map(hexadecimal).joined(separator: ".")])
    }

    /// The code of an error in a field, for the same reason.
    @Sendable static func answer(_ error: any Error, _ request: Request) -> Response {
        var response = HTTPError.answer(error, to: request)
        response.body = .empty
        response.fields[name("Echo-Code")] = (error as? HTTPError)?.code ?? "internal"
        return response
    }

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("no token: \(text)") }
        return name
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self
        )
    }
}
