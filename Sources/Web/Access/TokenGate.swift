import HTTPServer
import Synchronization
import TrainingCentre

/// Finds who a program's token is, and keeps one address from trying wrong ones without end.
///
/// An address that sent too many is told to wait before anything is looked up, but for tokens that
/// were right before: whoever else works behind the same address is not locked out with it.
final class TokenGate: Sendable {
    enum Limits {
        /// Wrong tokens from one address.
        static let wrongPerMinuteMax = 300
        /// Tokens that are remembered as right; beyond that all are learnt again.
        static let rememberedMax = 10_000
    }

    private let centre: TrainingCentre
    private let wrong: RateLimit
    /// The digests of tokens that were right the last time.
    private let right = Mutex<Set<[UInt8]>>([])

    /// `clock` gives nanoseconds that only grow.
    init(centre: TrainingCentre, clock: @escaping @Sendable () -> UInt64) {
        self.centre = centre
        wrong = RateLimit(perMinuteMax: Limits.wrongPerMinuteMax, clock: clock)
    }

    /// The actor behind a token, by one look-up.
    ///
    /// Refuses with `AccessError.badToken`, and with a 429 an address that sent too many of those.
    func actor(_ token: String, _ request: Request) async throws -> Actor {
        let digest = Token.hash(of: token)
        if !right.withLock({ $0.contains(digest) }) { try wrong.checkOnly(request) }
        do {
            let actor = try await centre.actor(token: token)
            remember(digest)
            return actor
        } catch {
            if case .badToken? = error as? AccessError {
                _ = right.withLock { $0.remove(digest) }
                try wrong.check(request)
            }
            throw error
        }
    }

    private func remember(_ digest: [UInt8]) {
        right.withLock { right in
            if right.count >= Limits.rememberedMax, !right.contains(digest) { right = [] }
            right.insert(digest)
        }
    }
}
