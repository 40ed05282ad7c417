import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Sessions of one cohort", .centre)
struct SessionOverlapTests {
    private let centre = TrainingCentre.ofTest

    @discardableResult
    private func add(_ begins: String, _ ends: String, on day: String = "2024-02-01") async throws
        -> Session
    {
        try await centre.write(.clerk) {
            try Session.create(
                cohort: "DVE",
                form: Form(["held_on": day, "begins": begins, "ends": ends]),
                by: .clerk,
                in: $0
            )
        }
    }

    @Test("None overlaps another, by form, correction, file and race; one may follow another")
    func refused() async throws {
        try await Sample.cohort("DVE", in: centre)
        try await add("09:00", "12:00")
        try await add("12:00", "13:00")
        for (begins, ends) in [("11:30", "12:30"), ("10:00", "11:00"), ("08:00", "14:00")] {
            #expect(
                try await refusal { try await add(begins, ends) } == "session_overlaps",
                "\(begins)"
            )
        }
        try await add("11:00", "12:00", on: "2024-02-02")
        let act = try Act.clerk(because: "ispravka")
        let moved = try await refusal {
            _ = try await centre.write(act) {
                try Session.correct(
                    "2024-02-01T12:00",
                    of: "DVE",
                    form: Form(["begins": "11:00"]),
                    by: act,
                    in: $0
                )
            }
        }
        #expect(moved == "session_overlaps")
        let report = try await centre.importText(
            """
            cohort_code,held_on,begins,ends
            DVE,2024-02-02,11:30,12:30
            DVE,2024-02-02,13:00,14:00
            """,
            as: .sessions
        )
        #expect(report.rejected.map(\.code) == ["session_overlaps"] && report.created == 1)
        let outcomes = await race(6) { number in
            _ = try await add("15:0\(number)", "17:00", on: "2024-02-02")
        }
        #expect(outcomes.successes == 1)
    }

    @Test("What overlapped before is named among the clashes")
    func reported() async throws {
        try await Sample.cohort("DVE", in: centre)
        try await add("09:00", "12:00")
        try await Owner.corrupt(
            """
            INSERT INTO sessions (cohort_id, held_on, hours, starts_at, ends_at)
            SELECT cohort_id, held_on, 2, starts_at + interval '1 hour', ends_at FROM sessions
            """
        )
        let clashes = try await centre.read {
            try CohortClash.list(cohort: "DVE", by: .clerk, in: $0)
        }
        #expect(
            clashes == [CohortClash(kind: .session, subject: "2024-02-01T10:00", other: nil)]
        )
        #expect(clashes.first?.json["session"] == "2024-02-01T10:00")
    }
}
