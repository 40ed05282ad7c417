import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

/// The address at which a browser asks for a token, to send it to every page from then on.
///
/// A browser sends a password by itself to what lies beside and below the address that asked for
/// it (RFC 7617 section 2.2), so this one stands at the top. It is forgotten when the browser is
/// closed.
struct SignInRoutes: Sendable {
    let reader: PageReader

    func add(to router: inout Router) {
        router.on(.get, "/sign-in") { try await signIn($0) }
    }

    /// Leads to the reports, in the language that was asked for, and who may read none to what is
    /// the person's own.
    private func signIn(_ request: Request) async throws -> Response {
        let query = try Query(request)
        try query.check(isOneOf: ["language"])
        let chosen: Language? = try query.read { form in
            form.choice("language", otherwise: LanguageChoice.language(of: request))
        }
        let actor = try await reader.require(request)
        let page = actor.may(.readReports) ? "reports" : "me"
        let language = chosen ?? LanguageChoice.language(of: request)
        return .see("/\(language.rawValue)/\(page)")
    }
}
