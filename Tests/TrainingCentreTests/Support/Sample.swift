import Postgres
import Testing

@testable import TrainingCentre

/// Small invented data: one course, cohorts of it, people with `.example` addresses.
enum Sample {
    static let days = ["2024-02-01", "2024-02-02"]

    static func email(_ number: Int) -> String { "polaznik\(number)@sample.example" }

    static func emails(_ count: Int) -> [String] { (0..<count).map(email) }

    /// Makes a cohort, and the course when it is not there yet.
    ///
    /// What is measured is planned before it is published.
    static func cohort(
        _ code: String,
        capacity: Int = 20,
        minimum: Int = 80,
        pass: String = "60",
        plan: AssessmentPlan? = nil,
        isOpen: Bool = true,
        in centre: TrainingCentre
    ) async throws {
        try await centre.importText(
            "code,title_sr_latn,title_en\nKURS,Ljudska prava,Human rights\n",
            as: .courses
        )
        let report = try await centre.importText(
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity,\
            minimum_attendance_percent,pass_score_percent
            \(code),KURS,2024-02-01,2024-02-02,Plandište,\(capacity),\(minimum),\(pass)
            """,
            as: .cohorts
        )
        #expect(report.rejected.map(\.problem) == [])
        if let plan {
            _ = try await centre.write(.clerk) { try plan.enter(cohort: code, by: .clerk, in: $0) }
        }
        guard isOpen else { return }
        _ = try await centre.write(.clerk) { try Cohort.publish(code, by: .clerk, in: $0) }
    }

    /// The text of a file of enrolments.
    static func enrolments(_ code: String, _ emails: [String], more: String = "") -> String {
        let (names, values) = more.isEmpty ? ("", "") : columns(more)
        let rows = emails.map { "\(code),Petar,Petrović,M,\($0)\(values)" }
        return "cohort_code,given_name_latn,family_name_latn,sex,email\(names)\n"
            + rows.joined(separator: "\n")
    }

    /// `status=withdrawn` as another header and another value.
    private static func columns(_ more: String) -> (names: String, values: String) {
        let parts = more.split(separator: ";").map { $0.split(separator: "=") }
        return (parts.map { ",\($0[0])" }.joined(), parts.map { ",\($0[1])" }.joined())
    }

    static func enrol(_ emails: [String], in code: String, _ centre: TrainingCentre) async throws {
        let report = try await centre.importText(enrolments(code, emails), as: .enrolments)
        #expect(report.rejected.map(\.problem) == [])
    }

    static func attendance(
        _ code: String,
        _ emails: [String],
        mark: String = "present",
        days: [String] = days,
        hours: String = "6"
    ) -> String {
        let rows = emails.flatMap { email in
            days.map { "\(code),\($0),\(email),\(mark),\(hours)" }
        }
        return "cohort_code,session_date,email,mark,hours\n" + rows.joined(separator: "\n")
    }

    static func results(
        _ code: String,
        _ emails: [String],
        _ assessment: String = "final",
        score: String = "75"
    ) -> String {
        let rows = emails.map { "\(code),\($0),\(assessment),\(score)" }
        return "cohort_code,email,assessment,score_percent\n" + rows.joined(separator: "\n")
    }

    /// Marks everybody present, everybody passes, and the cohort is closed.
    static func finish(
        _ code: String,
        _ emails: [String],
        in centre: TrainingCentre
    ) async throws {
        try await centre.importText(attendance(code, emails), as: .attendance)
        try await centre.importText(results(code, emails), as: .results)
        try await close(code, in: centre)
    }

    static func close(
        _ code: String,
        on date: CalendarDate? = nil,
        in centre: TrainingCentre
    ) async throws {
        _ = try await centre.write(.clerk) { try Cohort.close(code, on: date, by: .clerk, in: $0) }
    }

    /// A closed cohort in which so many people passed.
    static func closed(_ code: String, _ count: Int, in centre: TrainingCentre) async throws {
        try await cohort(code, capacity: max(count, 1), in: centre)
        try await enrol(emails(count), in: code, centre)
        try await finish(code, emails(count), in: centre)
    }

    @discardableResult
    static func issue(
        _ code: String,
        on date: CalendarDate? = nil,
        kind: Certificate.Kind = .completion,
        rehearse: Bool = false,
        in centre: TrainingCentre
    ) async throws -> IssuedBatch {
        try await TestKeys.publish(in: centre)
        let (chance, signing) = (centre.chance, centre.signing)
        return try await centre.write(.clerk, rehearse: rehearse) {
            try Certificate.issue(
                cohort: code,
                kind: kind,
                on: date,
                chance: chance,
                signing: signing,
                by: .clerk,
                in: $0
            )
        }
    }

    /// Asks for a seat as a member of staff does for one person.
    static func takeSeat(
        _ code: String,
        _ email: String,
        name: String = "Petar Petrović",
        in centre: TrainingCentre
    ) async throws -> Enrolment {
        let chance = centre.chance
        let isOver = try await centre.read {
            let cohort = try Cohort.find(code, in: $0)
            return try cohort.state.takesEnrolments && cohort.draft.endsOn < centreToday(in: $0)
        }
        let reason = isOver ? "bio je tu" : nil
        return try await centre.write(Act(by: .clerk, because: reason)) {
            try Enrolment.takeSeat(
                cohort: code,
                form: Form(["email": email, "name": name]),
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
    }

    static func found(_ code: String, in centre: TrainingCentre) async throws -> Cohort {
        try await centre.read { try Cohort.find(code, in: $0) }
    }

    static func day(_ text: String) throws -> CalendarDate {
        try #require(CalendarDate(text))
    }
}
