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
        let parameters = ReportParameters(asOf: try Sample.day("2024-02-15"))
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

    @Test("Who withdrew counts until that day in every report")
    func withdrawn() async throws {
        try await Sample.cohort("DAN", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "DAN", centre)
        try await centre.importText(
            Sample.enrolments(
                "DAN",
                [Sample.email(1)],
                more: "status=withdrawn;withdrawn_on=2024-03-10"
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
