import Foundation
import HTTPServer
import HTTPTypes

/// What a request says of who sends it (RFC 9110 section 11.6.2).
enum Authorization: Equatable {
    case none
    /// `Bearer` (RFC 6750): a program with its token.
    case token(String)
    /// `Basic` (RFC 7617): a browser with a token as the password; the name may be any.
    case password(String)
    case unreadable

    /// What asks a browser for a name and a password.
    static let passwordChallenge = "Basic realm=\"Obuka\", charset=\"UTF-8\""
    static let tokenChallenge = "Bearer"

    init(_ request: Request) {
        self.init(field: request.fields[.authorization])
    }

    /// The same of the field alone; nil for none.
    init(field: String?) {
        guard let field else {
            self = .none
            return
        }
        let parts = field.split(separator: " ", maxSplits: 1)
        switch parts.first?.lowercased() {
        case "bearer" where parts.count == 2: self = .token(String(parts[1]))
        case "basic" where parts.count == 2: self = Authorization(basic: parts[1])
        default: self = .unreadable
        }
    }

    /// The first colon ends the name.
    ///
    /// Who copies a token into a dialogue may copy a blank too.
    private init(basic encoded: Substring) {
        let decoded = Data(base64Encoded: String(encoded)).flatMap {
            String(data: $0, encoding: .utf8)
        }
        guard let decoded, let colon = decoded.firstIndex(of: ":") else {
            self = .unreadable
            return
        }
        let password = decoded[decoded.index(after: colon)...]
        self = .password(password.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
