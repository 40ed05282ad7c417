import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Two records of one person in a cohort that has ended", .centre)
struct MergedHistoryTests {
    private let centre = TrainingCentre.ofTest
    private var merges: Merges { Merges(centre: centre) }
    private let one = Sample.email(0)
    private let two = Sample.email(1)

    /// Both were enrolled in a closed cohort, and whoever is named passed.
    private func ended(passing: [String]) async throws {
        try await Sample.cohort("BILA", in: centre)
        try await Sample.enrol([one, two, Sample.email(2)], in: "BILA", centre)
        for email in Sample.emails(3) {
            let score = email == Sample.email(2) || passing.contains(email) ? "75" : "20"
            try await centre.importText(Sample.attendance("BILA", [email]), as: .attendance)
            try await centre.importText(
                Sample.results("BILA", [email], score: score),
                as: .results
            )
        }
        try await Sample.close("BILA", in: centre)
    }

    /// The first row of a report, or how many rows it has.
    private func rows(_ name: Report.Name) async throws -> [[String?]] {
        try await centre.read { (transaction: borrowing Transaction) in
            var parameters = ReportParameters(edition: .centre)
            parameters.cohort = "BILA"
            let run = try ReportRun.prepare(name, parameters, by: .clerk, in: transaction)
            var rows: [[String?]] = []
            try run.forEachRow(in: transaction) { rows.append($0) }
            return rows
        }
    }

    private func cell(_ column: String, of name: Report.Name) async throws -> String? {
        let index = Report.named(name).columns.firstIndex { $0.name == column }
        return try await rows(name).first?[try #require(index)]
    }

    @Test("Who passed under one of them is merged, counts once, and is two again")
    func history() async throws {
        try await ended(passing: [two])
        let before = try await merges.reach()
        #expect(before.personsEnrolled == 3 && before.participationsPassed == 2)
        try await merges.people(two, into: one)
        let merged = try await merges.reach()
        #expect(merged.personsEnrolled == 2 && merged.personsPassed == 2)
        #expect(merged.participationsPassed == 2)
        #expect(try await rows(.learners).count == 2)
        #expect(try await cell("persons_enrolled", of: .deliveries) == "2")
        #expect(try await cell("persons_enrolled", of: .projects) == "2")
        #expect(try await cell("participations_passed", of: .projects) == "2")
        #expect(try await Doctor.examine(centre).map(\.check) == [])
        try await merges.separate(two)
        #expect(try await merges.reach().json.bytes == before.json.bytes)
        #expect(try await rows(.learners).count == 3)
    }

    @Test("Who attended under both gets one confirmation of participation")
    func participation() async throws {
        try await ended(passing: [])
        try await merges.people(two, into: one)
        let batch = try await Sample.issue("BILA", kind: .participation, in: centre)
        #expect(batch.issued.map(\.email).sorted() == [one, Sample.email(2)].sorted())
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A cancelled cohort keeps nobody apart")
    func cancelled() async throws {
        try await Sample.cohort("OTPALA", in: centre)
        try await Sample.enrol([one, two], in: "OTPALA", centre)
        let act = try Act.clerk(because: "nema sale")
        _ = try await centre.write(act) { try Cohort.cancel("OTPALA", by: act, in: $0) }
        try await merges.people(two, into: one)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Who passed under both is merged when one certificate is revoked, and passed once")
    func certified() async throws {
        try await ended(passing: [one, two])
        func merge() async throws -> String? {
            try await refusal { try await merges.people(two, into: one) }
        }
        #expect(try await merge() == "certified_twice")
        let batch = try await Sample.issue("BILA", in: centre)
        #expect(try await merge() == "certified_twice")
        #expect(batch.issued.count == 3)
        let wrong = try #require(batch.issued.first { $0.email == two })
        try await Register(centre: centre).revoke(wrong.id)
        try await merges.people(two, into: one)
        let merged = try await merges.reach()
        #expect(merged.personsPassed == 2 && merged.participationsPassed == 2)
        #expect(try await cell("participations_passed", of: .projects) == "2")
        #expect(try await rows(.learners).count == 2)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }
}
