import CredentialSamples
import Documents
import TestSupport
import Testing

@testable import Credentials

@Suite("What a check answers about a credential that is the issuer's")
struct CheckTests {
    private var presented: Presented

    init() throws { presented = try Presented() }

    @Test("Valid in every form, as a file of its own and baked into a picture")
    mutating func forms() throws {
        let document = presented.bytes
        try presented.becomeToken()
        for credential in [document, presented.bytes] {
            let forms = [
                credential, credential + [0x0A],
                try PNGBadge.baked(credential, into: SamplePictures.png),
                try SVGBadge.baked(credential, into: SamplePictures.svg),
            ]
            for form in forms {
                presented.bytes = form
                #expect(presented.outcome == .valid(presented.facts))
            }
        }
    }

    @Test("White space and the order of members say nothing")
    mutating func spelling() throws {
        let json = try presented.json
        let members = try #require(json.members)
        presented.bytes = JSON.object(members.reversed()).bytes
        presented.replace(",\"", " ,\r\n\t\"")
        presented.replace("Љ", "\\u0409")
        #expect(presented.outcome == .valid(presented.facts))
    }

    @Test("Without a status list nobody can say, whatever the time")
    mutating func unavailable() {
        presented.list = nil
        #expect(presented.outcome == .unavailable(presented.facts))
        presented.time = SampleFacts.start.adding(seconds: 1_000_000_000)
        #expect(presented.outcome == .unavailable(presented.facts))
    }

    @Test("Revoked by its own bit, and not by its neighbours'")
    mutating func revoked() throws {
        let slot = presented.facts.status.index
        var bits = StatusBits()
        bits[slot - 1] = true
        bits[slot + 1] = true
        try setList(bits)
        #expect(presented.outcome == .valid(presented.facts))
        bits[slot] = true
        try setList(bits)
        #expect(presented.outcome == .revoked(presented.facts))
    }

    @Test("Expired from the second of its end on; a revoked one stays revoked")
    mutating func expired() throws {
        let until = try #require(presented.facts.validUntil)
        try setList(StatusBits(), until: until.adding(seconds: 86_400))
        presented.time = until.adding(seconds: -1)
        #expect(presented.outcome == .valid(presented.facts))
        presented.time = until
        #expect(presented.outcome == .expired(presented.facts))
        var bits = StatusBits()
        bits[presented.facts.status.index] = true
        try setList(bits, until: until.adding(seconds: 86_400))
        #expect(presented.outcome == .revoked(presented.facts))
    }

    @Test("Without a time nothing is over")
    mutating func timeless() {
        presented.time = nil
        #expect(presented.outcome == .valid(presented.facts))
    }

    @Test("Valid in the first second")
    mutating func firstSecond() {
        presented.time = presented.facts.validFrom
        #expect(presented.outcome == .valid(presented.facts))
    }

    @Test("A key that was replaced still checks what it signed")
    mutating func retired() throws {
        let expires = JSON.string(presented.created.adding(seconds: 1).description)
        presented.document = presented.document.setting("verificationMethod.0.expires", expires)
        #expect(presented.outcome == .valid(presented.facts))
    }

    @Test("What the log had before the key was compromised is still good")
    mutating func logged() throws {
        try presented.becomeToken()
        let revoked = presented.created.adding(seconds: 600)
        let time = JSON.string(revoked.description)
        presented.document = presented.document.setting("verificationMethod.1.revoked", time)
        presented.loggedAt = revoked.adding(seconds: -1)
        #expect(presented.outcome == .valid(presented.facts))
    }

    @Test("A token by RSA")
    mutating func rsa() throws {
        let issuer = try SampleIssuer(rsaBits: 2048)
        let signer = try #require(issuer.rsaSigner)
        presented.document = try issuer.document.json()
        presented.list = nil
        presented.bytes = try Credential(presented.facts).token(with: signer)
        #expect(presented.outcome == .unavailable(presented.facts))
        presented.bytes[presented.bytes.count - 9] ^= 1
        guard case .invalid = presented.outcome else {
            Issue.record("it is \(presented.outcome)")
            return
        }
    }

    @Test("Nothing that is not a credential ends the program", arguments: 0..<40)
    mutating func mutilated(round: Int) throws {
        var generator = SeededGenerator(seed: UInt64(round))
        let forms = [
            presented.bytes,
            try Credential(presented.facts).token(with: presented.issuer.tokenSigner),
            try PNGBadge.baked(presented.bytes, into: SamplePictures.png),
            try SVGBadge.baked(presented.bytes, into: SamplePictures.svg),
        ]
        for _ in 0..<100 {
            var bytes = forms[Int.random(in: 0..<forms.count, using: &generator)]
            for _ in 0...Int.random(in: 0...3, using: &generator) {
                let start = Int.random(in: bytes.indices, using: &generator)
                let end = min(bytes.count, start + Int.random(in: 0...80, using: &generator))
                let other = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                bytes.replaceSubrange(start..<end, with: other)
                if bytes.isEmpty { break }
            }
            presented.bytes = bytes
            if case .valid = presented.outcome {
                #expect(forms.contains(bytes) || bytes.first == UInt8(ascii: "<"))
            }
        }
    }

    private mutating func setList(_ bits: StatusBits, until: Moment? = nil) throws {
        var facts = try presented.issuer.list(bits).facts
        facts.validUntil = until ?? facts.validUntil
        let list = try StatusList(facts, bits: bits)
        presented.list = try list.secured(
            with: presented.issuer.proofSigner,
            created: presented.created
        )
    }
}
