import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Reports of one cohort", .centre)
struct CohortParameterTests {
    private let centre = TrainingCentre.ofTest

    private func rows(
        _ name: Report.Name,
        _ cohort: String?
    ) async throws -> (rows: [[String?]], printed: String?) {
        var parameters = ReportParameters(course: "KURS", edition: .centre)
        parameters.cohort = cohort
        let asked = parameters
        let table = try await centre.read {
            try ReportTable.make(name, asked, by: .clerk, in: $0)
        }
        let printed = table.run.parameters.first { $0.name == "cohort" }
        return (table.rows, printed?.text.en)
    }

    @Test("The register, the log and the numbers of one cohort leave the others of its course out")
    func one() async throws {
        try await Sample.closed("PRVA", 3, in: centre)
        try await Sample.closed("DRUGA", 2, in: centre)
        let counts: [(Report.Name, Int, Int)] = [(.learners, 5, 3), (.deliveryLog, 4, 2)]
        for (name, all, one) in counts {
            let whole = try await rows(name, nil)
            #expect(whole.rows.count == all && whole.printed == "all", "\(name)")
            let limited = try await rows(name, "prva")
            #expect(limited.rows.count == one && limited.printed == "PRVA", "\(name)")
            #expect(limited.rows.allSatisfy { $0.contains("PRVA") && !$0.contains("DRUGA") })
        }
        for name in Report.Name.allCases {
            #expect(try await rows(name, "DRUGA").printed == "DRUGA", "\(name)")
        }
        let reach = try await centre.read {
            var parameters = ReportParameters()
            parameters.cohort = "DRUGA"
            return try ReachReport.make(parameters, by: .clerk, in: $0)
        }
        #expect(reach.deliveries == 1 && reach.personsPassed == 2)
        #expect(reach.json["parameters"]?["cohort"]?.text == "DRUGA")
        #expect(reach.sentence.en.hasPrefix("The training was given once"))
    }

    @Test("An unknown cohort and a draft are not found; a donor's sheet is of no single cohort")
    func refused() async throws {
        try await Sample.cohort("NACRT", isOpen: false, in: centre)
        try await Sample.cohort("OBJAVA", in: centre)
        for code in ["NEMA", "NACRT"] {
            #expect(
                try await refusal { _ = try await rows(.learners, code) } == "cohort_not_found"
            )
        }
        // It is none that was held.
        #expect(try await rows(.learners, "OBJAVA").rows.isEmpty)
        var parameters = ReportParameters(edition: .donor)
        parameters.cohort = "OBJAVA"
        let asked = parameters
        let problems = try await problems {
            try ReportTable.make(.donorSheet, asked, by: .clerk, in: $0)
        }
        #expect(problems == ["cohort"])
    }

    private func problems(
        _ body: @escaping @Sendable (borrowing Transaction) throws -> ReportTable
    ) async throws -> [String] {
        do {
            _ = try await centre.read(body)
            return []
        } catch let error as InvalidForm {
            return error.fields.map(\.field)
        }
    }
}
