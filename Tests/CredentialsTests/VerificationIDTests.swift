import TestSupport
import Testing

@testable import Credentials

@Suite("Verification IDs")
struct VerificationIDTests {
    static let valid = [
        "1E24-X6EP-8P5H-HCE4", "31KT-P1T3-57AP-5566", "8X8C-85H7-AAP7-E9A6",
        "CX45-3KP0-29EX-A427", "HPTT-4XTP-A12K-2H47", "K6X2-PKPP-P4E8-0X23",
        "KE28-13PK-K8E2-4MX5", "P46A-68XX-M9HM-0XCC",
    ]
    private let alphabet = Array("0123456789ACEHKMPTX")

    @Test("The published examples are IDs and print as they are", arguments: valid)
    func examples(printed: String) throws {
        let id = try #require(VerificationID(canonical: printed))
        let compact = printed.filter { $0 != "-" }
        #expect(id.printed == printed)
        #expect(id.compact == compact)
        #expect(VerificationID(canonical: compact) == id)
        #expect(VerificationID.reading(printed) == .id(id))
    }

    @Test(
        "Only the exact spelling is canonical",
        arguments: [
            "", "KE28-13PK-K8E2-4MX6", "ke28-13pk-k8e2-4mx5", "KE28-13PK-K8E2-4MX",
            "KE28-13PK-K8E2-4MX55", "KE2-813PK-K8E2-4MX5", "KE28 13PK K8E2 4MX5",
            "KE28-13PKK8E2-4MX5", " KE2813PKK8E24MX5", "KE2813PKK8E24MX5\n", "КЕ2813PKK8E24MX5",
            "KE28-13PK-K8E2-4MXB", "KE2813PKK8E24MX5-", "-KE2813PKK8E24MX5", "OE2813PKK8E24MX5",
        ]
    )
    func notCanonical(text: String) {
        #expect(VerificationID(canonical: text) == nil)
    }

    @Test("Every single wrong symbol is detected", arguments: valid)
    func substitutions(printed: String) {
        let symbols = Array(printed.filter { $0 != "-" })
        for position in symbols.indices {
            for symbol in alphabet where symbol != symbols[position] {
                var wrong = symbols
                wrong[position] = symbol
                #expect(VerificationID(canonical: String(wrong)) == nil)
                #expect(VerificationID.reading(String(wrong)) == .mistyped)
            }
        }
    }

    @Test("Every exchange of two symbols is detected, neighbours or not", arguments: valid)
    func transpositions(printed: String) {
        let symbols = Array(printed.filter { $0 != "-" })
        for first in symbols.indices {
            for second in symbols.indices where second > first && symbols[first] != symbols[second]
            {
                var wrong = symbols
                wrong.swapAt(first, second)
                #expect(VerificationID(canonical: String(wrong)) == nil)
            }
        }
    }

    @Test("Every repeated pair typed as another repeated pair is detected")
    func twins() {
        var generator = SeededGenerator(seed: 5)
        var tried = 0
        while tried < 5000 {
            let symbols = Array(VerificationID.make(using: &generator).compact)
            for position in symbols.indices.dropLast()
            where symbols[position] == symbols[position + 1] {
                for symbol in alphabet where symbol != symbols[position] {
                    var wrong = symbols
                    wrong[position] = symbol
                    wrong[position + 1] = symbol
                    #expect(VerificationID(canonical: String(wrong)) == nil)
                    tried += 1
                }
            }
        }
    }

    @Test("New IDs are valid, print and read back, and a hundred thousand are unique")
    func uniqueness() {
        var generator = SeededGenerator(seed: 1)
        var seen: Set<VerificationID> = []
        for round in 0..<100_000 {
            let id = VerificationID.make(using: &generator)
            seen.insert(id)
            if round % 20 == 0 {
                #expect(VerificationID(canonical: id.compact) == id)
                #expect(VerificationID(canonical: id.printed) == id)
            }
        }
        #expect(seen.count == 100_000)
    }

    @Test("Every symbol is equally likely in every place, the check symbol's included")
    func uniformity() {
        var generator = SeededGenerator(seed: 2)
        let rounds = 19_000
        var counts = [[Character: Int]](repeating: [:], count: 16)
        for _ in 0..<rounds {
            for (position, symbol) in VerificationID.make(using: &generator).compact.enumerated() {
                counts[position][symbol, default: 0] += 1
            }
        }
        let expected = Double(rounds) / 19
        for position in counts {
            #expect(Set(position.keys) == Set(alphabet))
            let chiSquared = position.values.reduce(0.0) { sum, count in
                sum + (Double(count) - expected) * (Double(count) - expected) / expected
            }
            // 18 degrees of freedom: above 51 once in about fifteen thousand fair columns.
            #expect(chiSquared < 51)
        }
    }

    @Test("The smallest and the largest random part")
    func extremes() throws {
        let lowest = try #require(VerificationID(canonical: "0000000000000000"))
        #expect(lowest.compact == "0000000000000000")
        let highest = String(repeating: "X", count: 15)
        let ids = alphabet.compactMap { VerificationID(canonical: highest + String($0)) }
        #expect(ids.count == 1)
        #expect(ids.first?.compact.hasPrefix(highest) == true)
    }
}
