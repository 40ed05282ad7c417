import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What a donor's sheet says where all LSGs are small", .centre)
struct DonorFiguresTests {
    private let centre = TrainingCentre.ofTest

    @Test("LSGs reached in all, by region and district, hours, and what was promised")
    func reached() async throws {
        try await load()
        let lines = try await figures()
        #expect(lines["Deliveries"]?.reached == 14)
        #expect((lines["Hours of training"]?.reached ?? 0) > 100)
        #expect(lines["LSGs reached"]?.reached == 70 && lines["LSGs reached"]?.of == 145)
        let places = lines.filter { $0.key.hasPrefix("LSGs reached: ") }
        let regions = places.filter { !$0.key.contains(", ") }
        let districts = places.filter { $0.key.contains(", ") }
        #expect(regions.count == 4 && districts.count > 15)
        for parts in [regions, districts] {
            #expect(parts.values.reduce(0) { $0 + $1.reached } == 70)
        }
        #expect(lines["Regions reached"]?.of == 4)
        #expect(lines["Districts reached"]?.reached == Double(districts.count))
        #expect(lines["Promised: LSGs, LAP"]?.reached == 70)
        #expect(lines["Promised: LSGs, LAP"]?.of == 60)
    }

    @Test("Persons of one course are a part of all: how many were reached is not printed")
    func parts() async throws {
        try await load()
        let report = try await centre.importText(
            """
            code,project_code,indicator,course_code,promised
            P-LAP,SDC-CAP,persons-passed,LAP,120
            P-ALL,SDC-CAP,persons-passed,,150
            """,
            as: .projectTargets
        )
        #expect(report.rejected.map(\.problem) == [])
        let rows = try await rows().filter {
            $0["lsg"]?.text?.hasPrefix("Promised: persons who passed") == true
        }
        let ofCourse = try #require(rows.first { $0["lsg"]?.text?.hasSuffix(", LAP") == true })
        #expect(ofCourse["reached"] == .null && ofCourse["of"] == 120)
        let ofAll = try #require(rows.first { $0["lsg"]?.text?.hasSuffix(", LAP") == false })
        #expect(ofAll["reached"] == 149)
    }

    @Test("A sheet that a cohort keeps from going on says which, in the language of the reader")
    func heldBack() async throws {
        try await load()
        let whole = try await sheet(.english)
        #expect(whole["sentence"] == .null)
        try await centre.importText(
            "cohort_code,course_code,project_code,starts_on,ends_on,venue,capacity\n"
                + "OSTALA,LAP,SDC-CAP,2024-05-12,2024-05-14,Plandište,9\n",
            as: .cohorts
        )
        _ = try await centre.write(.clerk) { try Cohort.publish("OSTALA", by: .clerk, in: $0) }
        _ = try await Sample.takeSeat("OSTALA", "ana.ostala@a.example", in: centre)
        let sheet = try await sheet(.english)
        #expect(
            sheet["sentence"]?.text
                == "The sheet ends on 31 December 2023, because OSTALA is not closed or cancelled."
        )
        #expect(sheet["parameters"]?["to"] == "2023-12-31")
        let serbian = try await self.sheet(.serbianCyrillic)
        #expect(serbian["sentence"]?.text?.contains("јер група OSTALA није ни закључена") == true)
        let asked = ReportParameters(project: "SDC-CAP")
        let text = String(
            decoding: try await centre.bytes(of: .donorSheet, asked, as: .csv),
            as: UTF8.self
        )
        #expect(text.contains("jer grupa OSTALA nije ni zaključena ni otkazana."))
    }

    private func sheet(_ language: Language) async throws -> JSON {
        var asked = ReportParameters(project: "SDC-CAP")
        asked.language = language
        return try JSON.parse(try await centre.bytes(of: .donorSheet, asked, as: .json))
    }

    private func load() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.loadPlanning(into: centre)
        try await Demonstration.closeAll(in: centre)
    }

    private func rows() async throws -> [JSON] {
        var asked = ReportParameters(project: "SDC-CAP")
        asked.language = .english
        let bytes = try await centre.bytes(of: .donorSheet, asked, as: .json)
        return try JSON.parse(bytes)["rows"]?.elements ?? []
    }

    private func figures() async throws -> [String: (reached: Double, of: Double)] {
        func number(_ cell: JSON?) -> Double {
            switch cell {
            case .integer(let whole): Double(whole)
            case .number(let text): Double(text) ?? -1
            default: -1
            }
        }
        var figures: [String: (reached: Double, of: Double)] = [:]
        for row in try await rows() where row["persons_passed"] == .null {
            guard let title = row["lsg"]?.text else { continue }
            figures[title] = (number(row["reached"]), number(row["of"]))
        }
        return figures
    }
}
