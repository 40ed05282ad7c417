import Crypto
import Foundation

/// What messages to a webhook are signed with (Standard Webhooks 1.0.0, symmetric).
package struct WebhookSecret: Sendable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A new one of 32 random bytes.
    init(from chance: Chance) {
        bytes = (0..<4).flatMap { _ in withUnsafeBytes(of: chance.next()) { Array($0) } }
    }

    /// As the receiver is given it: `whsec_` and Base64.
    package var text: String { "whsec_" + Data(bytes).base64EncodedString() }

    /// The signature of a message as its header has it: `v1,` and the Base64 of HMAC-SHA256 over
    /// id, seconds and content, with full stops between them.
    package func signature(id: String, seconds: Int, content: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(id).\(seconds).".utf8) + content,
            using: SymmetricKey(data: bytes)
        )
        return "v1," + Data(code).base64EncodedString()
    }
}
