import HTTPServer
import HTTPTypes
import TrainingCentre

/// Where a form has to come from: a page of this service, as far as the browser says.
struct FormOrigin: Sendable {
    /// The address of the service without a slash at the end.
    let publicURL: String

    /// Refuses with `FormRefusal.foreign` what comes from elsewhere (Fetch Metadata; RFC 6454
    /// section 7).
    ///
    /// Our pages send no referrer, with which an origin becomes `null` (Fetch section 3.2). So is
    /// that of a sandboxed frame on another site: `Sec-Fetch-Site` tells the two apart, and where a
    /// browser does not send it, nothing but what else the form has does.
    func check(_ request: Request) throws {
        if let site = request.fields[.secFetchSite], site != "same-origin" {
            throw FormRefusal.foreign
        }
        guard let origin = request.fields[.origin], origin != "null" else { return }
        guard isOwn(origin, of: request) else { throw FormRefusal.foreign }
    }

    /// Whether an origin is the one at which the request came, or that of the service.
    func isOwn(_ origin: String, of request: Request) -> Bool {
        origin == "\(request.scheme)://\(request.authority)" || origin == publicURL
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
}
