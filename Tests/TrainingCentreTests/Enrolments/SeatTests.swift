import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Seats of a cohort", .centre)
struct SeatTests {
    private let centre = TrainingCentre.ofTest

    @Test("Sixty people race for twenty seats: twenty get one, forty are told that it is full")
    func race() async throws {
        try await Sample.cohort("TRKA", in: centre)
        let outcomes = await TrainingCentreTests.race(60) { number in
            _ = try await Sample.takeSeat("TRKA", Sample.email(number), in: centre)
        }
        #expect(outcomes.successes == 20)
        #expect(refusals(outcomes) == Array(repeating: "cohort_full", count: 40))
        #expect(try await Sample.found("TRKA", in: centre).seatsTaken == 20)
        #expect(try await centre.count("enrolments") == 20)
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("One person asks twenty times at once and has one seat")
    func samePerson() async throws {
        try await Sample.cohort("TRKA", in: centre)
        let outcomes = await TrainingCentreTests.race(20) { _ in
            _ = try await Sample.takeSeat("TRKA", Sample.email(1), in: centre)
        }
        #expect(outcomes.successes == 1)
        #expect(refusals(outcomes) == Array(repeating: "already_enrolled", count: 19))
        #expect(try await centre.count("people") == 1)
    }

    @Test("Rows written past the domain's code race for the seats and are refused by the database")
    func directRace() async throws {
        try await Sample.cohort("TRKA", capacity: 3, in: centre)
        try await Sample.cohort("DRUGA", in: centre)
        try await Sample.enrol(Sample.emails(12), in: "DRUGA", centre)
        let outcomes = await TrainingCentreTests.race(12) { number in
            let code = Enrolment.codes(1, from: .ofSystem)[0]
            try await centre.sql(
                """
                INSERT INTO enrolments (
                    cohort_id, person_id, code, status, institution, function, target_group,
                    employment, participation)
                SELECT cohorts.id, people.id, \(code), 'confirmed', '', '', 'other', 'employee',
                    'first-time'
                FROM cohorts CROSS JOIN people
                WHERE cohorts.code = 'TRKA' AND people.email = \(Sample.email(number))
                """
            )
        }
        #expect(outcomes.successes == 3)
        #expect(try await Sample.found("TRKA", in: centre).seatsTaken == 3)
    }

    @Test("A withdrawal frees the seat, for others and for the same person")
    func withdrawal() async throws {
        try await Sample.cohort("TRKA", capacity: 1, in: centre)
        let first = try await Sample.takeSeat("TRKA", Sample.email(1), in: centre)
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat("TRKA", Sample.email(2), in: centre)
            } == "cohort_full"
        )
        let day = try Sample.day("2024-01-15")
        let act = try Act.clerk(because: "odustao")
        let withdrawn = try await centre.write(act) {
            try Enrolment.withdraw(first.handle, on: day, by: act, in: $0)
        }
        #expect(withdrawn.status == .withdrawn)
        #expect(withdrawn.withdrawnOn == day)
        #expect(try await Sample.found("TRKA", in: centre).seatsFree == 1)
        let second = try await Sample.takeSeat("TRKA", Sample.email(1), in: centre)
        #expect(second.code != first.code)
        // Withdrawing twice changes nothing, not even the date.
        let again = try await centre.write(act) {
            try Enrolment.withdraw(first.printedCode?.lowercased() ?? "", on: nil, by: act, in: $0)
        }
        #expect(again.withdrawnOn == day)
        #expect(try await Sample.found("TRKA", in: centre).seatsTaken == 1)
    }

    @Test("A draft and a closed cohort give no seat")
    func states() async throws {
        try await Sample.cohort("NACRT", isOpen: false, in: centre)
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat("NACRT", Sample.email(1), in: centre)
            } == "cohort_not_open"
        )
        try await Sample.closed("KRAJ", 2, in: centre)
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat("KRAJ", Sample.email(5), in: centre)
            } == "cohort_not_open"
        )
        #expect(
            try await refusal {
                _ = try await centre.write(.clerk) {
                    try Cohort.publish("KRAJ", by: .clerk, in: $0)
                }
            } == "cohort_closed"
        )
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat("NEMA", Sample.email(5), in: centre)
            } == "cohort_not_found"
        )
    }

    @Test("The capacity cannot fall below the seats that are taken")
    func capacity() async throws {
        try await Sample.cohort("TRKA", capacity: 5, in: centre)
        try await Sample.enrol(Sample.emails(4), in: "TRKA", centre)
        let report = try await centre.importText(
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity
            TRKA,KURS,2024-02-01,2024-02-02,Plandište,3
            TRKA,KURS,2024-02-01,2024-02-02,Plandište,4
            """,
            as: .cohorts
        )
        #expect(report.rejected.map(\.line) == [2])
        let problem = try #require(report.rejected.first?.problem)
        #expect(problem.contains("more seats are taken"), "\(problem)")
        #expect(report.updated == 1)
        #expect(try await Sample.found("TRKA", in: centre).draft.capacity == 4)
    }

    @Test("An import and single seats at the same time sell no seat twice")
    func importBesideSeats() async throws {
        try await Sample.cohort("TRKA", capacity: 30, in: centre)
        let outcomes = await TrainingCentreTests.race(24) { number in
            if number % 4 == 0 {
                let emails = (0..<10).map { "uvoz\(number)x\($0)@sample.example" }
                try await centre.importText(Sample.enrolments("TRKA", emails), as: .enrolments)
            } else {
                _ = try await Sample.takeSeat("TRKA", Sample.email(number), in: centre)
            }
        }
        let others = refusals(outcomes).filter { $0 != "cohort_full" }
        #expect(others == [])
        #expect(try await Sample.found("TRKA", in: centre).seatsTaken == 30)
        #expect(
            try await centre.value(
                "SELECT count(*) FROM enrolments WHERE status = 'confirmed'",
                as: Int.self
            ) == 30
        )
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    private func refusals(_ outcomes: [Swift.Result<Void, any Error>]) -> [String] {
        outcomes.compactMap { outcome in
            switch outcome {
            case .success: nil
            case .failure(let error): (error as? any Refusal)?.code ?? String(reflecting: error)
            }
        }
    }
}
