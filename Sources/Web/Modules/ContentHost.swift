import Foundation
import HTTPServer
import HTTPTypes
import TrainingCentre

/// The host from which the contents of modules come, and nothing else.
///
/// What is in a package is code of somebody else. On a host of its own it has no password of who
/// is signed in, and our pages refuse what it asks (Fetch section 3.2: the origin is another).
struct ContentHost: Sendable {
    /// The setting, without a slash at the end; nil on a machine of one's own, where
    /// `content.localhost` leads to the same server (RFC 6761 section 6.3).
    let url: String?
    /// The address of the service, without a slash at the end.
    let publicURL: String

    /// The paths that are served there, and nowhere else.
    static let prefix = "/l/"
    /// What the player's page is made of.
    private static let assets = "/assets/player"
    private static let local = "content.localhost"
    private static let ownMachine = ["localhost", "127.0.0.1", "[::1]"]

    /// Whether a request came to the host of contents.
    func isHost(of request: Request) -> Bool {
        if let url { return request.authority == ContentHost.authority(of: url) }
        return ContentHost.host(request.authority) == ContentHost.local
    }

    /// Whether a path is answered on this host.
    func answers(_ request: Request) -> Bool {
        let isContent = request.path.hasPrefix(ContentHost.prefix)
        guard isHost(of: request) else { return !isContent }
        return isContent || request.path.hasPrefix(ContentHost.assets)
    }

    /// The origin of contents, for who asks at our own host; refuses where none is set.
    func origin(for request: Request) throws -> String {
        if let url { return url }
        guard ContentHost.ownMachine.contains(ContentHost.host(request.authority)) else {
            throw ContentHostMissing()
        }
        let port = request.authority.drop { $0 != ":" || request.authority.hasPrefix("[") }
        return "\(request.scheme)://\(ContentHost.local)\(port)"
    }

    /// Where a page of a module leads back to: the service, or who asked on a machine of one's own.
    func origin(back asked: String?) -> String {
        guard url == nil, let asked,
            ContentHost.ownMachine.contains(ContentHost.host(ContentHost.authority(of: asked)))
        else { return publicURL }
        return asked
    }

    private static func authority(of url: String) -> String {
        guard let start = url.range(of: "://")?.upperBound else { return url }
        return String(url[start...].prefix { $0 != "/" && $0 != "?" })
    }

    /// A host without its port.
    private static func host(_ authority: String) -> String {
        guard !authority.hasPrefix("[") else {
            return String(authority.prefix { $0 != "]" }) + "]"
        }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }
}

extension ContentHost: Middleware {
    /// Answers each path on its own host only.
    func handle(_ request: Request, next: Handler) async throws -> Response {
        guard answers(request) else { throw HTTPError.notFound }
        return try await next(request)
    }
}
