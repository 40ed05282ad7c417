import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The demonstration data", .centre)
struct DemonstrationTests {
    private let centre = TrainingCentre.ofTest

    @Test("Every row of every file is created, and a second import changes nothing")
    func twice() async throws {
        for report in try await Demonstration.load(into: centre) {
            #expect(report.rejected.map(\.problem) == [])
            #expect(report.created == report.read)
        }
        try await Demonstration.closeAll(in: centre)
        let audited = try await centre.count("audit_entries")
        for report in try await Demonstration.load(into: centre) {
            #expect(report.rejected.map(\.problem) == [])
            #expect(report.unchanged == report.read)
        }
        #expect(try await centre.count("audit_entries") == audited)
    }

    @Test("Every enrolment has the verdict and the reason of eligibility.csv")
    func eligibility() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.closeAll(in: centre)
        let table = try CSVReader(
            TextEncodingDetector.decode(CheckoutFiles.demo("eligibility.csv")),
            rowsMax: 1_000
        )
        var expected: [String: [String: String]] = [:]
        for row in try table.allRows() {
            let reason = row[2] == "yes" ? "" : row[3]
            expected[row[0], default: [:]][row[1]] = "\(row[2]) \(reason)"
        }
        #expect(expected.count == 14)
        for code in try Demonstration.cohorts() {
            let list = try await centre.read {
                try Eligibility.list(cohort: code, kind: .completion, by: .clerk, in: $0)
            }
            let found = list.map {
                ($0.email, "\($0.isEligible ? "yes" : "no") \($0.reasons.joined(separator: "; "))")
            }
            #expect(Dictionary(uniqueKeysWithValues: found) == expected[code])
        }
    }

    @Test("The reach report prints the numbers of expected.json, whole and winter")
    func reach() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.closeAll(in: centre)
        let expected = try Demonstration.expected()
        let whole = try await report()
        #expect(whole.deliveries == expected.integer("deliveries"))
        #expect(whole.personsEnrolled == expected.integer("persons_enrolled"))
        #expect(whole.personsPassed == expected.integer("persons_passed"))
        #expect(whole.participationsPassed == expected.integer("participations_passed"))
        #expect(whole.lsgs == expected.integer("lsgs"))
        let bySex = try #require(expected["persons_passed_by_sex"])
        #expect(whole.personsPassedMale == bySex.integer("M"))
        #expect(whole.personsPassedFemale == bySex.integer("F"))
        #expect(whole.personsPassedSexUnknown == 0)
        let winter = try #require(expected["winter"])
        let found = try await report(
            from: try #require(CalendarDate(winter["from"]?.text ?? "")),
            to: try #require(CalendarDate(winter["to"]?.text ?? ""))
        )
        #expect(found.deliveries == winter.integer("deliveries"))
        #expect(found.lsgs == winter.integer("lsgs"))
        #expect(found.personsPassed == winter.integer("persons_passed"))
        #expect(found.json["definition"]?.text?.contains("delivery") == true)
    }

    @Test("Issuing all gives one certificate to each participation that passed, in a row")
    func issue() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.closeAll(in: centre)
        let expected = try Demonstration.expected()
        let batches = try await Demonstration.issueAll(in: centre)
        let numbers = batches.flatMap { $0.issued.map(\.number) }
        #expect(numbers.count == expected.integer("participations_passed"))
        let year = try await centre.value("SELECT centre_today()", as: CalendarDate.self).parts.year
        let wanted = (1...numbers.count).map { "\(year)/\(String("0000\($0)".suffix(5)))" }
        #expect(numbers == wanted)
        let skipped = batches.flatMap(\.skipped)
        #expect(skipped.count == expected.integer("enrolments") - numbers.count)
        let again = try await Demonstration.issueAll(in: centre)
        #expect(again.allSatisfy { $0.id == nil && $0.issued.isEmpty })
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    private func report(
        from: CalendarDate? = nil,
        to: CalendarDate? = nil
    ) async throws -> ReachReport {
        let parameters = ReportParameters(
            project: "SDC-CAP",
            course: "lap",
            from: from,
            to: to
        )
        return try await centre.read {
            try ReachReport.make(parameters, by: .clerk, in: $0)
        }
    }
}

extension CSVReader {
    /// The values of all rows.
    fileprivate func allRows() throws -> [[String]] {
        var reader = self
        var rows: [[String]] = []
        while let next = try reader.next() { rows.append(try next.get().values) }
        return rows
    }
}
