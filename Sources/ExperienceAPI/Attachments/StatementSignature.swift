import Documents

/// Signatures of statements (xAPI 1.0.3, Data 2.6): JWS in the compact form.
///
/// Looked at is whether a signature is one, by an algorithm that is allowed, of this statement. By
/// whose key it was made is not: a certificate beside it says so of itself, and nobody vouches for
/// it.
enum StatementSignature {
    private static let algorithms: Set = ["RS256", "RS384", "RS512"]

    /// Refuses with `StatementProblem` what is no signature of the statement.
    static func check(
        _ content: [UInt8],
        _ attachment: JSON,
        of statement: JSON,
        at path: String
    ) throws {
        guard attachment["contentType"]?.text == "application/octet-stream" else {
            throw StatementProblem(path, "is a signature that is not application/octet-stream")
        }
        let parts = content.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }),
            let head = Base64URL.decode(parts[0]).flatMap({ try? JSON.parse($0) }),
            let payload = Base64URL.decode(parts[1]).flatMap({ try? JSON.parse($0) }),
            Base64URL.decode(parts[2]) != nil
        else { throw StatementProblem(path, "is a signature that is no JWS") }
        guard let algorithm = head["alg"]?.text, algorithms.contains(algorithm) else {
            throw StatementProblem(path, "is a signature by none of RS256, RS384 and RS512")
        }
        guard payload.members != nil, StatementIdentity.isSigned(payload, by: statement) else {
            throw StatementProblem(path, "is a signature of another statement")
        }
    }
}

/// Base 64 with the letters of URLs and without padding (RFC 4648 section 5).
enum Base64URL {
    /// The bytes; nil for what is not written so.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (buffer, bits) = (UInt32(0), 0)
        for letter in text {
            guard let value = value(letter) else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
        return text.count % 4 == 1 ? nil : bytes
    }

    private static func value(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
