import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Names of target groups in reports", .centre)
struct TargetGroupNameTests {
    private let centre = TrainingCentre.ofTest

    @Test(
        "Reports call a group what the catalogue calls it, in every language",
        arguments: [Report.Name.targetGroups, .learners]
    )
    func same(_ name: Report.Name) async throws {
        // A name that no program can know by heart.
        try await Owner.corrupt(
            "UPDATE target_groups SET name_en = 'those who teach' WHERE code = 'trainer'"
        )
        let (groups, run) = try await centre.read { (transaction: borrowing Transaction) in
            (
                try TargetGroup.list(in: transaction),
                try ReportRun.prepare(name, .init(), by: .clerk, in: transaction)
            )
        }
        let column = try #require(run.report.columns.first { $0.name == "target_group" })
        #expect(groups.count == 12)
        for group in groups {
            for language in Language.allCases {
                #expect(column.words(group.code, in: language) == group.name[language])
            }
        }
        #expect(column.words("trainer", in: .english) == "those who teach")
    }
}
