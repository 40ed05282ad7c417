import Documents
import Foundation
import Testing

@testable import TrainingCentre

@Suite("What papers are made of", .centre)
struct PaperChangeTests {
    private let centre = TrainingCentre.ofTest

    @Test("A part that could not be printed is refused with its place, and nothing is stored")
    func refused() async throws {
        let wrong: [(part: PaperPart, old: String, new: String, words: String)] = [
            (.certificate, "{holder}", "{houlder}", "texts.sr-Cyrl.all.holder"),
            (.certificate, "\"size\": 46", "\"size\": \"46\"", "styles.title.size"),
            (.badge, "\"ring\": \"#17355c\"", "\"ring\": \"navy\"", "colours.ring"),
            (.letterhead, "\"logos\": []", "\"logos\": [\"AAAA\"]", "logos[0]"),
            (.letterhead, "\"Пландиште\"", "\"Плáн🏛диште\"", "place.sr-Cyrl: it holds the emoji"),
            (.letterhead, "\"logos\": []", "\"stamp\": 1, \"logos\": []", "stamp"),
        ]
        for (part, old, new, words) in wrong {
            do {
                try await centre.enter(part, replacing: old, with: new)
                Issue.record("\(words) is not refused")
            } catch let refusal as PaperRefusal {
                #expect(refusal.code == "paper_part_invalid")
                #expect(refusal.message.hasPrefix("\(part.rawValue): \(words)"))
            }
        }
        #expect(try await centre.count("paper_parts") == 0)
    }

    @Test("The newest imported counts, the older ones are kept, and only administrators import")
    func versions() async throws {
        let centre = centre
        let staff = Actor(name: "staff", roles: [.staff])
        #expect(
            try await refusal {
                try await centre.enter(.badge, replacing: "тренер", with: "учитељ", by: staff)
            } == "not_allowed"
        )
        try await centre.enter(.badge, replacing: "тренер", with: "учитељ")
        let second = try await centre.enter(.badge, replacing: "тренер", with: "предавач")
        let papers = centre.papers
        let (list, present, first) = try await centre.read {
            (
                try PaperVersion.list(.badge, in: $0), try papers.present(.badge, in: $0),
                try PaperVersion.find(.badge, version: 1, in: $0)
            )
        }
        #expect(list.map(\.version) == [2, 1])
        #expect(present.content == second.content)
        #expect(String(decoding: first.content, as: UTF8.self).contains("учитељ"))
    }

    @Test("Logos are made ready for printing when they come in")
    func logos() async throws {
        let papers = centre.papers
        let wide = try QRCode(capitals: "HTTPS://OBUKA.EXAMPLE").png(pixelsPerModule: 30)
        let content = try CheckoutFiles.paperPart("letterhead")
        let version = try await centre.write(.clerk) {
            try PaperVersion.enter(
                .letterhead,
                content,
                logos: [wide, wide],
                papers: papers,
                by: .clerk,
                in: $0
            )
        }
        let letterhead = try Letterhead(json: version.content)
        #expect(letterhead.logos.count == 2)
        #expect(letterhead.logos[0].count < wide.count)
    }

    @Test("A preview stores and signs nothing, and shows the file that is tried")
    func preview() async throws {
        let draft = try CheckoutFiles.paperPart("certificate").replacing("УВЕРЕЊЕ", with: "ДИПЛОМА")
        let (papers, signing) = (centre.papers, centre.signing)
        let previews = try await centre.read {
            [
                try PaperPreview(part: .certificate)
                    .bytes(papers, signing, by: .clerk, in: $0),
                try PaperPreview(part: .certificate, draft: draft)
                    .bytes(papers, signing, by: .clerk, in: $0),
                try PaperPreview(part: .badge).bytes(papers, signing, by: .clerk, in: $0),
            ]
        }
        #expect(previews[0].starts(with: Array("%PDF-1.4".utf8)))
        #expect(previews[0] != previews[1])
        #expect(previews[2].starts(with: Array("<svg".utf8)))
        #expect(try await centre.count("paper_parts") == 0)
        #expect(try await centre.count("certificate_papers") == 0)
    }

    @Test("A cohort is in the order of the alphabet of its language, by municipality, then name")
    func cohort() async throws {
        try await Sample.cohort("SPISAK", in: centre)
        let people = [
            ("Žarko", "Žitić", "Čoka"), ("Ana", "Šarić", "Ljig"), ("Ana", "Njegić", "Lučani"),
            ("Ana", "Lukić", "Ljig"), ("Ana", "Ljubić", "Ljig"), ("Ana", "Čukić", "Ljig"),
            ("Ana", "Cvetić", ""), ("Ana", "Đokić", "Ada"), ("Ana", "Dukić", "Ada"),
        ]
        let emails = Sample.emails(people.count)
        let rows = zip(people, emails).map { person, email in
            "SPISAK,\(person.0),\(person.1),F,\(email),\(person.2)"
        }
        let report = try await centre.importText(
            "cohort_code,given_name_latn,family_name_latn,sex,email,lsg_code\n"
                + rows.joined(separator: "\n"),
            as: .enrolments
        )
        #expect(report.rejected.map(\.problem) == [])
        try await Sample.finish("SPISAK", emails, in: centre)
        try await Sample.issue("SPISAK", in: centre)
        func order(_ language: Language) async throws -> [String] {
            try await centre.read {
                try CohortPaper.facts(cohort: "SPISAK", .completion, language, in: $0).map {
                    "\($0.lsg?.srLatn ?? "-") \($0.holderLatn)"
                }
            }
        }
        #expect(
            try await order(.serbianCyrillic) == [
                "Ada Ana Dukić", "Ada Ana Đokić", "Lučani Ana Njegić", "Ljig Ana Lukić",
                "Ljig Ana Ljubić", "Ljig Ana Čukić", "Ljig Ana Šarić", "Čoka Žarko Žitić",
                "- Ana Cvetić",
            ]
        )
        #expect(
            try await order(.serbianLatin) == [
                "Ada Ana Dukić", "Ada Ana Đokić", "Čoka Žarko Žitić", "Lučani Ana Njegić",
                "Ljig Ana Čukić", "Ljig Ana Lukić", "Ljig Ana Ljubić", "Ljig Ana Šarić",
                "- Ana Cvetić",
            ]
        )
    }
}
