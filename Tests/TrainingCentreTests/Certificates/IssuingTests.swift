import Credentials
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Issuing certificates", .centre)
struct IssuingTests {
    private let centre = TrainingCentre.ofTest

    @Test("Who passed gets one, once; everybody else is passed over with the reason")
    func once() async throws {
        try await Sample.cohort("IZD", in: centre)
        let people = Sample.emails(4)
        try await Sample.enrol(people, in: "IZD", centre)
        try await centre.importText(
            Sample.enrolments("IZD", [people[3]], more: "reason=odustao;status=withdrawn"),
            as: .enrolments
        )
        try await centre.importText(
            Sample.attendance("IZD", [people[0], people[1]]),
            as: .attendance
        )
        try await centre.importText(
            Sample.attendance("IZD", [people[2]], mark: "excused"),
            as: .attendance
        )
        try await centre.importText(Sample.results("IZD", [people[0]]), as: .results)
        try await centre.importText(Sample.results("IZD", [people[1]], score: "30"), as: .results)
        #expect(
            try await refusal { try await Sample.issue("IZD", in: centre) } == "cohort_not_closed"
        )
        try await Sample.close("IZD", in: centre)
        let batch = try await Sample.issue("IZD", in: centre)
        #expect(batch.issued.map(\.email) == [people[0]])
        let reasons = Dictionary(uniqueKeysWithValues: batch.skipped.map { ($0.email, $0.reasons) })
        #expect(
            reasons == [
                people[1]: ["final below pass score"], people[2]: ["attendance below minimum"],
                people[3]: ["withdrawn"],
            ]
        )
        let audited = try await centre.count("audit_entries")
        let again = try await Sample.issue("IZD", in: centre)
        #expect(again.id == nil)
        #expect(again.issued.isEmpty)
        #expect(
            again.skipped.first { $0.email == people[0] }?.reasons == ["certificate issued already"]
        )
        #expect(try await centre.count("audit_entries") == audited)
        let participation = try await Sample.issue("IZD", kind: .participation, in: centre)
        #expect(Set(participation.issued.map(\.email)) == [people[0], people[1]])
        #expect(
            try await refusal { try await Sample.issue("IZD", kind: .accreditation, in: centre) }
                == "accreditation_not_of_cohort"
        )
    }

    @Test("What a paper would refuse is not certified")
    func unprintable() async throws {
        try await Sample.closed("EMO", 2, in: centre)
        try await centre.write(try Act(by: .clerk, because: "before titles were checked")) {
            _ = try $0.execute("UPDATE courses SET title_en = title_en || ' 🎓'")
        }
        #expect(
            try await refusal { try await Sample.issue("EMO", in: centre) } == "not_certifiable"
        )
        #expect(try await centre.count("certificates") == 0)
    }

    @Test("Names that nobody confirmed are told of, before an issue and with it")
    func unconfirmedNames() async throws {
        try await Sample.closed("IZD", 2, in: centre)
        func unconfirmed() async throws -> [String] {
            try await centre.read {
                try Eligibility.list(cohort: "IZD", kind: .completion, by: .clerk, in: $0)
                    .filter { !$0.isNameConfirmed }.map(\.email)
            }
        }
        #expect(try await unconfirmed() == Sample.emails(2))
        let rehearsed = try await Sample.issue("IZD", rehearse: true, in: centre)
        #expect(rehearsed.unconfirmed == Sample.emails(2))
        let confirmed = try await centre.write(.clerk) {
            try Person.confirmNames(cohort: "izd", by: .clerk, in: $0)
        }
        #expect(confirmed.map(\.email) == Sample.emails(2))
        #expect(confirmed.allSatisfy { $0.name.proposedScript == nil })
        #expect(try await unconfirmed() == [])
        #expect(try await Sample.issue("IZD", in: centre).unconfirmed == [])
        let again = try await centre.write(.clerk) {
            try Person.confirmNames(cohort: "IZD", by: .clerk, in: $0)
        }
        #expect(again.isEmpty)
    }

    @Test("Ten people issue the same cohort at once: everybody gets one certificate")
    func concurrently() async throws {
        try await Sample.closed("IZD", 25, in: centre)
        let outcomes = await race(10) { _ in
            try await Sample.issue("IZD", in: centre).issued.count
        }
        #expect(try outcomes.map { try $0.get() }.sorted() == Array(repeating: 0, count: 9) + [25])
        #expect(try await centre.count("certificates") == 25)
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("Numbers of a year have no gap, whatever is issued, refused or rolled back at once")
    func gapless() async throws {
        for number in 0..<6 { try await Sample.closed("IZD\(number)", 4 + number, in: centre) }
        let day = try Sample.day("2024-06-01")
        let outcomes = await race(24) { number in
            let code = "IZD\(number % 6)"
            if number % 4 == 1 {
                // Rolled back after its numbers were reserved.
                try await centre.write(.clerk) {
                    _ = try Certificate.reserveSerials(7, year: 2024, in: $0)
                    throw CohortError.closed
                }
            }
            _ = try await Sample.issue(code, on: day, in: centre)
        }
        #expect(outcomes.successes >= 18)
        for number in 0..<6 { try await Sample.issue("IZD\(number)", on: day, in: centre) }
        let serials = try await centre.database.transaction {
            try $0.rows(
                "SELECT register_serial FROM certificates WHERE register_year = 2024 ORDER BY 1",
                as: Int.self
            )
        }
        #expect(serials == Array(1...(4 + 5 + 6 + 7 + 8 + 9)))
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("Numbers follow the azbuka, and each belongs to the ID that it was told with")
    func order() async throws {
        try await Sample.cohort("IZD", pass: "none", in: centre)
        let names = [
            "Žarko Žikić", "Ana Anić", "Čedo Čolić", "Đorđe Đurić", "Ivo Ćirić", "Mara Todić",
            "Ljuba Ljubić", "Boro Lukić", "Džon Džonić",
        ]
        for (number, name) in names.enumerated() {
            _ = try await Sample.takeSeat("IZD", Sample.email(number), name: name, in: centre)
        }
        try await centre.importText(
            Sample.attendance("IZD", Sample.emails(names.count)),
            as: .attendance
        )
        try await Sample.close("IZD", in: centre)
        let issued = try await Sample.issue("IZD", on: Sample.day("2024-06-01"), in: centre).issued
        #expect(issued.map(\.number) == (1...9).map { "2024/0000\($0)" })
        let list = try await certificates()
        #expect(
            list.map(\.holderLatn) == [
                "Ana Anić", "Đorđe Đurić", "Žarko Žikić", "Boro Lukić", "Ljuba Ljubić",
                "Mara Todić",
                "Ivo Ćirić", "Čedo Čolić", "Džon Džonić",
            ]
        )
        #expect(list.map(\.id) == issued.map(\.id))
        #expect(list.map(\.email) == issued.map(\.email))
    }

    @Test("Numbers have five digits, and more when five are not enough")
    func numberForm() async throws {
        try await Sample.closed("IZD", 3, in: centre)
        _ = try await centre.value("SELECT reserve_serials(2024, 99998)", as: Int.self)
        let issued = try await Sample.issue("IZD", on: Sample.day("2024-06-01"), in: centre).issued
        #expect(issued.map(\.number) == ["2024/99999", "2024/100000", "2024/100001"])
    }

    @Test("The date lies between the closing and today, and gives the year of the number")
    func dates() async throws {
        try await Sample.closed("IZD", 1, in: centre)
        let today = try await centre.value("SELECT centre_today()", as: CalendarDate.self)
        for day in [try Sample.day("2024-02-01"), CalendarDate(dayNumber: today.dayNumber + 1)] {
            #expect(
                try await refusal { try await Sample.issue("IZD", on: day, in: centre) }
                    == "invalid"
            )
        }
        let issued = try await Sample.issue("IZD", on: Sample.day("2024-02-02"), in: centre).issued
        #expect(issued.map(\.number) == ["2024/00001"])
    }

    @Test("What is certified is frozen: a new title, venue or name changes no certificate")
    func frozen() async throws {
        try await Sample.closed("IZD", 1, in: centre)
        let id = try #require(try await Sample.issue("IZD", in: centre).issued.first).id
        let before = try await centre.verify(id.printed).jsonBytes
        try await centre.importText(
            "code,title_sr_latn,title_en\nKURS,Sasvim drugo,Something else\n",
            as: .courses
        )
        try await centre.sql("UPDATE people SET family_name_cyrl = 'Други'")
        try await Owner.corrupt("UPDATE cohorts SET venue = 'Beograd', ends_on = '2024-03-01'")
        #expect(try await TrainingCentre.ofTest.verify(id.printed).jsonBytes == before)
        #expect(String(decoding: before, as: UTF8.self).contains("Ljudska prava"))
    }

    @Test("A certificate without a passed outcome behind it is refused by the database")
    func outcomeStands() async throws {
        try await Sample.cohort("IZD", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "IZD", centre)
        #expect(
            try await constraint { try await enter("completion") } == "certificates_outcome_stands"
        )
        try await centre.importText(
            Sample.attendance("IZD", Sample.emails(2), mark: "absent"),
            as: .attendance
        )
        try await Sample.close("IZD", in: centre)
        #expect(
            try await constraint { try await enter("completion") } == "certificates_outcome_stands"
        )
        #expect(
            try await constraint { try await enter("participation") }
                == "certificates_outcome_stands"
        )
    }

    private func enter(_ kind: String) async throws {
        let id = Enrolment.codes(1, from: .ofSystem)[0]
        try await centre.sql(
            """
            WITH batch AS (
                INSERT INTO certificate_batches (cohort_id, kind, issued_on)
                SELECT id, \(kind), '2024-06-01' FROM cohorts
                RETURNING id
            )
            INSERT INTO certificates (
                verification_id, register_year, register_serial, kind, batch_id, enrolment_id,
                cohort_id, person_id, holder_cyrl, holder_latn, course_code, course_title_sr_cyrl,
                course_title_sr_latn, course_title_en, cohort_code, starts_on, ends_on, venue,
                hours, issued_on)
            SELECT \(id), 2024, 1, \(kind), batch.id, enrolments.id, cohort_id, person_id, 'А',
                'A', 'K', 'К', 'K', 'K', 'IZD', '2024-02-01', '2024-02-02', 'V', 12, '2024-06-01'
            FROM enrolments CROSS JOIN batch LIMIT 1
            """
        )
    }

    private func certificates() async throws -> [Certificate] {
        try await centre.read {
            try Certificate.list(
                cohort: nil,
                status: nil,
                page: PageRequest(),
                by: .clerk,
                in: $0
            )
        }.items
    }
}
