import Documents
import Testing

@testable import TrainingCentre

@Suite("Dates and hours on paper")
struct PaperWordingTests {
    @Test(
        "Days are said once, months and years when they differ",
        arguments: [
            (
                "2024-03-05", "2024-03-05", "5. марта 2024. године", "5. marta 2024. godine",
                "on 5 March 2024"
            ),
            (
                "2024-03-05", "2024-03-07", "од 5. до 7. марта 2024. године",
                "od 5. do 7. marta 2024. godine", "from 5 to 7 March 2024"
            ),
            (
                "2023-02-28", "2023-03-01", "од 28. фебруара до 1. марта 2023. године",
                "od 28. februara do 1. marta 2023. godine", "from 28 February to 1 March 2023"
            ),
            (
                "2023-12-30", "2024-01-02", "од 30. децембра 2023. до 2. јануара 2024. године",
                "od 30. decembra 2023. do 2. januara 2024. godine",
                "from 30 December 2023 to 2 January 2024"
            ),
        ]
    )
    func held(from: String, to: String, cyrillic: String, latin: String, english: String) throws {
        let (first, last) = (try Sample.day(from), try Sample.day(to))
        for (language, words) in zip(Language.allCases, [cyrillic, latin, english]) {
            #expect(PaperWording(language: language).held(from: first, to: last) == words)
        }
    }

    @Test("Hours follow the grammar of their number")
    func hours() {
        let cyrillic = PaperWording(language: .serbianCyrillic)
        for (hundredths, words) in [
            (100, "1 часа"), (400, "4 часа"), (500, "5 часова"), (1_100, "11 часова"),
            (2_100, "21 часа"), (650, "6,5 часа"), (1_600, "16 часова"),
        ] {
            #expect(cyrillic.hours(Hundredths(hundredths)) == words)
        }
        #expect(PaperWording(language: .serbianLatin).hours(Hundredths(650)) == "6,5 časa")
        #expect(PaperWording(language: .english).hours(Hundredths(100)) == "1 hour")
        #expect(PaperWording(language: .english).hours(Hundredths(650)) == "6.5 hours")
    }

    @Test("A day of issue and a last day are said in the case that they stand in")
    func days() throws {
        let day = try Sample.day("2027-03-08")
        #expect(PaperWording(language: .serbianCyrillic).date(day) == "8. март 2027.")
        #expect(PaperWording(language: .serbianLatin).date(day) == "8. mart 2027.")
        #expect(PaperWording(language: .serbianCyrillic).until(day) == "8. марта 2027. године")
        #expect(PaperWording(language: .english).until(day) == "8 March 2027")
    }
}
