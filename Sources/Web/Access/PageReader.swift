import HTTPServer
import TrainingCentre

/// Who reads a page or a file: a program by its token, or somebody in a browser, which sends the
/// token as a password.
///
/// A browser adds a password by itself, also to what another site makes it send. So it counts where
/// something is read outside the API, and for the forms of our own pages, which show by a key that
/// they are ours (`PageWriter`): no other write knows it.
struct PageReader: Sendable {
    private let centre: TrainingCentre
    private let wrong: RateLimit

    enum Limits {
        /// Wrong tokens from one address.
        static let wrongPerMinuteMax = 30
    }

    /// `clock` gives nanoseconds that only grow.
    init(centre: TrainingCentre, clock: @escaping @Sendable () -> UInt64) {
        self.centre = centre
        wrong = RateLimit(perMinuteMax: Limits.wrongPerMinuteMax, clock: clock)
    }

    /// The actor; nil when the request names nobody.
    ///
    /// Refuses with `AccessError.badToken`, and with a 429 an address that sent too many of those.
    func find(_ request: Request) async throws -> Actor? {
        switch Authorization(request) {
        case .none: return nil
        case .token(let token), .password(let token): return try await find(token, request)
        case .unreadable: throw AccessError.badToken
        }
    }

    /// The actor; refuses with `AccessError.notSignedIn` too.
    func require(_ request: Request) async throws -> Actor {
        guard let actor = try await find(request) else { throw AccessError.notSignedIn }
        return actor
    }

    private func find(_ token: String, _ request: Request) async throws -> Actor {
        try wrong.checkOnly(request)
        do {
            return try await centre.actor(token: token)
        } catch {
            if case .badToken? = error as? AccessError { try wrong.check(request) }
            throw error
        }
    }
}
