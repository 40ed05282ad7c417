import CredentialSamples
import Crypto
import Documents

@testable import Credentials

extension Tampering {
    /// The embedded proof.
    static let proof = [
        Tampering("no proof", "no_proof") { try $0.set("proof", nil as JSON?) },
        Tampering("two proofs", "several_proofs") {
            let proof = try $0.json.at("proof")
            try $0.set("proof", .array([proof, proof]))
        },
        Tampering("a proof in a list", "several_proofs") {
            try $0.set("proof", .array([$0.json.at("proof")]))
        },
        Tampering("the proof of another certificate", "wrong_signature") {
            let signer = $0.issuer.proofSigner
            let other = try Credential($0.other).secured(with: signer, created: $0.created)
            try $0.set("proof", try JSON.parse(other).at("proof"))
        },
        Tampering("a certificate signed by somebody else's key", "wrong_signature") {
            let signer = SampleIssuer().proofSigner
            $0.bytes = try Credential($0.facts).secured(with: signer, created: $0.created)
        },
        Tampering("signed a second later", "wrong_signature") {
            try $0.set("proof.created", .string($0.created.adding(seconds: 1).description))
        },
        Tampering("another suite", "wrong_proof") {
            try $0.set("proof.cryptosuite", "eddsa-jcs-2022")
        },
        Tampering("another type of proof", "wrong_proof") {
            try $0.set("proof.type", "Ed25519Signature2020")
        },
        Tampering("another purpose", "wrong_proof") {
            try $0.set("proof.proofPurpose", "authentication")
        },
        Tampering("a member more in the proof", "unexpected_member") {
            try $0.set("proof.domain", "evil.example")
        },
        Tampering("one symbol of the signature", "wrong_signature") {
            let value = try $0.json.at("proof.proofValue").text ?? ""
            let middle = value.index(value.startIndex, offsetBy: 40)
            let symbol = value[middle] == "A" ? "B" : "A"
            let changed = value[..<middle] + symbol + value[value.index(after: middle)...]
            try $0.set("proof.proofValue", .string(String(changed)))
        },
        Tampering("a signature cut off", "wrong_proof") {
            let value = try $0.json.at("proof.proofValue").text ?? ""
            try $0.set("proof.proofValue", .string(String(value.dropLast(4))))
        },
        Tampering("a signature in another encoding", "wrong_proof") {
            let value = try $0.json.at("proof.proofValue").text ?? ""
            try $0.set("proof.proofValue", .string("u" + value.dropFirst()))
        },
        Tampering("a signature of zeros", "wrong_signature") {
            let zeros = Base58.text(of: [UInt8](repeating: 0, count: 64))
            try $0.set("proof.proofValue", .string("z" + zeros))
        },
        Tampering("a key that the sender brings along", "key_of_another") {
            try $0.set("proof.verificationMethod", "did:key:z6Mk#z6Mk")
        },
        Tampering("a key of an issuer whose name begins alike", "key_of_another") {
            try $0.set("proof.verificationMethod", "did:web:obuka.example:o:centar2#key-1")
        },
        Tampering("a key that the issuer does not have", "unknown_key") {
            try $0.set("proof.verificationMethod", .string(SampleIssuer.method("key-9")))
        },
        Tampering("the key for tokens", "key_of_other_kind") {
            try $0.set("proof.verificationMethod", .string(SampleIssuer.method("key-2")))
        },
    ]

    /// The bytes of the file.
    static let bytes = [
        Tampering("an empty file", "other_file") { $0.bytes = [] },
        Tampering("words", "other_file") {
            $0.bytes = Array("I am certified.".utf8)
        },
        Tampering("another kind of file", "other_file") { $0.bytes = [0x50, 0x4B, 0x03, 0x04] },
        Tampering("a mark of the byte order", "malformed") {
            $0.bytes = [0xEF, 0xBB, 0xBF] + $0.bytes
        },
        Tampering("two bytes for each letter", "other_file") {
            $0.bytes = [0xFF, 0xFE] + $0.bytes.flatMap { [$0, 0] }
        },
        Tampering("a zero byte within", "malformed") { $0.bytes.insert(0, at: 1) },
        Tampering("a zero byte behind", "malformed") { $0.bytes.append(0) },
        Tampering("a comma too many", "malformed") {
            $0.bytes.insert(UInt8(ascii: ","), at: $0.bytes.count - 1)
        },
        Tampering("a comment", "malformed") { $0.replace("{\"@context\"", "{/**/\"@context\"") },
        Tampering("half of another surrogate pair", "malformed") {
            $0.replace("Љуб", "\\udc3d")
        },
        Tampering("an overlong letter", "malformed") {
            let place = $0.bytes.firstIndex(of: UInt8(ascii: "L")) ?? 0
            // L in two bytes, which UTF-8 forbids.
            $0.bytes.replaceSubrange(place...place, with: [0xC1, 0x8C])
        },
        Tampering("half of the file", "malformed") { $0.bytes.removeLast($0.bytes.count / 2) },
        Tampering("something behind the document", "malformed") { $0.bytes += Array("{}".utf8) },
        Tampering("bytes that are no UTF-8", "malformed") {
            let place = $0.bytes.firstIndex { $0 > 0x7F } ?? 0
            $0.bytes[place] = 0xFF
        },
        Tampering("half of a surrogate pair", "malformed") { $0.replace("Љуб", "\\ud83d") },
        Tampering("a control character", "malformed") { $0.replace("Љуб", "Љ\u{1}уб") },
        Tampering("a hundred levels of nesting", "malformed") {
            let (open, close) = (
                String(repeating: "[", count: 100), String(repeating: "]", count: 100)
            )
            $0.replace("{\"@context\":", "{\"a\":\(open)\(close),\"@context\":")
        },
        Tampering("a file of 200,000 bytes", "too_large") {
            $0.bytes += [UInt8](repeating: 0x20, count: 200_000)
        },
        Tampering("a list", "other_file") {
            $0.bytes = Array("[".utf8) + $0.bytes + Array("]".utf8)
        },
        Tampering("a picture that is none", "image_form") { $0.bytes = [0x89, 0x50, 0x4E, 0x47] },
    ]

    /// The issuer's document and its keys.
    static let keys = [
        Tampering("the document of another issuer", "wrong_issuer") {
            $0.document = try IssuerDocument(id: "did:web:evil.example", keys: []).json()
        },
        Tampering("a document that is none", "issuer_document_form") { $0.document = [] },
        Tampering("two keys of one name", "issuer_document_form") {
            let methods = $0.document.at("verificationMethod").elements ?? []
            $0.document = $0.document.setting("verificationMethod", .array(methods + methods))
        },
        Tampering("a key that somebody else controls", "unknown_key") {
            $0.document = $0.document.setting(
                "verificationMethod.0.controller",
                "did:web:evil.example"
            )
        },
        Tampering("a key that may not assert", "unknown_key") {
            $0.document = $0.document.setting("assertionMethod.0", nil as JSON?)
        },
        Tampering("a key whose time cannot be read", "unknown_key") {
            $0.document = $0.document.setting("verificationMethod.0.revoked", "yesterday")
        },
        Tampering("a key that was out of use", "key_expired") {
            let time = JSON.string($0.created.description)
            $0.document = $0.document.setting("verificationMethod.0.expires", time)
        },
        Tampering("a compromised key", "key_revoked") {
            let time = JSON.string($0.created.adding(seconds: 600).description)
            $0.document = $0.document.setting("verificationMethod.0.revoked", time)
        },
        Tampering("a compromised key, logged afterwards", "key_revoked") {
            let revoked = $0.created.adding(seconds: 600)
            $0.loggedAt = revoked
            let time = JSON.string(revoked.description)
            $0.document = $0.document.setting("verificationMethod.0.revoked", time)
        },
        Tampering("a status list by a compromised key", "status_list_signature") {
            let revoked = $0.created.adding(seconds: 600)
            $0.loggedAt = $0.created
            let time = JSON.string(revoked.description)
            $0.document = $0.document.setting("verificationMethod.0.revoked", time)
        },
    ]
}
