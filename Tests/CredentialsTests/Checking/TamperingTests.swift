import Testing

@testable import Credentials

@Suite("Tampering")
struct TamperingTests {
    private static let all = [
        Tampering.facts, Tampering.shape, Tampering.holder, Tampering.proof, Tampering.bytes,
        Tampering.keys, Tampering.tokenForm, Tampering.tokenContent, Tampering.status,
        Tampering.pictures, Tampering.paper,
    ].flatMap(\.self)

    @Test("Each kind is found, with its reason", arguments: all)
    func found(_ tampering: Tampering) throws {
        var presented = try Presented()
        let before = presented.outcome
        #expect(before == .valid(presented.facts))
        try tampering.apply(&presented)
        guard case .invalid(let problem) = presented.outcome else {
            Issue.record("it is \(presented.outcome)")
            return
        }
        #expect(problem.code == tampering.reason, "\(problem)")
        #expect(problem.description.hasSuffix("."), "it is a sentence")
    }

    @Test("They are many, and no two are called alike")
    func many() {
        let names = TamperingTests.all.map(\.testDescription)
        #expect(Set(names).count == names.count)
        #expect(names.count >= 60)
    }

    @Test("Every single byte that is changed is found, or changes nothing that is said")
    func everyByte() throws {
        let original = try Presented()
        var presented = original
        for place in original.bytes.indices {
            for flip: UInt8 in [0x01, 0x20, 0x80] {
                presented.bytes[place] ^= flip
                let outcome = presented.outcome
                if case .valid(let facts) = outcome {
                    Issue.record("byte \(place) ^ \(flip): \(facts == original.facts)")
                }
                presented.bytes[place] = original.bytes[place]
            }
        }
    }

    @Test("Every single symbol of a token that is changed is found")
    func everySymbol() throws {
        var original = try Presented()
        try original.becomeToken()
        var presented = original
        for place in original.bytes.indices {
            for flip: UInt8 in [0x01, 0x20] {
                presented.bytes[place] ^= flip
                if case .invalid = presented.outcome {
                } else {
                    Issue.record("symbol \(place) ^ \(flip)")
                }
                presented.bytes[place] = original.bytes[place]
            }
        }
    }
}
