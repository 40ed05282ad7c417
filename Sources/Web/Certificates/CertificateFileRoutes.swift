import Credentials
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The files of a certificate, byte for byte as they were signed.
struct CertificateFileRoutes: Sendable {
    let centre: TrainingCentre
    let limit: RateLimit

    /// What a file is, by the end of its address.
    private static let files: [(end: String, file: CertificateFile)] = [
        ("json", .document), ("jwt", .token), ("tlog-proof", .logProof),
    ]

    func add(to router: inout Router) {
        for prefix in ["/c", "/C"] {
            for (end, file) in CertificateFileRoutes.files {
                router.on(.get, "\(prefix)/{id}.\(end)") { request in
                    try await answer(file, to: request)
                }
            }
        }
    }

    /// A file; refuses with `NotFound` for an ID that the register does not have, and with
    /// `HolderLimited` what the holder does not show to everybody.
    func answer(_ file: CertificateFile, to request: Request) async throws -> Response {
        try limit.check(request)
        let typed = request.parameters["id"] ?? ""
        guard case .id(let id) = VerificationID.reading(typed) else {
            throw NotFound("certificate", "with this ID")
        }
        let isSigned = request.fields[.authorization] != nil
        let actor = isSigned ? try await API(centre: centre).actor(request) : nil
        let bytes = try await centre.read { (transaction: borrowing Transaction) in
            try file.checkDisclosure(of: id, to: actor, in: transaction)
            return try file.content(id, in: transaction)
        }
        var response = Response.bytes(bytes, type: file.mediaType)
        response.fields[.cacheControl] = "no-store"
        response.fields[.accessControlAllowOrigin] = "*"
        response.fields[.vary] = "Accept"
        response.fields[.robotsTag] = HTTPField.Name.noIndex
        return response
    }
}
