import Crypto
import Postgres

/// The secret of one session, from which everything follows that opens its doors for a while.
///
/// Codes are shared by chat, so the one on the trainer's screen counts for half a minute and for
/// the half minute after it. Whoever opened its page has some minutes to type the enrolment code:
/// the page's ticket counts on that network only, so that passing it on helps nobody at home.
struct ArrivalKey: Sendable {
    let session: ID<Session>
    let bytes: [UInt8]
    /// The present half minute, counted from 1970, by the transaction's own time.
    let slice: Int

    /// How long what lasts.
    enum Limits {
        static let sliceSeconds = 30
        /// The present slice and one of grace.
        static let codeSlices = 2
        /// Five minutes to type an enrolment code.
        static let ticketSlices = 10
        /// Ten minutes until the trainer opens the screen.
        static let linkSlices = 20
        static let keyBytes = 32
    }

    /// What a text is good for; one for a purpose is worthless for another.
    enum Purpose: String {
        /// On the screen, for everybody in the room.
        case code
        /// In the page of a phone.
        case ticket
        /// In the address by which the trainer opens the screen.
        case link
        /// In the cookie of the trainer's browser, for as long as the session's day.
        case screen

        fileprivate var slices: Int {
            switch self {
            case .code: Limits.codeSlices
            case .ticket: Limits.ticketSlices
            case .link: Limits.linkSlices
            case .screen: 1
            }
        }
    }

    /// Digits and capitals without I, L, O and U, which people confuse: five bits each.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let symbols = 10

    /// The text that is good now: 50 bits of an HMAC with SHA-256.
    func text(_ purpose: Purpose, place: [UInt8] = []) -> String {
        text(purpose, slice: purpose == .screen ? 0 : slice, place: place)
    }

    /// Whether a text is good now, however its letters are written.
    func isGood(_ typed: String, for purpose: Purpose, place: [UInt8] = []) -> Bool {
        let typed = Array(ArrivalKey.capitals(typed).utf8)
        let last = purpose == .screen ? 0 : slice
        return (0..<purpose.slices).contains { age in
            let good = Array(text(purpose, slice: last - age, place: place).utf8)
            guard good.count == typed.count else { return false }
            // All of it is compared, so that nobody learns from the time how much was right.
            return zip(good, typed).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    func text(_ purpose: Purpose, slice: Int, place: [UInt8]) -> String {
        let message = Array("\(purpose.rawValue) \(session.value) \(slice) ".utf8) + place
        let code = HMAC<SHA256>.authenticationCode(
            for: message,
            using: SymmetricKey(data: bytes)
        )
        var number = code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return String(
            (0..<ArrivalKey.symbols).map { _ in
                defer { number >>= 5 }
                return ArrivalKey.alphabet[Int(number & 31)]
            }
        )
    }

    private static func capitals(_ typed: String) -> String {
        String(
            typed.uppercased().map { letter in
                switch letter {
                case "O": "0"
                case "I", "L": "1"
                default: letter
                }
            }
        )
    }
}

extension ArrivalKey {
    /// The secret of a session that was opened; nil when it was not.
    static func find(
        _ session: ID<Session>,
        in transaction: borrowing Transaction
    ) throws -> ArrivalKey? {
        try transaction.row(
            """
            SELECT key, floor(extract(epoch FROM now()) / \(Limits.sliceSeconds))::bigint
            FROM arrival_keys WHERE session_id = \(session)
            """,
            as: ([UInt8].self, Int.self)
        ).map { ArrivalKey(session: session, bytes: $0, slice: $1) }
    }

    /// Makes the secret of a session, unless it has one.
    static func make(
        _ session: ID<Session>,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws {
        var chance = chance
        let key = (0..<Limits.keyBytes).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
        _ = try transaction.execute(
            """
            INSERT INTO arrival_keys (session_id, key) VALUES (\(session), \(key))
            ON CONFLICT (session_id) DO NOTHING
            """
        )
    }
}

/// What the trainer's screen shows: which session, and a text that is good for a while.
///
/// Written as `12-7KQ4W0XAZB`.
package struct ArrivalCode: Sendable {
    let session: ID<Session>
    let text: String

    init(session: ID<Session>, text: String) {
        self.session = session
        self.text = text
    }

    /// Reads a code as it stands in an address; nil for what cannot be one.
    package init?(_ typed: String) {
        let parts = typed.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let id = Int(parts[0]), id > 0,
            (1...32).contains(parts[1].utf8.count)
        else { return nil }
        self.init(session: ID(id), text: String(parts[1]))
    }

    package var printed: String { "\(session.value)-\(text)" }
}
