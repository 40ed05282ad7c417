import Documents
import Testing

@testable import TrainingCentre
@testable import Web

@Suite("What a project reached, in words")
struct ProjectPageTests {
    @Test(
        "Statement 12: 25 trainings, 70 LSGs, 13 centres, more than 4000 users, in each language",
        arguments: zip(
            Language.allCases,
            [
                [
                    "25 обука", "149 особа је успешно прошло обуку",
                    "70 јединица локалне самоуправе",
                    "13 прихватних и азилних центара", "више од 4000 корисника",
                ],
                [
                    "25 obuka", "149 osoba je uspešno prošlo obuku",
                    "70 jedinica lokalne samouprave",
                    "13 prihvatnih i azilnih centara", "više od 4000 korisnika",
                ],
                [
                    "25 trainings", "149 persons passed", "70 local self-governments",
                    "13 reception and asylum centres", "more than 4000 users",
                ],
            ]
        )
    )
    func statement12(language: Language, phrases: [String]) throws {
        #expect(ReachWords(language: language).phrases(Sample.reach()) == phrases)
        let html = try #require(
            String(
                validating: try Sample.pages().project(Sample.overview(), language: language),
                as: UTF8.self
            )
        )
        for phrase in phrases { #expect(html.contains("<li>\(phrase)</li>"), "\(phrase)") }
    }

    @Test(
        "Counted nouns have the right form",
        arguments: [
            (1, "1 обука", "1 особа је успешно прошла обуку", "1 прихватни или азилни центар"),
            (2, "2 обуке", "2 особе су успешно прошле обуку", "2 прихватна и азилна центра"),
            (11, "11 обука", "11 особа је успешно прошло обуку", "11 прихватних и азилних центара"),
            (21, "21 обука", "21 особа је успешно прошла обуку", "21 прихватни или азилни центар"),
        ]
    )
    func forms(count: Int, trainings: String, persons: String, centres: String) {
        let words = ReachWords(language: .serbianCyrillic)
        #expect(words.deliveries(count) == trainings)
        #expect(words.persons(count) == persons)
        #expect(words.centres(count) == centres)
    }

    @Test("A number of users says how well it is known, and no number is no zero")
    func users() {
        func text(_ count: Int?, _ qualifier: Headcount.Qualifier) -> String? {
            ReachWords(language: .serbianLatin).users(
                Headcount(count: count, qualifier: qualifier, men: nil, women: nil)
            )
        }
        #expect(text(21, .exact) == "21 korisnik")
        #expect(text(21, .moreThan) == "više od 21 korisnika")
        #expect(text(22, .about) == "oko 22 korisnika")
        #expect(text(21, .about) == "oko 21 korisnika")
        #expect(text(1, .about) == "oko 1 korisnika")
        #expect(text(21, .atLeast) == "najmanje 21 korisnik")
        #expect(text(5, .atLeast) == "najmanje 5 korisnika")
        #expect(text(0, .exact) == "0 korisnika")
        #expect(text(nil, .unknown) == nil)
    }
}
