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
