import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What is exported is imported again as it was", .centre)
struct RoundTripTests {
    private let centre = TrainingCentre.ofTest

    private static let nouns: [ImportedNoun] = [
        .organisations, .projects, .courses, .cohorts, .people, .enrolments, .attendance, .results,
    ]

    private func text(_ noun: ImportedNoun, cohort: String? = nil) async throws -> [UInt8] {
        try await file(ExportWriter(ExportedTable(noun, cohort: cohort), as: .csv))
    }

    private func workbook(_ noun: ImportedNoun) async throws -> [UInt8] {
        try await file(ExportWriter(ExportedTable(noun), as: .xlsx))
    }

    private func file(_ writer: ExportWriter) async throws -> [UInt8] {
        try await centre.read {
            var bytes: [UInt8] = []
            try writer.write(by: .clerk, in: $0) { bytes += $0 }
            return bytes
        }
    }

    private func fill() async throws {
        try await Demonstration.load(into: centre)
        // What spreadsheets and separators might spoil.
        try await centre.importText(
            """
            code,name_sr_latn,name_en,kind,lsg_code,aliases
            CUDNA,"=1+1; ""navodnici"", zarez","Odd | name",other,70726,"drugo ime|ђ"
            """,
            as: .organisations
        )
        try await centre.importText("email,name\nsam@a.example,Ђура Џин Њу\n", as: .people)
    }

    private func empty() async throws {
        for table in [
            "results", "attendance_marks", "sessions", "enrolments", "cohorts", "courses",
            "project_roles", "project_aliases", "projects", "organisation_aliases", "organisations",
            "people",
        ] { try await Owner.corrupt("DELETE FROM \(identifier: table)") }
    }

    @Test("Every noun, as CSV and as XLSX: into the same centre, and into an empty one")
    func roundTrips() async throws {
        try await fill()
        var texts: [ImportedNoun: [UInt8]] = [:]
        var workbooks: [ImportedNoun: [UInt8]] = [:]
        for noun in Self.nouns {
            texts[noun] = try await text(noun)
            workbooks[noun] = try await workbook(noun)
            for bytes in [texts[noun], workbooks[noun]] {
                let report = try await centre.importFile(#require(bytes), as: noun)
                #expect(report.unchanged == report.read, "\(noun)")
                #expect(report.rejected.map(\.problem) == [], "\(noun)")
            }
        }
        for files in [texts, workbooks] {
            try await empty()
            for noun in Self.nouns {
                let report = try await centre.importFile(#require(files[noun]), as: noun)
                // Enrolments find their people there already.
                #expect(report.created == report.read, "\(noun)")
                #expect(report.rejected.map(\.problem) == [], "\(noun)")
            }
            for noun in Self.nouns {
                #expect(try await text(noun) == texts[noun], "\(noun)")
                #expect(try await workbook(noun) == workbooks[noun], "\(noun)")
            }
        }
        let proposed = try await centre.value(
            "SELECT count(*) FROM people WHERE proposed_script = 'latin'",
            as: Int.self
        )
        #expect(proposed == 1, "what nobody confirmed is not confirmed by a round trip")
    }

    @Test("What is exported of all other nouns changes nothing in the same centre")
    func others() async throws {
        try await fill()
        var count = 0
        for noun in ImportedNoun.allCases where !Self.nouns.contains(noun) {
            let bytes = try await text(noun)
            guard bytes.split(separator: 0x0A).count > 1 else { continue }
            let report = try await centre.importFile(bytes, as: noun)
            #expect(report.unchanged == report.read, "\(noun)")
            #expect(report.rejected.map(\.problem) == [], "\(noun)")
            count += 1
        }
        #expect(count >= 2, "versions of courses and sessions at least")
    }

    @Test("Rows of one cohort; columns that the import knows; nobody sees people who may not")
    func limits() async throws {
        try await fill()
        for noun in ImportedNoun.allCases {
            let table = try ExportedTable(noun)
            let widths = try await centre.read {
                var widths: Set<Int> = []
                try table.forEachRow(by: .clerk, in: $0) { widths.insert($0.count) }
                return widths
            }
            #expect(widths.isSubset(of: [table.columns.count]), "\(noun)")
            #expect(Set(table.columns).isSubset(of: noun.columns))
        }
        let one = try await text(.enrolments, cohort: "lap-2023-01")
        let rows = try ImportFile.read(one, as: .enrolments).rows
        #expect(Set(rows.map { $0.values["cohort_code"] }) == ["LAP-2023-01"])
        #expect(throws: InvalidForm.self) { try ExportedTable(.people, cohort: "LAP-2023-01") }
        await #expect(throws: NotFound.self) { try await text(.results, cohort: "NEMA") }
        let trainee = Actor(name: "trainee", roles: [.trainee])
        for noun in [ImportedNoun.people, .enrolments, .attendance, .results] {
            let table = try ExportedTable(noun)
            await #expect(throws: AccessError.self) {
                try await centre.read { try table.forEachRow(by: trainee, in: $0) { _ in } }
            }
        }
    }
}
