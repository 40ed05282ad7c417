import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Reports as of a date", .centre)
struct ReportStabilityTests {
    private let centre = TrainingCentre.ofTest

    @Test("What was reported as of a day is the same after closings, withdrawals and new names")
    func past() async throws {
        try await Sample.closed("PRVA", 3, in: centre)
        try await Sample.cohort("DRUGA", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "DRUGA", centre)
        let parameters = ReportParameters(asOf: try Sample.day("2024-02-15"), edition: .centre)
        let before = try await all(parameters)
        let people = Sample.emails(2)
        try await centre.importText(Sample.attendance("DRUGA", people), as: .attendance)
        try await centre.importText(Sample.results("DRUGA", people), as: .results)
        try await Sample.close("DRUGA", on: Sample.day("2024-03-01"), in: centre)
        try await centre.sql("UPDATE people SET family_name_latn = 'Novi', sex = 'F'")
        let after = try await all(parameters)
        for (name, earlier) in before { #expect(after[name] == earlier, "\(name)") }
        // Later, both count.
        let now = try await all(ReportParameters())
        #expect(now["deliveries"]?.contains("DRUGA") == true)
        #expect(now["learners"]?.contains("Novi Petar") == true)
        #expect(before["learners"]?.contains("Petrović Petar") == true)
    }

    /// A workbook says as well when it was made.
    private static let formats = ReportWriter.Format.allCases.filter { $0 != .xlsx }

    @Test("Merges, new titles, moves, cancellations and corrections change no report of a past day")
    func later() async throws {
        let cascades = try await before2025()
        var before: [String: String] = [:]
        for language in Language.allCases {
            var parameters = ReportParameters(
                asOf: try Sample.day("2024-12-31"),
                edition: .centre
            )
            parameters.language = language
            for name in Report.Name.allCases {
                for format in Self.formats {
                    before["\(name) \(language) \(format)"] = try await text(
                        name,
                        parameters,
                        format
                    )
                }
            }
        }
        try await change(cascades)
        for language in Language.allCases {
            var parameters = ReportParameters(
                asOf: try Sample.day("2024-12-31"),
                edition: .centre
            )
            parameters.language = language
            for name in Report.Name.allCases {
                for format in Self.formats {
                    let after = try await text(name, parameters, format)
                    let key = "\(name) \(language) \(format)"
                    #expect(before[key]?.utf8.elementsEqual(after.utf8) == true, "\(key)")
                }
            }
        }
        // Today they are told as they are now.
        let now = try await all(ReportParameters())
        #expect(now["areas"]?.contains("Nova oblast") == true)
        #expect(now["targets"]?.contains("\"promised\":200") == true)
        #expect(now["deliveries"]?.contains("Nova obuka") == true)
        #expect(now["delivery-log"] != before["deliveryLog serbianLatin json"])
    }

    /// What there was on the last day of 2024.
    private func before2025() async throws -> Cascades {
        let cascades = try await Cascades.made(in: centre)
        let texts: [(ImportedNoun, String)] = [
            (
                .projects,
                "code,title_sr_latn,title_en\nPRVI,Prvi projekat,First\nDVA,Drugi,Second\n"
            ),
            (.plans, "code,title_sr_latn,title_en\nPLAN,Plan,Plan\n"),
            (
                .planAreas,
                "code,plan_code,kind,position,title_sr_latn,title_en,courses\n"
                    + "PLAN-1,PLAN,focus,1,Stara oblast,Old area,OBUKA\n"
            ),
            (
                .projectTargets,
                "code,project_code,indicator,promised\nCILJ,PRVI,persons-passed,5\n"
                    + "LJUDI,PRVI,users,50\n"
            ),
            (
                .activities,
                "code,kind,title_sr_latn,title_en,starts_on,project_code,is_for_users,headcount\n"
                    + "RAD,workshop,Radionica,Workshop,2024-05-06,PRVI,yes,40\n"
            ),
        ]
        for (noun, text) in texts {
            let report = try await centre.importText(text, as: noun)
            #expect(report.rejected.map(\.problem) == [])
        }
        let trainer = "trener@sample.example"
        try await cascades.cohort("TOT-1", of: "TOT", on: ["2022-02-07"], people: [trainer])
        try await Sample.close("TOT-1", in: centre)
        for (code, first) in [("O-1", 0), ("O-2", 4)] {
            try await cascades.cohort(
                code,
                of: "OBUKA",
                on: ["2022-03-07"].map { $0.replacing("03", with: "0\(3 + first / 4)") },
                trainers: [trainer],
                people: (first..<first + 6).map(Sample.email)
            )
            try await centre.sql(
                """
                UPDATE cohorts SET project_id = (SELECT id FROM projects WHERE code = 'PRVI')
                WHERE code = \(code)
                """
            )
            try await Sample.close(code, in: centre)
        }
        try await centre.sql(
            """
            INSERT INTO session_trainers (session_id, person_id)
            SELECT sessions.id, people.id FROM sessions, people, cohorts
            WHERE cohorts.id = sessions.cohort_id AND cohorts.code = 'O-2'
                AND people.email = \(trainer)
            """
        )
        return cascades
    }

    /// What came later.
    private func change(_ cascades: Cascades) async throws {
        let merges = Merges(centre: centre)
        try await merges.people(Sample.email(0), into: Sample.email(9))
        try await merges.projects("DVA", into: "PRVI")
        try await rename(Course.self, "OBUKA", "Nova obuka")
        try await rename(Project.self, "PRVI", "Novi projekat")
        try await rename(PlanArea.self, "PLAN-1", "Nova oblast")
        try await correct(ProjectTarget.self, "CILJ", ["promised": "200"])
        try await correct(ProjectTarget.self, "LJUDI", ["indicator": "centres"])
        try await correct(PlanArea.self, "PLAN-1", ["courses": "TOT"])
        try await correct(
            Activity.self,
            "RAD",
            [
                "headcount": "12", "headcount_qualifier": "about", "starts_on": "2025-01-01",
                "ends_on": "2025-01-01",
            ]
        )
        let act = try Act.clerk(because: "kraj ugovora")
        _ = try await centre.write(act) {
            _ = try Trainer.dismiss("trener@sample.example", from: "O-1", by: act, in: $0)
            _ = try Trainer.dismiss("trener@sample.example", from: "O-2", by: act, in: $0)
        }
        // Somebody from elsewhere now, in a cohort that is corrected and one that is cancelled.
        for code in ["O-3", "O-4"] {
            try await cascades.cohort(
                code,
                of: "OBUKA",
                on: ["2025-02-03"],
                people: [Sample.email(5), Sample.email(4)]
            )
        }
        let corrected = try await centre.importText(
            Sample.attendance("O-3", [Sample.email(5)], mark: "absent", days: ["2025-02-03"]),
            as: .attendance,
            reason: "greška u unosu"
        )
        #expect(corrected.rejected.map(\.problem) == [])
        _ = try await centre.write(act) { try Cohort.cancel("O-4", by: act, in: $0) }
        try await Sample.close("O-3", in: centre)
        try await centre.sql("UPDATE people SET family_name_latn = 'Novi', sex = 'F'")
    }

    private func rename<Noun: CodedNoun>(
        _ noun: Noun.Type,
        _ code: String,
        _ title: String
    ) async throws {
        let form = Form(["title_sr_latn": title, "title_sr_cyrl": "Ново", "title_en": "New"])
        _ = try await centre.write(.clerk) {
            try Noun.change(code, form, ifVersion: nil, by: .clerk, in: $0)
        }
    }

    /// A change of what was told, which takes a reason.
    private func correct<Noun: CodedNoun>(
        _ noun: Noun.Type,
        _ code: String,
        _ values: [String: String]
    ) async throws {
        _ = try await centre.write(Act.clerk(because: "izmena ugovora")) {
            try Noun.change(code, Form(values), ifVersion: nil, by: .clerk, in: $0)
        }
    }

    private func text(
        _ name: Report.Name,
        _ parameters: ReportParameters,
        _ format: ReportWriter.Format
    ) async throws -> String {
        String(decoding: try await centre.bytes(of: name, parameters, as: format), as: UTF8.self)
    }

    @Test("Who withdrew counts until that day in every report")
    func withdrawn() async throws {
        try await Sample.cohort("DAN", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "DAN", centre)
        try await centre.importText(
            Sample.enrolments(
                "DAN",
                [Sample.email(1)],
                more: "reason=odustao;status=withdrawn;withdrawn_on=2024-03-10"
            ),
            as: .enrolments
        )
        try await Sample.finish("DAN", [Sample.email(0)], in: centre)
        for (day, count) in [("2024-03-09", 2), ("2024-03-10", 1)] {
            let report = try await json(.learners, ReportParameters(asOf: Sample.day(day)))
            #expect(report["row_count"]?.wholeNumber == count)
        }
    }

    @Test("The register of learners and the delivery log have what was entered")
    func registers() async throws {
        try await Sample.cohort("DAN", in: centre)
        try await Sample.enrol(Sample.emails(3), in: "DAN", centre)
        let people = Sample.emails(3)
        try await centre.importText(Sample.attendance("DAN", Array(people[..<2])), as: .attendance)
        let absent = Sample.attendance("DAN", [people[2]], mark: "absent")
        try await centre.importText(absent, as: .attendance)
        try await centre.importText(Sample.results("DAN", [people[0]]), as: .results)
        try await centre.importText(Sample.results("DAN", [people[1]], score: "10"), as: .results)
        try await Sample.close("DAN", in: centre)
        let learners = try await json(.learners, ReportParameters())["rows"]?.elements ?? []
        #expect(
            learners.compactMap { $0["outcome"]?.text } == [
                "passed", "final below pass score", "attendance below minimum",
            ]
        )
        #expect(learners.first?["attended_hours"] == .number("12.00"))
        let log = try await json(.deliveryLog, ReportParameters())["rows"]?.elements ?? []
        #expect(log.compactMap { $0["held_on"]?.text } == Sample.days)
        #expect(log.allSatisfy { $0["present"] == 2 && $0["absent"] == 1 })
        #expect(log.first?["person_hours"] == .number("12.00"))
    }

    private func all(_ parameters: ReportParameters) async throws -> [String: String] {
        var reports: [String: String] = [:]
        for name in Report.Name.allCases {
            let bytes = try await centre.bytes(of: name, parameters, as: .json)
            reports[name.rawValue] = String(decoding: bytes, as: UTF8.self)
        }
        return reports
    }

    private func json(_ name: Report.Name, _ parameters: ReportParameters) async throws -> JSON {
        try JSON.parse(try await centre.bytes(of: name, parameters, as: .json))
    }
}
