import Testing

@testable import TrainingCentre

@Suite("The key of a form")
struct FormKeyTests {
    private let made = FormKey(for: "obk_a", at: 1_700_000_000, chance: Chance { 7 })

    @Test("Only the credential for which it was made reads it, and only unchanged")
    func reading() throws {
        let read = try FormKey(reading: made.text, of: "obk_a")
        #expect(read.name == made.name && made.name.hasPrefix("form-1700000000-"))
        #expect(throws: FormRefusal.foreign) {
            try FormKey(reading: made.text, of: "obk_b")
        }
        // A form that says to be younger than it is, another number, cut, longer, none.
        let changed: [String?] = [
            made.text.replacing("1700000000", with: "1700000001"),
            made.text.replacing("-77-", with: "-78-"), String(made.text.dropLast(2)),
            made.text + "00", made.name, "", "---", nil,
        ]
        for text in changed {
            #expect(throws: FormRefusal.foreign, "\(text ?? "none")") {
                try FormKey(reading: text, of: "obk_a")
            }
        }
    }

    @Test("It lasts twelve hours, and two are never the same")
    func age() throws {
        let hours = FormKey.Limits.secondsMax
        try made.checkAge(at: 1_700_000_000 + hours)
        #expect(throws: FormRefusal.stale) {
            try made.checkAge(at: 1_700_000_001 + hours)
        }
        let chance = Chance { .random(in: .min ... .max) }
        let other = FormKey(for: "obk_a", at: 1_700_000_000, chance: chance)
        #expect(other.name != made.name && other.text != made.text)
    }
}
