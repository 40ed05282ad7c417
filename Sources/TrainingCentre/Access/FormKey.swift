import Crypto
import Documents

/// What a page puts into each of its forms: it shows that the form came from us to whoever sends
/// it, and lets a form that is sent twice act once.
///
/// Another site can make a browser send a password, but it knows neither the password nor a code of
/// authentication made with it (RFC 2104). A key ends with the credential for which it was made.
package struct FormKey: Sendable {
    /// The name under which the answer to the form is stored: `form-`, seconds, a random number.
    package let name: String
    /// What stands in the form.
    package let text: String
    private let madeAt: Int

    /// How long a form may lie open; less than its answer is remembered.
    package enum Limits {
        package static let secondsMax = 12 * 3_600
    }

    /// A new key for who has the credential, at a time in seconds since 1970.
    package init(for credential: String, at unixTime: Int, chance: Chance) {
        let number = String(chance.next(), radix: 16) + String(chance.next(), radix: 16)
        name = "form-\(unixTime)-\(number)"
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(name.utf8),
            using: FormKey.secret(credential)
        )
        text = name + "-" + Hexadecimal.text(of: code)
        madeAt = unixTime
    }

    /// Reads what a form sent; refuses with `FormRefusal.foreign` what was not made with the
    /// credential.
    package init(reading text: String?, of credential: String) throws {
        let parts = (text ?? "").utf8.split(separator: UInt8(ascii: "-"))
        guard let text, parts.count == 4, let madeAt = Int(Substring(parts[1])),
            let code = FormKey.bytes(parts[3])
        else { throw FormRefusal.foreign }
        name = "\(Substring(parts[0]))-\(Substring(parts[1]))-\(Substring(parts[2]))"
        let isOurs = HMAC<SHA256>.isValidAuthenticationCode(
            code,
            authenticating: Array(name.utf8),
            using: FormKey.secret(credential)
        )
        guard isOurs else { throw FormRefusal.foreign }
        self.text = text
        self.madeAt = madeAt
    }

    /// Refuses with `FormRefusal.stale` a form that lay open too long.
    package func checkAge(at unixTime: Int) throws {
        guard unixTime - madeAt <= Limits.secondsMax else { throw FormRefusal.stale }
    }

    private static func secret(_ credential: String) -> SymmetricKey {
        SymmetricKey(data: Array("obuka form key ".utf8) + Array(credential.utf8))
    }

    private static func bytes(_ digits: Substring.UTF8View) -> [UInt8]? {
        let digits = Array(digits)
        guard digits.count == 2 * SHA256.byteCount else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[place...place + 1], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}

/// A form that is not taken as it is.
package enum FormRefusal: CaseIterable, Refusal {
    /// It did not come from a page of ours that who sends it has opened.
    case foreign
    /// It lay open too long.
    case stale

    package var kind: RefusalKind {
        switch self {
        case .foreign: .forbidden
        case .stale: .conflict
        }
    }

    package var code: String {
        switch self {
        case .foreign: "form_not_ours"
        case .stale: "form_expired"
        }
    }

    package var message: String {
        switch self {
        case .foreign: "the form did not come from a page that you opened here: open it again"
        case .stale: "the form lay open for more than twelve hours: look at it and send it again"
        }
    }
}
