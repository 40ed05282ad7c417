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
    /// What plays files of H5P; nil where none is installed.
    var h5pPlayer: H5PPlayer?

    /// The paths that are served there, and nowhere else.
    static let prefix = "/l/"
    /// What the player's page is made of.
    private static let assets = "/assets/player"
    private static let local = "content.localhost"
    private static let ownMachine = ["localhost", "127.0.0.1", "[::1]"]

    /// Whether a request came to the host of contents.
    func isHost(of request: Request) -> Bool {
        if let url {
            return request.authority.lowercased() == ContentHost.authority(of: url)?.lowercased()
        }
        return ContentHost.parts(of: request.authority).host == ContentHost.local
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
        let (host, port) = ContentHost.parts(of: request.authority)
        guard ContentHost.ownMachine.contains(host) else { throw ContentHostMissing() }
        return "\(request.scheme)://\(ContentHost.local)\(port)"
    }

    /// The origin at which a page of a module was asked for.
    func origin(of request: Request) -> String {
        url ?? "\(request.scheme)://\(request.authority)"
    }

    /// Where a page of a module leads back to: the service, or the origin on a machine of one's own
    /// from which somebody came.
    func origin(back asked: String?) -> String {
        guard url == nil, let asked, let authority = ContentHost.authority(of: asked),
            ContentHost.ownMachine.contains(ContentHost.parts(of: authority).host)
        else { return publicURL }
        return asked
    }

    /// The authority of an origin of the web; nil for anything else, also for what has a path.
    private static func authority(of origin: String) -> String? {
        for scheme in ["https://", "http://"] where origin.hasPrefix(scheme) {
            let authority = origin.dropFirst(scheme.count)
            let isPlain = authority.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]".contains($0))
            }
            return isPlain ? String(authority) : nil
        }
        return nil
    }

    /// The host of an authority in lower case, and its port with the colon; none for the usual one.
    private static func parts(of authority: String) -> (host: String, port: String) {
        let colon = authority.lastIndex(of: ":").flatMap { place in
            authority[place...].contains("]") ? nil : place
        }
        let end = colon ?? authority.endIndex
        return (authority[..<end].lowercased(), String(authority[end...]))
    }
}

extension ContentHost: Middleware {
    /// Answers each path on its own host only.
    func handle(_ request: Request, next: Handler) async throws -> Response {
        guard answers(request) else { throw HTTPError.notFound }
        return try await next(request)
    }
}
