import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The states of a cohort", .centre)
struct CohortStateTests {
    private let centre = TrainingCentre.ofTest

    private static let leads: [Cohort.State: [Cohort.State]] = [
        .draft: [.published, .cancelled], .published: [.confirmed, .closed, .cancelled],
        .confirmed: [.running, .closed, .cancelled], .running: [.closed, .cancelled],
        .closed: [], .cancelled: [],
    ]

    /// What the database says to a step, past all of the domain's code; nil when it takes it.
    private func answer(from: Cohort.State, to: Cohort.State) async throws -> String? {
        try await Owner.corrupt(
            """
            UPDATE cohorts SET state = \(from),
                closed_on = CASE WHEN \(from) = 'closed' THEN date '2024-02-02' END,
                cancelled_on = CASE WHEN \(from) = 'cancelled' THEN date '2024-02-02' END
            """
        )
        return try await constraint {
            _ = try await centre.write(.clerk(because: "проба"), rehearse: true) {
                (transaction: borrowing Transaction) in
                try transaction.execute(
                    """
                    UPDATE cohorts SET state = \(to),
                        closed_on = CASE WHEN \(to) = 'closed' THEN date '2024-02-02' END
                    """
                )
            }
        }
    }

    @Test("Only the steps that lead on are taken; the database refuses every other one by name")
    func steps() async throws {
        try await Sample.cohort("STANJE", isOpen: false, in: centre)
        try await centre.sql(
            "INSERT INTO sessions (cohort_id, held_on, hours) SELECT id, starts_on, 6 FROM cohorts"
        )
        for from in Cohort.State.allCases {
            for to in Cohort.State.allCases where to != from {
                let refused =
                    from == .closed
                    ? "cohorts_closed_kept"
                    : from == .cancelled ? "cohorts_cancelled_kept" : "cohorts_state_step"
                let isTaken = Self.leads[from]?.contains(to) == true
                #expect(
                    try await answer(from: from, to: to) == (isTaken ? nil : refused),
                    "from \(from) to \(to)"
                )
            }
        }
    }

    @Test("The database and the program agree on who takes enrolments and what has ended")
    func agreement() async throws {
        for state in Cohort.State.allCases {
            let takes = try await centre.value(
                "SELECT cohort_takes_enrolments(\(state))",
                as: Bool.self
            )
            let ended = try await centre.value("SELECT cohort_has_ended(\(state))", as: Bool.self)
            #expect(takes == state.takesEnrolments && ended == state.hasEnded, "\(state)")
        }
    }

    @Test("A cohort is published, confirmed, started and closed, each step taken once")
    func life() async throws {
        try await Sample.cohort("STANJE", isOpen: false, in: centre)
        let steps: [(Cohort.State, @Sendable (borrowing Transaction) throws -> Cohort)] = [
            (.published, { try Cohort.publish("stanje", by: .clerk, in: $0) }),
            (.confirmed, { try Cohort.confirm("STANJE", by: .clerk, in: $0) }),
            (.running, { try Cohort.start("STANJE", by: .clerk, in: $0) }),
        ]
        #expect(
            try await refusal { _ = try await centre.write(.clerk, steps[1].1) }
                == "cohort_step_refused"
        )
        for (state, step) in steps {
            #expect(try await centre.write(.clerk, step).state == state)
            let audited = try await centre.count("audit_entries")
            #expect(try await centre.write(.clerk, step).state == state)
            #expect(try await centre.write(.clerk, steps[0].1).state == state)
            #expect(try await centre.count("audit_entries") == audited)
        }
        #expect(
            try await refusal { _ = try await Sample.takeSeat("STANJE", "a@b.example", in: centre) }
                == "cohort_not_open"
        )
        try await Sample.enrol(Sample.emails(1), in: "STANJE", centre)
        try await Sample.finish("STANJE", Sample.emails(1), in: centre)
        #expect(try await Sample.found("STANJE", in: centre).state == .closed)
    }

    @Test("The rules for passing change in a draft, and are fixed once the cohort is published")
    func rules() async throws {
        try await Sample.cohort("PRAVILA", isOpen: false, in: centre)
        let centre = centre
        func change(_ field: String, _ value: String) async throws -> Cohort {
            try await centre.write(.clerk) {
                let form = Form([field: value])
                return try Cohort.change("PRAVILA", form, ifVersion: nil, by: .clerk, in: $0)
            }
        }
        _ = try await change("minimum_attendance_percent", "70")
        _ = try await centre.write(.clerk) { try Cohort.publish("PRAVILA", by: .clerk, in: $0) }
        let steps: [@Sendable (borrowing Transaction) throws -> Cohort] = [
            { try Cohort.confirm("PRAVILA", by: .clerk, in: $0) },
            { try Cohort.start("PRAVILA", by: .clerk, in: $0) },
        ]
        for step in steps {
            for (field, value) in [
                ("minimum_attendance_percent", "0"), ("pass_score_percent", "1"),
                ("pass_score_percent", "none"),
            ] {
                let refused = try await refusal { _ = try await change(field, value) }
                #expect(refused == "cohort_rules_fixed", "\(field)")
            }
            _ = try await change("venue", "Vršac")
            _ = try await centre.write(.clerk, step)
        }
    }

    @Test("A cohort is not started before its first day")
    func early() async throws {
        try await Sample.cohort("STANJE", in: centre)
        try await centre.sql("UPDATE cohorts SET starts_on = '2199-01-01', ends_on = '2199-01-02'")
        _ = try await centre.write(.clerk) { try Cohort.confirm("STANJE", by: .clerk, in: $0) }
        #expect(
            try await refusal {
                _ = try await centre.write(.clerk) {
                    try Cohort.start("STANJE", by: .clerk, in: $0)
                }
            } == "cohort_not_begun"
        )
    }

    @Test(
        "Cancelling needs a reason, keeps the enrolments, and lets nothing be recorded afterwards"
    )
    func cancelling() async throws {
        try await Sample.cohort("OTKAZ", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "OTKAZ", centre)
        try await centre.importText(Sample.attendance("OTKAZ", Sample.emails(1)), as: .attendance)
        #expect(
            try await refusal {
                _ = try await centre.write(.clerk) {
                    try Cohort.cancel("OTKAZ", by: .clerk, in: $0)
                }
            } == "reason_missing"
        )
        #expect(
            try await constraint {
                try await centre.sql("UPDATE cohorts SET state = 'cancelled'")
            } == "cohorts_cancelled_has_reason"
        )
        let act = try Act.clerk(because: "мало пријављених")
        for _ in 1...2 {
            let cohort = try await centre.write(act) { try Cohort.cancel("OTKAZ", by: act, in: $0) }
            #expect(cohort.state == .cancelled && cohort.seatsTaken == 2)
            #expect(cohort.cancelledOn != nil)
        }
        #expect(try await centre.count("enrolments") == 2)
        let reports = [
            try await centre.importText(
                Sample.attendance("OTKAZ", [Sample.email(1)]),
                as: .attendance
            ),
            try await centre.importText(Sample.results("OTKAZ", Sample.emails(1)), as: .results),
            try await centre.importText(
                Sample.enrolments("OTKAZ", ["treci@sample.example"]),
                as: .enrolments
            ),
        ]
        for report in reports {
            #expect(report.created == 0 && !report.rejected.isEmpty)
            let isSaid = report.rejected.allSatisfy { $0.problem.contains("is cancelled") }
            #expect(isSaid)
        }
        #expect(
            try await refusal { _ = try await Sample.takeSeat("OTKAZ", "a@b.example", in: centre) }
                == "cohort_not_open"
        )
        #expect(
            try await refusal { try await Sample.close("OTKAZ", in: centre) } == "cohort_cancelled"
        )
        #expect(
            try await refusal { try await Sample.issue("OTKAZ", in: centre) } == "cohort_not_closed"
        )
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("Nothing is written to a cancelled cohort past the domain's code either")
    func attacks() async throws {
        try await Sample.cohort("OTKAZ", in: centre)
        try await Sample.enrol(Sample.emails(1), in: "OTKAZ", centre)
        try await centre.importText(Sample.attendance("OTKAZ", Sample.emails(1)), as: .attendance)
        let act = try Act.clerk(because: "мало пријављених")
        _ = try await centre.write(act) { try Cohort.cancel("OTKAZ", by: act, in: $0) }
        let attacks: [(SQL, String)] = [
            ("UPDATE cohorts SET capacity = 30", "cohorts_cancelled_kept"),
            (
                "UPDATE enrolments SET status = 'withdrawn', withdrawn_on = '2024-02-01'",
                "enrolments_cohort_not_cancelled"
            ),
            (
                """
                INSERT INTO sessions (cohort_id, held_on, hours)
                SELECT id, '2024-02-03', 6 FROM cohorts
                """, "sessions_cohort_not_cancelled"
            ),
            ("UPDATE sessions SET hours = 1", "sessions_cohort_not_cancelled"),
            (
                """
                INSERT INTO results (enrolment_id, assessment, score_percent)
                SELECT id, 'final', 90 FROM enrolments
                """, "results_cohort_not_cancelled"
            ),
            (
                """
                INSERT INTO attendance_marks (session_id, enrolment_id, mark, reason)
                SELECT session_id, enrolment_id, 'late', 'proba' FROM attendance_marks
                """, "attendance_marks_cohort_not_cancelled"
            ),
        ]
        for (statement, name) in attacks {
            let refused = try await constraint {
                try await centre.write(act) { _ = try $0.execute(statement) }
            }
            #expect(refused == name)
        }
    }
}
