import CredentialSamples
import Documents

@testable import Credentials

extension Tampering {
    private static func signed(
        _ presented: Presented,
        by issuer: SampleIssuer? = nil,
        _ change: (inout StatusList.Facts) -> Void
    ) throws -> [UInt8] {
        var facts = try presented.issuer.list(StatusBits()).facts
        change(&facts)
        let list = try StatusList(facts, bits: StatusBits())
        let signer = (issuer ?? presented.issuer).proofSigner
        return try list.secured(with: signer, created: presented.created)
    }

    private static func encoded(_ bytes: [UInt8]) throws -> JSON {
        .string("u" + Base64URL.text(of: try Gzip.compressed(bytes)))
    }

    static let status = [
        Tampering("a list with the bit taken away", "status_list_signature") {
            var bits = StatusBits()
            bits[$0.facts.status.index] = true
            let list = try $0.issuer.list(bits)
            $0.list = try list.secured(with: $0.issuer.proofSigner, created: $0.created)
            let clean = try $0.issuer.list(StatusBits()).encodedList
            try $0.setList("credentialSubject.encodedList", .string(clean))
        },
        Tampering("an old list played again", "status_list_out_of_date") {
            $0.time = SampleFacts.start.adding(seconds: 8 * 86_400)
        },
        Tampering("an old list with another date", "status_list_signature") {
            $0.time = SampleFacts.start.adding(seconds: 8 * 86_400)
            try $0.setList("validUntil", "2099-01-01T00:00:00Z")
        },
        Tampering("another list", "status_list_of_another") {
            $0.list = try signed($0) {
                $0.url = "https://obuka.example/o/centar/status/revocation/2"
            }
        },
        Tampering("the list of another issuer", "status_list_of_another") {
            try $0.setList("issuer", "did:web:evil.example:o:centar")
        },
        Tampering("a list by somebody else's key", "status_list_signature") {
            $0.list = try signed($0, by: SampleIssuer()) { _ in }
        },
        Tampering("a list without a proof", "status_list_form") {
            try $0.setList("proof", nil as JSON?)
        },
        Tampering("a list of another purpose", "status_list_form") {
            try $0.setList("credentialSubject.statusPurpose", "suspension")
        },
        Tampering("a list of another type", "status_list_form") {
            try $0.setList("type", ["VerifiableCredential"])
        },
        Tampering("a list with a member more", "status_list_form") {
            try $0.setList("credentialSubject.statusSize", 1)
        },
        Tampering("a list of other contexts", "status_list_form") {
            try $0.setList("@context", [])
        },
        Tampering("a list that is too short", "status_list_form") {
            let bytes = [UInt8](repeating: 0, count: StatusBits.byteCount - 1)
            try $0.setList("credentialSubject.encodedList", encoded(bytes))
        },
        Tampering("a list that unpacks to far more", "status_list_form") {
            let bytes = [UInt8](repeating: 0, count: 20_000_000)
            try $0.setList("credentialSubject.encodedList", encoded(bytes))
        },
        Tampering("a list that is not packed", "status_list_form") {
            try $0.setList("credentialSubject.encodedList", "uAAAA")
        },
        Tampering("a list with something behind it", "status_list_form") {
            let bytes = try Gzip.compressed(StatusBits().bytes) + [0]
            let text = JSON.string("u" + Base64URL.text(of: bytes))
            try $0.setList("credentialSubject.encodedList", text)
        },
        Tampering("a list that is no JSON", "status_list_form") { $0.list = Array("revoked".utf8) },
        Tampering("a list of 100,000 bytes", "status_list_form") {
            $0.list?.append(contentsOf: [UInt8](repeating: 0x20, count: 100_000))
        },
        Tampering("the certificate as its own list", "status_list_form") { $0.list = $0.bytes },
        Tampering("a certificate of tomorrow", "not_yet_valid") {
            $0.time = SampleFacts.start.adding(seconds: -1)
        },
    ]
}
