import Credentials
import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

/// The answer to whether a name on an identity document is the certified one.
///
/// The name comes in the content of a POST: an address would stand in histories and logs.
struct ComparisonRoutes: Sendable {
    let centre: TrainingCentre
    let verification: VerificationRoutes
    let limit: RateLimit

    /// A name and its field's own name, percent-encoded.
    private static let bodyBytesMax = 4_096

    func add(to router: inout Router) {
        for prefix in ["/c", "/C"] + Language.allCases.map({ "/\($0.rawValue)/c" }) {
            router.on(
                .post,
                "\(prefix)/{id}/comparison",
                bodyBytesMax: ComparisonRoutes.bodyBytesMax
            ) { request in
                try await answer(request)
            }
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        try limit.check(request)
        guard case .id(let id) = VerificationID.reading(request.parameters["id"] ?? "") else {
            throw NotFound("certificate", "with this ID")
        }
        let name = try await ComparisonRoutes.name(in: request)
        guard let isHolder = try await centre.isHolder(name, of: id) else {
            throw NotFound("certificate", id.printed)
        }
        guard !Negotiation.prefersJSON(request) else {
            return API.answer(
                JSON.object([
                    JSON.Member("id", .string(id.printed)), JSON.Member("matches", .bool(isHolder)),
                ]).bytes
            )
        }
        return try await verification.page(id, compared: isHolder, of: request)
    }

    private static func name(in request: Request) async throws -> String {
        guard let name = try await BrowserForm(request, bytesMax: bodyBytesMax)["name"],
            name.unicodeScalars.count <= HolderComparison.Limits.lengthMax
        else { throw InvalidForm([FieldProblem("name", "is missing or too long", .missing)]) }
        return name
    }
}
