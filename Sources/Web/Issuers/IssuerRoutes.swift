import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// What programs of others need to check a certificate: documents, keys, status lists,
/// achievements.
///
/// Anybody may ask from anywhere, and caches may keep the answers: who checks a certificate is
/// nobody's business.
struct IssuerRoutes: Sendable {
    let centre: TrainingCentre

    func add(to router: inout Router) {
        let signing = centre.signing
        router.on(.get, "/.well-known/did.json") { _ in
            try await published("application/did+json", lifetimeSeconds: 3_600) {
                (transaction: borrowing Transaction) in
                try IssuerPublication.serviceDocument(signing, in: transaction).bytes
            }
        }
        router.on(.get, "/o/{issuer}/did.json") { request in
            let issuer = request.parameters["issuer"] ?? ""
            return try await published("application/did+json", lifetimeSeconds: 300) {
                (transaction: borrowing Transaction) in
                try IssuerPublication.document(issuer, signing, in: transaction).bytes
            }
        }
        router.on(.get, "/o/{issuer}") { try await profile($0) }
        router.on(.get, "/o/{issuer}/keys/{key}") { request in
            let issuer = request.parameters["issuer"] ?? ""
            let key = request.parameters["key"] ?? ""
            return try await published("application/jwk+json", lifetimeSeconds: 3_600) {
                (transaction: borrowing Transaction) in
                try IssuerPublication.key(key, of: issuer, signing, in: transaction).bytes
            }
        }
        router.on(.get, "/o/{issuer}/ca.pem") { request in
            let issuer = request.parameters["issuer"] ?? ""
            return try await published("application/x-pem-file", lifetimeSeconds: 3_600) {
                (transaction: borrowing Transaction) in
                try IssuerPublication.authorities(of: issuer, signing, in: transaction)
            }
        }
        router.on(.get, "/o/{issuer}/status/revocation/{number}") { request in
            let issuer = request.parameters["issuer"] ?? ""
            let text = request.parameters["number"] ?? ""
            guard let number = Int(text) else { throw NotFound("status_list", text) }
            return try await published(
                "application/vc",
                lifetimeSeconds: StatusPublisher.Limits.lifetimeSeconds
            ) { (transaction: borrowing Transaction) in
                try IssuerPublication.statusList(number, of: issuer, in: transaction)
            }
        }
        router.on(.get, "/o/{issuer}/achievements/{code}") { request in
            let issuer = request.parameters["issuer"] ?? ""
            let code = request.parameters["code"] ?? ""
            return try await published("application/json", lifetimeSeconds: 3_600) {
                (transaction: borrowing Transaction) in
                try IssuerPublication.achievement(code, of: issuer, signing, in: transaction).bytes
            }
        }
    }

    /// Who issues, for programs that follow `issuer.url`; whoever reads is sent to the start page.
    private func profile(_ request: Request) async throws -> Response {
        let signing = centre.signing
        let issuer = request.parameters["issuer"] ?? ""
        var response = try await published("application/json", lifetimeSeconds: 3_600) {
            (transaction: borrowing Transaction) in
            try IssuerPublication.profile(issuer, signing, in: transaction).bytes
        }
        if Negotiation.wantsPage(request) {
            response = Response(status: .seeOther, fields: [.location: "/"])
        }
        response.fields[.vary] = "Accept"
        return response
    }

    private func published(
        _ type: String,
        lifetimeSeconds: Int,
        _ content: @escaping @Sendable (borrowing Transaction) throws -> [UInt8]
    ) async throws -> Response {
        .published(try await centre.read(content), type: type, lifetimeSeconds: lifetimeSeconds)
    }
}

extension Response {
    /// Something that every program on the web may read and caches may keep for a while.
    static func published(_ bytes: [UInt8], type: String, lifetimeSeconds: Int) -> Response {
        Response(
            status: .ok,
            fields: [
                .contentType: type, .cacheControl: "public, max-age=\(lifetimeSeconds)",
                .accessControlAllowOrigin: "*",
            ],
            body: .bytes(bytes)
        )
    }
}
