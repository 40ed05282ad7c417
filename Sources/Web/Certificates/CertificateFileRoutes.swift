import Credentials
import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

/// The files of a certificate: signed forms byte for byte, its paper and its badges.
struct CertificateFileRoutes: Sendable {
    let centre: TrainingCentre
    let reader: PageReader
    let limit: RateLimit

    /// What a file is, by the end of its address.
    private static let files: [(end: String, file: CertificateFile)] = [
        ("json", .document), ("jwt", .token), ("tlog-proof", .logProof), ("pdf", .paper),
        ("svg", .vectorBadge), ("png", .badge),
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
    /// `LogRefusal.notYetTakenIn`; with `HolderLimited` what the holder does not show to everybody.
    func answer(_ file: CertificateFile, to request: Request) async throws -> Response {
        try limit.check(request)
        let typed = request.parameters["id"] ?? ""
        guard case .id(let id) = VerificationID.reading(typed) else {
            throw NotFound("certificate", "with this ID")
        }
        let bytes = try await centre.file(
            file,
            of: id,
            language: try language(of: request),
            to: try await reader.find(request)
        )
        var response = Response.bytes(bytes, type: file.mediaType)
        response.fields[.cacheControl] = "no-store"
        response.fields[.accessControlAllowOrigin] = "*"
        response.fields[.vary] = "Accept"
        response.fields[.robotsTag] = HTTPField.Name.noIndex
        return response
    }

    /// The language of a paper or a picture, `?language=`: an address gives the same file to
    /// everybody, so what a browser prefers does not count.
    private func language(of request: Request) throws -> Language {
        guard let text = try Query(request)["language"] else { return .serbianCyrillic }
        guard let language = Language(rawValue: text) else {
            throw InvalidForm([FieldProblem("language", "write sr-Cyrl, sr-Latn or en")])
        }
        return language
    }
}
