import CredentialSamples
import Documents

@testable import Credentials

/// A credential as somebody presents it, with what it is checked against.
struct Presented {
    let issuer = SampleIssuer()
    let facts = SampleFacts.ordinary(1)
    let other = SampleFacts.ordinary(2)
    let created = SampleFacts.start.adding(seconds: 60)
    var bytes: [UInt8]
    var document: JSON
    var list: [UInt8]?
    var time: Moment? = SampleFacts.start.adding(seconds: 3_600)
    var loggedAt: Moment?

    /// A good one with an embedded proof.
    init() throws {
        document = try issuer.document.json()
        list = try issuer.list(StatusBits()).secured(with: issuer.proofSigner, created: created)
        bytes = try Credential(facts).secured(with: issuer.proofSigner, created: created)
    }

    var outcome: CredentialCheck.Outcome {
        CredentialCheck(
            issuerDocument: document.bytes,
            statusList: list,
            time: time,
            loggedAt: loggedAt
        ).outcome(of: bytes)
    }

    // MARK: Changing the document

    var json: JSON {
        get throws { try JSON.parse(bytes) }
    }

    mutating func set(_ path: String, _ value: JSON?) throws {
        bytes = try json.setting(path, value).bytes
    }

    mutating func replace(_ text: String, _ other: String) {
        bytes = Array(String(decoding: bytes, as: UTF8.self).replacing(text, with: other).utf8)
    }

    /// Other facts in the right form under the proof of the original.
    mutating func forge(_ change: (inout CredentialFacts) -> Void) throws {
        var changed = facts
        change(&changed)
        let unsecured = try JSON.parse(Credential(changed).unsecured)
        bytes = unsecured.setting("proof", try json.at("proof")).bytes
    }

    // MARK: The token

    mutating func becomeToken() throws {
        bytes = try Credential(facts).token(with: issuer.tokenSigner)
    }

    /// Changes the token's parts, header, payload and signature, in base64url.
    mutating func setParts(_ change: (inout [String]) throws -> Void) throws {
        var parts = String(decoding: bytes, as: UTF8.self).split(separator: ".").map(String.init)
        try change(&parts)
        bytes = Array(parts.joined(separator: ".").utf8)
    }

    /// Changes a member of the header (part 0) or of the payload (part 1).
    mutating func setToken(_ part: Int, _ path: String, _ value: JSON?) throws {
        try setParts { parts in
            let json = try JSON.parse(Base64URL.bytes(of: parts[part]) ?? [])
            parts[part] = Base64URL.text(of: json.setting(path, value).bytes)
        }
    }

    // MARK: The status list

    mutating func setList(_ path: String, _ value: JSON?) throws {
        list = try list.map { try JSON.parse($0).setting(path, value).bytes }
    }
}
