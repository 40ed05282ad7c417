import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("City municipalities in reports", .centre)
struct CityMunicipalityTests {
    private let centre = TrainingCentre.ofTest

    @Test("Statement 9: a city municipality counts as its city once or by itself, and it is said")
    func counting() async throws {
        // Voždovac and Zvezdara of Belgrade, Medijana of Niš, the City of Niš, and Arilje.
        let codes = ["70106", "Звездара", "71331", "79022", "70041"]
        try await Sample.cohort("GRAD", in: centre)
        for (index, code) in codes.enumerated() {
            let row = Sample.enrolments("GRAD", [Sample.email(index)], more: "lsg_code=\(code)")
            let report = try await centre.importText(row, as: .enrolments)
            #expect(report.created == 1)
            #expect(try await centre.importText(row, as: .enrolments).unchanged == 1)
        }
        try await Sample.finish("GRAD", Sample.emails(codes.count), in: centre)
        for (counting, count) in [
            (ReportParameters.CityMunicipalities.asCity, 3), (.separately, 5),
        ] {
            var parameters = ReportParameters()
            parameters.cityMunicipalities = counting
            #expect(try await reach(parameters).lsgs == count)
            #expect(try await reach(parameters).personsPassed == 5)
            let lsgs = try await report(.lsgs, parameters)
            #expect(lsgs["row_count"]?.wholeNumber == count)
            #expect(lsgs["parameters"]?["city_municipalities"]?.text == counting.rawValue)
        }
        let byDefault = try await reach(ReportParameters())
        #expect(byDefault.lsgs == 3)
        try await centre.write(.clerk) {
            _ = try CentreSetting.change(.cityMunicipalities, to: true, by: .clerk, in: $0)
        }
        #expect(try await reach(ReportParameters()).lsgs == 5)
        let footer = try await centre.bytes(of: .coverage, ReportParameters(), as: .csv)
        let lines = String(decoding: footer, as: UTF8.self)
        #expect(lines.contains("# Gradske opštine: broje se posebno"))
        #expect(lines.contains("Beograd – Voždovac"))
    }

    @Test("A report can be limited to the people of a city municipality, or of its city")
    func limited() async throws {
        try await Sample.cohort("GRAD", in: centre)
        for (index, code) in ["70106", "70114", "70041"].enumerated() {
            let row = Sample.enrolments("GRAD", [Sample.email(index)], more: "lsg_code=\(code)")
            try await centre.importText(row, as: .enrolments)
        }
        try await Sample.finish("GRAD", Sample.emails(3), in: centre)
        for (lsg, count) in [("Voždovac", 1), ("Beograd", 2), ("70041", 1), ("Ada", 0)] {
            #expect(try await reach(ReportParameters(lsg: lsg)).personsPassed == count)
            let sexes = try await report(.sexes, ReportParameters(lsg: lsg))["rows"]?.elements
            #expect(sexes?.reduce(0) { $0 + ($1["persons_passed"]?.wholeNumber ?? 0) } == count)
        }
        #expect(
            try await refusal { _ = try await reach(ReportParameters(lsg: "Atlantida")) }
                == "lsg_not_found"
        )
    }

    private func reach(_ parameters: ReportParameters) async throws -> ReachReport {
        try await centre.read { try ReachReport.make(parameters, by: .clerk, in: $0) }
    }

    private func report(_ name: Report.Name, _ parameters: ReportParameters) async throws -> JSON {
        try JSON.parse(try await centre.bytes(of: name, parameters, as: .json))
    }
}
