import Documents
import Foundation
import Postgres
import Testing

@testable import TrainingCentre

@Suite("What reports say was recorded later", .centre)
struct RecordedLaterTests {
    private let centre = TrainingCentre.ofTest
    private var known: [Report.Name] { Report.all.filter(\.takesKnownBy).map(\.name) }

    /// A cohort of three people whose closing was recorded in its own days.
    private func scene() async throws {
        try await Sample.closed("PRVA", 3, in: centre)
        try await Owner.corrupt("UPDATE audit_entries SET entered_at = '2024-02-02T12:00:00Z'")
    }

    /// A cohort of five that is closed today, for a day of the past; two records become one.
    private func later() async throws {
        let people = (0..<5).map { "drugi\($0)@sample.example" }
        try await Sample.cohort("DRUGA", in: centre)
        try await Sample.enrol(people, in: "DRUGA", centre)
        try await Sample.finish("DRUGA", people, in: centre)
        try await Merges(centre: centre).people(Sample.email(0), into: people[0])
        try await Owner.corrupt("UPDATE person_merges SET effective_on = '2024-02-10'")
    }

    private func parameters(_ knownBy: String? = nil) throws -> ReportParameters {
        var parameters = ReportParameters(asOf: try Sample.day("2024-03-31"))
        parameters.knownBy = knownBy.flatMap(KnownBy.init(written:))
        parameters.language = .english
        return parameters
    }

    private func texts(_ knownBy: String? = nil) async throws -> [Report.Name: [UInt8]] {
        var texts: [Report.Name: [UInt8]] = [:]
        for name in known {
            texts[name] = try await centre.bytes(of: name, parameters(knownBy), as: .json)
        }
        return texts
    }

    @Test("With known_by what was reported comes out the same after a closing entered for the past")
    func reproducible() async throws {
        try await scene()
        let (day, moment) = (try await texts("2024-03-31"), try await texts("2024-02-02T12:00:00Z"))
        let open = try await texts()
        try await later()
        #expect(try await texts("2024-03-31") == day)
        #expect(try await texts("2024-02-02T12:00:00Z") == moment)
        #expect(known.count == 12)
        for (name, bytes) in try await texts() { #expect(bytes != open[name], "\(name)") }
        // Before anything was recorded there was nothing to count.
        let reach = try await reach(parameters("2024-02-02T11:59:58Z"))
        #expect(reach.deliveries == 0 && reach.personsEnrolled == 0)
    }

    @Test("The register of learners has the names and certificates that were known by then")
    func learners() async throws {
        try await scene()
        var parameters = ReportParameters()
        parameters.language = .english
        let before = try await centre.bytes(of: .learners, parameters, as: .csv)
        parameters.knownBy = KnownBy(written: "2024-03-31")
        let known = try await centre.bytes(of: .learners, parameters, as: .json)
        try await Sample.issue("PRVA", in: centre)
        try await centre.sql("UPDATE people SET family_name_latn = 'Drugačić'")
        #expect(try await centre.bytes(of: .learners, parameters, as: .json) == known)
        parameters.knownBy = nil
        let after = try await centre.bytes(of: .learners, parameters, as: .csv)
        #expect(after != before && String(decoding: after, as: UTF8.self).contains("Drugačić"))
    }

    @Test("A report of a past day says how much it counts that was recorded after it, and when")
    func told() async throws {
        try await scene()
        #expect(try await reach(parameters()).recordedLater == .nothing)
        try await later()
        let now = try await centre.value("SELECT now()", as: Date.self)
        let told = try await reach(parameters())
        #expect(told.deliveries == 2 && told.personsPassed == 7)
        #expect(told.recordedLater.deliveries == 1 && told.recordedLater.merges == 1)
        #expect(now.timeIntervalSince(try #require(told.recordedLater.newestAt)) < 600)
        #expect(told.json["recorded_later"]?["deliveries"] == 1)
        for format in [ReportWriter.Format.csv, .json] {
            let bytes = try await centre.bytes(of: .coverage, parameters(), as: format)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains(format == .csv ? "deliveries: 1; merges" : "\"deliveries\":1,"))
        }
        // A report of today counts what is known today.
        #expect(try await reach(ReportParameters()).recordedLater == .nothing)
    }

    @Test("The future is refused, and known_by where something counts that has no moment")
    func refused() async throws {
        try await scene()
        let future = ReportParameters(asOf: try Sample.day("2199-01-01"))
        for report in Report.all {
            let refused = try await refusal {
                _ = try await centre.bytes(of: report.name, future, as: .json)
            }
            #expect(refused == "invalid", "\(report.name)")
            let unknown = try await refusal {
                _ = try await centre.bytes(of: report.name, parameters("2024-03-31"), as: .json)
            }
            #expect(unknown == (report.takesKnownBy ? nil : "invalid"), "\(report.name)")
        }
        for moment in ["2199-01-01", "2199-01-01T00:00:00Z"] {
            let refused = try await refusal { _ = try await reach(parameters(moment)) }
            #expect(refused == "invalid")
        }
        #expect(KnownBy(written: "yesterday") == nil)
    }

    @Test("Reach means by passing what every report means, in the language that is asked for")
    func definition() async throws {
        try await scene()
        let report = try await reach(parameters())
        for language in Language.allCases {
            let said = try #require(report.json(in: language)["definition"]?.text)
            #expect(said.contains(ReportDefinition.passed[language]))
            #expect(said == Report.reach.definition[language])
        }
    }

    private func reach(_ parameters: ReportParameters) async throws -> ReachReport {
        try await centre.read { try ReachReport.make(parameters, by: .clerk, in: $0) }
    }
}
