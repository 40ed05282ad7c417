import SerbianText
import Testing

@Suite("Counts and dates in Serbian")
struct CountAndDateTests {
    @Test(
        "The noun takes the form its number asks for",
        arguments: [
            (0, "0 обука"), (1, "1 обука"), (2, "2 обуке"), (3, "3 обуке"), (4, "4 обуке"),
            (5, "5 обука"), (10, "10 обука"), (11, "11 обука"), (12, "12 обука"), (14, "14 обука"),
            (20, "20 обука"), (21, "21 обука"), (22, "22 обуке"), (25, "25 обука"),
            (101, "101 обука"), (102, "102 обуке"), (111, "111 обука"), (112, "112 обука"),
            (114, "114 обука"), (122, "122 обуке"), (1011, "1011 обука"), (-2, "-2 обуке"),
        ]
    )
    func phrase(count: Int, expected: String) {
        #expect(
            SerbianCount.phrase(count, one: "обука", few: "обуке", many: "обука") == expected
        )
    }

    @Test("The three forms differ where the nouns do; the extremes of Int have one")
    func forms() {
        func people(_ count: Int) -> String {
            SerbianCount.phrase(count, one: "službenik", few: "službenika", many: "službenika")
        }
        #expect(people(149) == "149 službenika")
        #expect(people(151) == "151 službenik")
        #expect(SerbianCount.form(of: 1) == .one)
        #expect(SerbianCount.form(of: 3) == .few)
        #expect(SerbianCount.form(of: 13) == .many)
        #expect(SerbianCount.form(of: .max) == .many)
        #expect(SerbianCount.form(of: .min) == .many)
    }

    @Test("The official date has two digits, and a full stop after the year")
    func dates() {
        #expect(SerbianDate.official(year: 2024, month: 3, day: 6) == "06.03.2024.")
        #expect(SerbianDate.official(year: 2023, month: 12, day: 31) == "31.12.2023.")
        #expect(SerbianDate.official(year: 804, month: 1, day: 1) == "01.01.0804.")
    }
}
