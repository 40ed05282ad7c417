import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Award ceremonies", .centre)
struct CeremonyTests {
    private let centre = TrainingCentre.ofTest

    @Test("The list goes by LSG, then by family name in Serbian order, and leaves out the ended")
    func list() async throws {
        try await Sample.cohort("DODELA", in: centre)
        let people = [
            ("Žarko", "Žarković", "Vršac"), ("Ana", "Čabrić", "Vršac"), ("Ana", "Ćurić", "Vršac"),
            ("Ana", "Cvetić", "Vršac"), ("Dana", "Anić", "Žabalj"), ("Bora", "Njegić", "Čoka"),
        ]
        let rows = people.enumerated().map { number, person in
            "DODELA,\(person.0),\(person.1),M,\(Sample.email(number)),\(person.2)"
        }
        let header = "cohort_code,given_name_latn,family_name_latn,sex,email,lsg_code\n"
        try await centre.importText(header + rows.joined(separator: "\n"), as: .enrolments)
        try await Sample.finish("DODELA", Sample.emails(people.count), in: centre)
        let issued = try await Sample.issue("DODELA", in: centre)
        let batch = try #require(issued.id)
        func names() async throws -> [String] {
            try await centre.read {
                try CertificateBatch.ceremonyList(batch, by: .clerk, in: $0).map(\.holderLatn)
            }
        }
        // Вршац, Жабаљ, Чока; Ц, Ч and Ћ are letters of their own: Ж, Ћ, Ц, Ч.
        #expect(
            try await names() == [
                "Žarko Žarković", "Ana Ćurić", "Ana Cvetić", "Ana Čabrić", "Dana Anić",
                "Bora Njegić",
            ]
        )
        let register = Register(centre: centre)
        let ana = try #require(issued.issued.first { $0.email == Sample.email(1) }?.id)
        let dana = try #require(issued.issued.first { $0.email == Sample.email(4) }?.id)
        try await register.revoke(dana)
        try await register.replace(ana, "Ана Шабрић", "Ana Šabrić")
        let later = try await names()
        #expect(!later.contains("Dana Anić"))
        #expect(!later.contains("Ana Čabrić"))
        #expect(later.firstIndex(of: "Ana Šabrić") == 3)
    }

    @Test("A ceremony is on or after the date of issue, and its newest plan counts")
    func plan() async throws {
        try await Sample.closed("DODELA", 1, in: centre)
        let id = try #require(
            try await Sample.issue("DODELA", on: try Sample.day("2024-03-01"), in: centre).id
        )
        func arrange(_ day: String, _ place: String) async throws -> CertificateBatch {
            try await centre.write(.clerk) {
                try CertificateBatch.arrangeCeremony(
                    id,
                    Form(["on": day, "place": place]),
                    by: .clerk,
                    in: $0
                )
            }
        }
        for (day, place) in [("2024-02-29", "Plandište"), ("", "Plandište"), ("2024-03-02", "")] {
            #expect(try await refusal { _ = try await arrange(day, place) } == "invalid")
        }
        _ = try await arrange("2024-03-02", "Plandište")
        let moved = try await arrange("2024-03-09", "Vršac")
        #expect(moved.ceremony?.place == "Vršac")
        #expect(moved.ceremony?.heldOn == (try Sample.day("2024-03-09")))
        #expect(try await centre.count("certificate_ceremonies") == 2)
    }

    @Test("Handed over on a day since the issue; taken back with a reason; nothing is overwritten")
    func handover() async throws {
        try await Sample.closed("DODELA", 1, in: centre)
        let day = try Sample.day("2024-03-01")
        let id = try #require(
            try await Sample.issue("DODELA", on: day, in: centre).issued.first?.id
        )
        func handOver(_ day: CalendarDate?, because reason: String? = nil) async throws {
            let act = try Act(by: .clerk, because: reason)
            _ = try await centre.write(act) {
                try Certificate.handOver(id, on: day, by: act, in: $0)
            }
        }
        let today = try await centre.read { try centreToday(in: $0) }
        for wrong in [
            CalendarDate(dayNumber: day.dayNumber - 1),
            CalendarDate(dayNumber: today.dayNumber + 1),
        ] {
            #expect(try await refusal { try await handOver(wrong) } == "handover_before_issue")
        }
        try await handOver(day)
        try await handOver(day)
        #expect(try await centre.count("certificate_handovers") == 1)
        #expect(try await refusal { try await handOver(nil) } == "reason_missing")
        try await handOver(nil, because: "zamenjeni papiri")
        try await handOver(today)
        #expect(try await centre.count("certificate_handovers") == 3)
        #expect(
            try await constraint {
                try await centre.sql(
                    "INSERT INTO certificate_handovers (certificate_id) SELECT id FROM certificates"
                )
            } == "certificate_handovers_taken_back_has_reason"
        )
    }
}
