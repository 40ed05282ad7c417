import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Courses that ask for others", .centre)
struct CoursePrerequisiteTests {
    private let centre = TrainingCentre.ofTest

    private func ask(_ course: String, _ asked: String) async throws {
        try await centre.write(.clerk) {
            _ = try CourseVersion.change(
                1,
                of: course,
                Form(["prerequisite_courses": asked]),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
        }
    }

    private func publish(_ course: String) async throws {
        try await centre.write(.clerk) {
            _ = try CourseVersion.publish(1, of: course, by: .clerk, in: $0)
        }
    }

    @Test("A course asks neither for itself nor for one that asks for it in the end")
    func prerequisites() async throws {
        try await Sample.cohort("KRUG", isOpen: false, in: centre)
        try await centre.importText(
            "code,title_sr_latn\nDRUGI,Drugi\nTRECI,Treći\n",
            as: .courses
        )
        #expect(try await refusal { try await ask("KURS", "KURS") } == "course_asks_for_itself")
        try await ask("KURS", "DRUGI")
        try await ask("DRUGI", "TRECI")
        // Of drafts of others nobody knows whether they will be.
        try await ask("TRECI", "KURS")
        try await publish("KURS")
        // Of two that are published at once one looks after the other.
        async let second: Void = publish("DRUGI")
        async let third: Void = publish("TRECI")
        var refused: [String] = []
        do { try await second } catch { refused.append((error as? any Refusal)?.code ?? "") }
        do { try await third } catch { refused.append((error as? any Refusal)?.code ?? "") }
        #expect(refused == ["course_asks_for_itself"])
    }

    @Test("The first cohort of a course publishes no version that asks for itself in the end")
    func cohorts() async throws {
        try await Sample.cohort("PRVA", isOpen: false, in: centre)
        try await centre.importText("code,title_sr_latn\nDRUGI,Drugi\n", as: .courses)
        try await centre.importText(
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity
            DRUGA,DRUGI,2099-03-01,2099-03-03,Plandište,10
            """,
            as: .cohorts
        )
        try await ask("KURS", "DRUGI")
        try await ask("DRUGI", "KURS")
        try await publish("KURS")
        let refused = try await refusal {
            try await centre.write(.clerk) {
                _ = try Cohort.publish("DRUGA", by: .clerk, in: $0)
            }
        }
        #expect(refused == "course_asks_for_itself")
    }
}
