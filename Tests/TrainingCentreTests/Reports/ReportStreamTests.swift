import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Reports as streams and files", .centre)
struct ReportStreamTests {
    private let centre = TrainingCentre.ofTest

    @Test("Every format has the same rows, and says what they mean")
    func formats() async throws {
        try await Sample.closed("DAN", 3, in: centre)
        let json = try JSON.parse(try await bytes(.json))
        let rows = try #require(json["rows"]?.elements)
        #expect(rows.count == 3)
        let lines = try await bytes(.ndjson).split(separator: UInt8(ascii: "\n"))
        #expect(try JSON.parse(Array(lines[0]))["definition"] == json["definition"])
        #expect(try lines[1...3].map { try JSON.parse(Array($0)) } == rows)
        #expect(try JSON.parse(Array(lines[4])) == ["row_count": 3])
        let csv = String(decoding: try await bytes(.csv), as: UTF8.self).split(separator: "\r\n")
        #expect(csv[0].hasPrefix("person,lsg,institution,"))
        #expect(csv[1...3].allSatisfy { $0.contains(",DAN,2024-02-01,2024-02-02,") })
        #expect(csv[4...].allSatisfy { $0.hasPrefix("# ") || $0.hasPrefix("\"# ") })
    }

    @Test("A workbook has the rows, and beside them what they mean")
    func workbook() async throws {
        try await Sample.closed("DAN", 3, in: centre)
        let workbook = try XLSXWorkbook(try await bytes(.xlsx))
        let rows = try workbook.sheet(0).rows
        #expect(rows.count == 4)
        #expect(rows.first?.cells.count == Report.named(.learners).columns.count)
        #expect(try workbook.sheet(1).rows.count > 2)
    }

    @Test("A reader who leaves gives the connection back")
    func abandoned() async throws {
        try await Sample.closed("DAN", 2, in: centre)
        // More than there are connections: each would be kept if it were not given back.
        for _ in 0..<12 {
            let stream = try await centre.report(
                .learners,
                ReportParameters(),
                as: .json,
                by: .clerk
            )
            _ = try await stream.next()
        }
        #expect(try await bytes(.json).isEmpty == false)
    }

    @Test("Who may not read is refused before anything is sent, and so is a wrong parameter")
    func refusals() async throws {
        let trainee = Actor(name: "trainee", roles: [.trainee])
        let auditor = Actor(name: "auditor", roles: [.auditor])
        for name in Report.Name.allCases {
            #expect(try await code(name, by: trainee) == "not_allowed")
            #expect(try await code(name, by: nil) == "not_signed_in")
            #expect(try await code(name, by: auditor) == nil)
            let unknown = ReportParameters(project: "NEMA")
            #expect(try await code(name, unknown, by: auditor) == "project_not_found")
        }
    }

    @Test("A setting makes the reports reach and coverage public, and no other")
    func publicReports() async throws {
        try await centre.write(.clerk) {
            _ = try CentreSetting.change(.publicReports, to: true, by: .clerk, in: $0)
        }
        for name in Report.Name.allCases {
            let isOpen = name == .reach || name == .coverage
            #expect(try await code(name, by: nil) == (isOpen ? nil : "not_signed_in"))
        }
        let listed = try await centre.read {
            try Report.readable(by: nil, in: $0).map(\.name)
        }
        #expect(listed == [.reach, .coverage])
    }

    private func bytes(_ format: ReportWriter.Format) async throws -> [UInt8] {
        try await centre.bytes(of: .learners, ReportParameters(), as: format)
    }

    private func code(
        _ name: Report.Name,
        _ parameters: ReportParameters = ReportParameters(),
        by actor: Actor?
    ) async throws -> String? {
        try await refusal {
            _ = try await centre.bytes(of: name, parameters, as: .json, by: actor)
        }
    }
}
