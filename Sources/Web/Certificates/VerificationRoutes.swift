import Credentials
import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

/// The public answer to a certificate's ID, as a page or as JSON.
struct VerificationRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let files: CertificateFileRoutes
    let limit: RateLimit
    let publicURL: String

    func add(to router: inout Router) {
        for prefix in ["/c", "/C"] {
            router.on(.get, "\(prefix)/{id}") { request in
                switch Negotiation.certificateForm(request) {
                case .page: try await page(request)
                case .json: try await json(request)
                case .document: try await files.answer(.document, to: request)
                case .token: try await files.answer(.token, to: request)
                }
            }
        }
        for language in Language.allCases {
            router.on(.get, "/\(language.rawValue)/c/{id}") { try await page($0) }
            router.on(.get, "/\(language.rawValue)/verify") { try await verify($0) }
            router.on(.get, "/\(language.rawValue)/verify/outside") { outside($0) }
        }
        router.on(.get, "/verify") { try await verify($0) }
        router.on(.get, "/verify/outside") { outside($0) }
    }

    private func outside(_ request: Request) -> Response {
        html(pages.outside(language: LanguageChoice.language(of: request)), status: .ok)
    }

    private func json(_ request: Request) async throws -> Response {
        try limit.check(request)
        let answer = try await centre.verify(request.parameters["id"] ?? "")
        var response = API.answer(answer.jsonBytes, status: VerificationRoutes.status(answer))
        if case .unavailable = answer { response.fields[.retryAfter] = "5" }
        response.fields[.vary] = "Accept"
        response.fields[.robotsTag] = HTTPField.Name.noIndex
        if case .known(let verification) = answer {
            // The page has it as an element.
            let address = "\(publicURL)/c/\(verification.id.printed)"
            response.fields[.link] = "<\(address)>; rel=\"canonical\""
        }
        return response
    }

    private func page(_ request: Request) async throws -> Response {
        try limit.check(request)
        let answer = try await centre.verify(request.parameters["id"] ?? "")
        let typed = request.parameters["id"] ?? ""
        return page(answer, typed: typed, LanguageChoice.language(of: request))
    }

    /// The page of a certificate with the answer to whose name was compared.
    func page(
        _ id: VerificationID,
        compared isHolder: Bool,
        of request: Request
    ) async throws -> Response {
        let answer = try await centre.verify(id.printed)
        let language = LanguageChoice.language(of: request)
        guard case .known(let found) = answer else {
            return page(answer, typed: id.printed, language)
        }
        return html(
            pages.certificate(found, compared: isHolder, language: language),
            status: .ok
        )
    }

    /// The page with the one field; with an ID in it, the answer at once.
    private func verify(_ request: Request) async throws -> Response {
        let language = LanguageChoice.language(of: request)
        guard let typed = try Query(request)["id"] else {
            var response = html(pages.verify(language: language), status: .ok)
            response.fields[.contentSecurityPolicy] = Website.contentSecurityPolicyOfScripts
            return response
        }
        try limit.check(request)
        return page(try await centre.verify(typed), typed: typed, language)
    }

    private func page(
        _ answer: VerificationAnswer,
        typed: String,
        _ language: Language
    ) -> Response {
        var response = bare(answer, typed: typed, language)
        // Whatever stands there: an address with an ID is nothing to look for.
        response.fields[.robotsTag] = HTTPField.Name.noIndex
        return response
    }

    private func bare(
        _ answer: VerificationAnswer,
        typed: String,
        _ language: Language
    ) -> Response {
        let status = VerificationRoutes.status(answer)
        switch answer {
        case .known(let verification):
            return html(pages.certificate(verification, language: language), status: status)
        case .unknown(let id):
            return html(
                pages.unknownCertificate(typed: id.printed, mistyped: false, language: language),
                status: status
            )
        case .noID:
            // No such ID can exist, so it says nothing about a document.
            return html(
                pages.unknownCertificate(typed: typed, mistyped: true, language: language),
                status: status
            )
        case .unavailable:
            var response = html(
                pages.unavailable(typed: typed, language: language),
                status: status
            )
            response.fields[.retryAfter] = "5"
            return response
        }
    }

    private func html(_ bytes: [UInt8], status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            fields: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .vary: "Accept, Accept-Language",
            ],
            body: .bytes(bytes)
        )
    }

    /// 200 for every certificate of the register in whatever state, 404 unknown, 503 unavailable.
    private static func status(_ answer: VerificationAnswer) -> HTTPResponse.Status {
        switch answer {
        case .known: .ok
        case .unknown, .noID: .notFound
        case .unavailable: .serviceUnavailable
        }
    }
}

extension HTTPField.Name {
    /// What search engines may do with an answer, whatever kind of file it is.
    static let robotsTag = HTTPField.Name("X-Robots-Tag") ?? .vary
    /// Nothing: whoever looks for a name shall not find a certificate.
    static let noIndex = "noindex, nofollow"
}
