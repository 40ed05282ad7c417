import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Random histories of seats", .centre)
struct RandomHistoryTests {
    private let centre = TrainingCentre.ofTest
    private static let histories = 10_000
    private static let perTransaction = 250
    /// After three people have asked.
    private static let actsPerHistory = 3

    /// The seed of this run; a failure comes again with it.
    private static let seed = 0.2026

    @Test(
        "After 10,000 random histories the doctor finds nothing, and no moment had too many seats"
    )
    func invariants() async throws {
        try await prepare()
        let batches = Self.histories / Self.perTransaction
        let outcomes = await race(2) { half in
            for batch in stride(from: half, to: batches, by: 2) {
                try await run(batch)
            }
        }
        for outcome in outcomes { try outcome.get() }
        // A history that does nothing would prove nothing.
        #expect(try await centre.count("cohorts") == Self.histories)
        #expect(try await movesNotTaken() == [])
        #expect(try await Doctor.examine(centre).map { "\($0.check): \($0.subject)" } == [])
        #expect(try await oversold() == [])
    }

    /// Deterministic, batch by batch: each has its own seed, people and cohorts.
    private func run(_ batch: Int) async throws {
        let first = batch * Self.perTransaction + 1
        let act = try Act.clerk(because: "slučajna istorija")
        try await centre.write(act) {
            _ = try $0.execute("SELECT setseed(\(Self.seed) / \(Double(batch + 1)))")
            _ = try $0.execute(
                """
                SELECT random_histories(
                    \(first)::integer, \(first + Self.perTransaction - 1)::integer,
                    \(Self.actsPerHistory)::integer)
                """
            )
        }
    }

    /// Steps of the state machine that no history took; closing is not among them.
    private func movesNotTaken() async throws -> [String] {
        try await centre.read {
            try $0.rows(
                """
                SELECT from_status || ' to ' || to_status
                FROM (
                    SELECT from_status, to_status FROM enrolment_moves
                    WHERE act <> 'lapse' OR from_status = 'offered'
                    EXCEPT SELECT from_status, to_status FROM enrolment_events
                ) AS missing
                ORDER BY 1
                """,
                as: String.self
            )
        }
    }

    /// Cohorts whose events, taken one by one, had more seats at some time than there are.
    private func oversold() async throws -> [String] {
        try await centre.read {
            try $0.rows(
                """
                SELECT DISTINCT code
                FROM (
                    SELECT cohorts.code, cohorts.capacity,
                        sum(
                            (to_status IN ('confirmed', 'offered'))::integer
                            - (coalesce(from_status, '') IN ('confirmed', 'offered'))::integer
                        ) OVER (PARTITION BY cohorts.id ORDER BY enrolment_events.id) AS seats
                    FROM enrolment_events
                    JOIN enrolments ON enrolments.id = enrolment_events.enrolment_id
                    JOIN cohorts ON cohorts.id = enrolments.cohort_id
                ) AS moments
                WHERE seats NOT BETWEEN 0 AND capacity
                ORDER BY code
                """,
                as: String.self
            )
        }
    }

    private func prepare() async throws {
        try await centre.importText(
            "code,title_sr_latn,title_en\nKURS,Ljudska prava,Human rights\n",
            as: .courses
        )
        try await centre.importText(
            "code,name_sr_latn,name_en,kind\nORG,Uprava,Office,local-body\n",
            as: .organisations
        )
        let people = (0..<5).map { "Petar Petrović,\(Sample.email($0))" }
        try await centre.importText(
            "name,email\n" + people.joined(separator: "\n"),
            as: .people
        )
        try await Owner.run {
            _ = try $0.execute(RandomHistory.eligibility)
            _ = try $0.execute(RandomHistory.prerequisites)
            _ = try $0.execute(RandomHistory.function)
            // That every row is audited is shown elsewhere, and is a fifth of the time.
            for table in ["enrolments", "cohorts", "seat_rules", "seat_quotas"] {
                for trigger in ["audit_insert", "audit_update"] {
                    _ = try $0.execute(
                        """
                        ALTER TABLE \(identifier: table) DISABLE TRIGGER \(identifier: trigger)
                        """
                    )
                }
            }
        }
    }
}
