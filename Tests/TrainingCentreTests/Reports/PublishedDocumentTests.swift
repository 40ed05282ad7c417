import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// The documents about projects, activities and plans, once the demonstration has these.
///
/// What was written otherwise in the documents stands in comments: misspelled words, two
/// apostrophes for quotation marks, and two facts that no row holds (what was spoken at the
/// meetings, and who was in the delegation).
@Suite(
    "Documents of projects from stored rows",
    .enabled(if: hasPlanning, "the demonstration has no activities and plans"),
    .centre
)
struct PublishedDocumentTests {
    private let centre = TrainingCentre.ofTest

    @Test("Statement 26: the first meeting of the steering board (S0), in Latin")
    func steeringBoard() async throws {
        let project =
            "Promovisanje upravljanja migracijama zasnovano na dokazima za maksimiziranje "
            + "razvojnog potencijala migracija"
        #expect(
            try await write("S0") == [
                "Održan prvi sastanak Upravnog odbora projekta „\(project)“",
                "25.04.2024.",
                "U Trening centru za migracije u Plandištu održan je prvi sastanak Upravnog odbora "
                    + "projekta „\(project)“",
                "Komesarijat za izbeglice i migracije u partnerstvu sa Međunarodnom organizacijom "
                    + "za migracije (IOM), Dečijim fondom UN (UNICEF), Agencijom UN za izbeglice "
                    + "(UNHCR) i Programom UN za razvoj (UNDP) sprovodi projekat „\(project)“, "
                    + "koji se finansira sredstvima „Multipartnerskog poverilačkog fonda za "
                    + "migracije“ "
                    + "(MMPTF).",
                // Shorter than there, as the project has it.
                "Zajednički cilj projekta je unapređenje upravljanja migracijama kroz jačanje "
                    + "nacionalnih i lokalnih kapaciteta i ekspertize za sveobuhvatno i "
                    + "inkluzivno upravljanje znanjem o migracijama i obuke državnih organa.",
                "Zamenica komesara za izbeglice i migracije Svetlana Velimirović",
                "Ključni cilj Globalnog dogovora o migracijama je da omogući sigurne, uređene i "
                    + "regularne migracije.",
            ]
        )
    }

    @Test("Statement 26: the end of the Swiss project (S1), in Latin, with its four numbers")
    func closing() async throws {
        let sentences = try await write("S1")
        // “jedinica 70 lokalnih samouprava” there.
        #expect(
            sentences[2].hasPrefix(
                "Komesarijatu za izbeglice i migracije Republike Srbije donirana su dva vozila, a "
                    + "uručeni su i sertifikati predstavnicima 70 jedinica lokalnih"
            )
        )
        #expect(
            sentences[5]
                == "Ovim projektom organizovano je 25 obuka, na kojima su učestvovali i "
                + "predstavnici 70 lokalnih samouprava, organizovane su različite radionice i "
                + "programi psiho-socijalne podrške migrantima u ukupno 13 prihvatnih/azilnih "
                + "centara i više od 4000 korisnika centara je učestvovalo na ovim radionicama."
        )
        #expect(
            sentences[10]
                == "Projekat „Jačanje kapaciteta i partnerstava za upravljanje migracijama u "
                + "Srbiji“, deo je Migracionog partnerstva koje Švajcarska ima sa Srbijom od 2009. "
                + "godine."
        )
        #expect(sentences[1].contains("trogodišnjeg projekta migracionog partnerstva"))
        #expect(sentences[4].hasPrefix("Nakon tri godine implementacije, obezbeđena je"))
        #expect(sentences[4].contains("za period od 2024. do 2030. godine, sa pratećim Akcionim"))
        #expect(
            sentences[6]
                == "Takođe su obezbeđena i dva nova vozila, nameštaj i druge vrste opreme."
        )
        #expect(sentences[7] == "Komesarka za izbeglice i migracije Stanisavljević")
        #expect(sentences[9].contains("krijumčarenja migranata i trgovine ljudima"))
        #expect(sentences[12] == "SDG 17 - Partnerships for the Goals")
        let cyrillic = try await self.sentences("S1", in: .serbianCyrillic)
        #expect(cyrillic[12] == sentences[12])
    }

    @Test("Statement 26: the project of 2017 and its plan (S3), in Cyrillic")
    func description() async throws {
        let sentences = try await write("S3")
        // “започет је 28. април 2017.” there.
        #expect(
            sentences[0]
                == "Пројекат „Подршка унапређењу управљања миграцијама и азилом у Србији“, који "
                + "спроводи ИОМ Канцеларија у Србији уз подршку Амбасаде Велике Британије, започет "
                + "је 28. априла 2017. и траје до 31. марта 2018. године."
        )
        #expect(
            sentences[2]
                == "Пројекат у фокус ставља следеће области: Спровођење нових закона и пракси у "
                + "области азила и миграција; Побољшање капацитета за прихват, идентификацију, "
                + "упућивање и повратак и Унапређење одрживих капацитета надлежних институција у "
                + "Републици Србији за пружање обуке."
        )
        #expect(
            sentences[6]
                == "Влада Републике Србије је одобрила овај план на радионици за валидацију 28. "
                + "марта 2017. године."
        )
        #expect(sentences[7].split(separator: ";").count == 6)
        #expect(sentences[4].contains("канцеларијом УНХЦР-а у Републици Србији. Посебна пажња"))
        #expect(
            sentences[8].hasSuffix(
                "између осталог кроз обуку тренера, кроз употребу електронских алата и "
                    + "приручника за учење."
            )
        )
        #expect(sentences[9].hasSuffix("и Регионалне канцеларије ИОМ-а у Бечу."))
    }

    @Test("Statement 26: the study visit to Georgia (S4), in Latin")
    func studyVisit() async throws {
        let sentences = try await write("S4")
        #expect(
            sentences[0]
                == "Studijska poseta delegacije Komesarijata za izbeglice i migracije Gruziji"
        )
        #expect(sentences[2].contains("tokom petodnevne posete Gruziji"))
        #expect(sentences[1] == "26.03.2024.")
        #expect(
            sentences[6]
                == "U sklopu programa, predstavnici delegacije su obišli Centar za privremeni "
                + "smeštaj i Prihvatni centar za tražioce azila Martkopi."
        )
        #expect(
            sentences[7]
                == "Poslednjeg dana, delegacija je posetila servisni centar IOM-a u opštini "
                + "Telavi i održala sastanak sa korisnicom podrške za reintegraciju."
        )
        #expect(sentences[9] == "Dogovoren je nastavak saradnje.")
        // “relizovana”, “partnerstva” and “koju” there.
        #expect(
            sentences[8]
                == "Poseta je realizovana u okviru projekta „Jačanje kapaciteta i partnerstava za "
                + "upravljanje migracijama u Srbiji“ koji finansira Švajcarska, a u organizaciji "
                + "Međunarodne organizacije za migracije."
        )
    }

    @Test("Each is there in all three languages")
    func languages() async throws {
        try await load()
        for name in ["S0", "S1", "S2", "S3", "S4"] {
            let counts = try await [Language.serbianCyrillic, .serbianLatin, .english].asyncMap {
                try await sentences(name, in: $0).count
            }
            #expect(Set(counts).count == 1, "\(name)")
        }
        // A name that Serbian texts print in Latin letters stays in them.
        let visit = try await sentences("S4", in: .serbianCyrillic)
        #expect(visit.contains { $0.contains("OFII") && $0.contains("CARITAS") })
    }

    private static let files = [
        "tags", "venues", "projects", "courses", "activities", "activity-items",
        "activity-speakers", "needs-assessments", "plans", "plan-areas", "project-outputs",
        "project-targets", "cohorts", "enrolments", "attendance", "results",
    ]

    private func load() async throws {
        try await Demonstration.load(into: centre)
        for name in Self.files {
            let noun = try #require(ImportedNoun(rawValue: name), "\(name)")
            try await centre.importFile(CheckoutFiles.demo("planning/\(name).csv"), as: noun)
        }
        try await Demonstration.tagLAP(in: centre)
        let centre = centre
        let open = try await centre.read {
            try $0.rows(
                "SELECT code FROM cohorts WHERE closed_on IS NULL ORDER BY starts_on, id",
                as: String.self
            )
        }
        for code in open {
            _ = try await centre.write(.clerk) {
                try Cohort.close(code, on: nil, by: .clerk, in: $0)
            }
        }
    }

    private func write(_ name: String) async throws -> [String] {
        try await load()
        return try await sentences(name, in: nil)
    }

    private func sentences(_ name: String, in language: Language?) async throws -> [String] {
        let file = try CheckoutFiles.demo("documents/\(name).txt")
        let document = try ReportDocument(
            name: name,
            template: String(decoding: file, as: UTF8.self)
        )
        return try await centre.read {
            try document.write(in: language, by: .clerk, in: $0).sentences
        }
    }
}

private let hasPlanning = (try? CheckoutFiles.demo("planning/activities.csv")) != nil

extension Array {
    fileprivate func asyncMap<Value>(
        _ body: (Element) async throws -> Value
    ) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
