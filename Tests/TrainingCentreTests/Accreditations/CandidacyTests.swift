import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The way to an accreditation", .centre)
struct CandidacyTests {
    private let centre = TrainingCentre.ofTest
    private let candidate = "kandidat@sample.example"
    private let assessor = "ocenjivac@sample.example"
    private let verifier = "proverivac@sample.example"

    /// Opens a candidacy of somebody who passed a training of trainers.
    private func opened() async throws -> ID<Candidacy> {
        let cascades = try await Cascades.made(in: centre)
        for email in [assessor, verifier] { try await cascades.person(email) }
        try await cascades.cohort("T-1", of: "TOT", on: ["2022-02-01"], people: [candidate])
        let form = Form(["email": candidate, "course": "OBUKA"])
        return try await centre.write(.clerk) {
            try Candidacy.open(form, by: .clerk, in: $0)
        }.id
    }

    @discardableResult
    private func enter(
        _ stage: Candidacy.Stage,
        _ verdict: Candidacy.Verdict,
        by examiner: String? = nil,
        on id: ID<Candidacy>
    ) async throws -> Candidacy {
        let form = Form([
            "stage": stage.rawValue, "verdict": verdict.rawValue, "examiner": examiner ?? "",
            "on": "2024-03-01",
        ])
        return try await centre.write(.clerk) {
            try Candidacy.enter(form, on: id, by: .clerk, in: $0)
        }
    }

    private func grant(_ id: ID<Candidacy>, to email: String) async throws -> Accreditation {
        let form = Form([
            "email": email, "candidacy": String(id.value), "starts_on": "2024-03-02",
            "ends_on": "2062-01-01", "basis": "Odluka komisije",
        ])
        return try await centre.write(.clerk) {
            try Accreditation.grant(form, by: .clerk, in: $0)
        }
    }

    @Test("Four stages in order, by two named people, lead to the accreditation; once")
    func stages() async throws {
        let id = try await opened()
        let today = try await centre.read { try centreToday(in: $0) }
        let begun = try await centre.read { try Candidacy.find(id, by: .clerk, in: $0) }
        #expect(begun.state == .open)
        #expect(begun.deadlineOn.dayNumber == today.dayNumber + 90)
        #expect(begun.stages.map(\.verdict) == Array(repeating: .notEvaluated, count: 4))
        // The register has to show the training of trainers, and not the candidate.
        #expect(
            try await refusal { try await enter(.totPassed, .pass, on: id) }
                == "candidate_not_qualified"
        )
        try await Sample.close("T-1", in: centre)
        #expect(
            try await refusal { try await enter(.assessed, .pass, by: assessor, on: id) }
                == "stages_out_of_order"
        )
        try await enter(.totPassed, .pass, on: id)
        #expect(
            try await refusal { try await enter(.practiceObserved, .pass, on: id) } == "invalid"
        )
        try await enter(.practiceObserved, .askedToRepeat, by: assessor, on: id)
        try await enter(.practiceObserved, .pass, by: assessor, on: id)
        #expect(
            try await refusal { try await enter(.assessed, .pass, by: candidate, on: id) }
                == "own_examiner"
        )
        try await enter(.assessed, .pass, by: assessor, on: id)
        #expect(
            try await refusal { try await enter(.verified, .pass, by: assessor, on: id) }
                == "assessor_verifies"
        )
        #expect(
            try await refusal { _ = try await grant(id, to: candidate) } == "candidacy_incomplete"
        )
        #expect(try await enter(.verified, .pass, by: verifier, on: id).state == .complete)
        #expect(
            try await refusal { _ = try await grant(id, to: verifier) } == "candidacy_incomplete"
        )
        let granted = try await grant(id, to: candidate)
        #expect(granted.courseCode == "OBUKA" && granted.candidacy == id)
        #expect(
            try await refusal { _ = try await grant(id, to: candidate) } == "candidacy_incomplete"
        )
        let ended = try await centre.read { try Candidacy.find(id, by: .clerk, in: $0) }
        #expect(ended.state == .granted && ended.accreditation == granted.id)
        #expect(
            try await refusal { try await enter(.assessed, .fail, by: assessor, on: id) }
                == "candidacy_ended"
        )
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("A later verdict on an earlier stage undoes what followed it")
    func again() async throws {
        let id = try await opened()
        try await Sample.close("T-1", in: centre)
        try await enter(.totPassed, .pass, on: id)
        try await enter(.practiceObserved, .pass, by: verifier, on: id)
        try await enter(.assessed, .pass, by: assessor, on: id)
        try await enter(.verified, .pass, by: verifier, on: id)
        let assessed = try await enter(.assessed, .pass, by: verifier, on: id)
        #expect(assessed.stages.map(\.verdict) == [.pass, .pass, .pass, .notEvaluated])
        #expect(
            try await refusal { try await enter(.verified, .pass, by: verifier, on: id) }
                == "assessor_verifies"
        )
        #expect(try await enter(.verified, .pass, by: assessor, on: id).state == .complete)
        #expect(
            try await enter(.practiceObserved, .fail, by: assessor, on: id).stages.map(\.verdict)
                == [.pass, .fail, .notEvaluated, .notEvaluated]
        )
    }

    @Test("There is one at a time; a deadline is extended, and a candidacy ended, with a reason")
    func deadline() async throws {
        let id = try await opened()
        let form = Form(["email": candidate, "course": "OBUKA"])
        func open() async throws {
            _ = try await centre.write(.clerk) { try Candidacy.open(form, by: .clerk, in: $0) }
        }
        #expect(try await refusal { try await open() } == "candidacy_open_already")
        func change(_ day: String?, _ reason: String?) async throws -> Candidacy {
            let act = try Act(by: .clerk, because: reason)
            return try await centre.write(act) {
                guard let deadline = day.flatMap({ CalendarDate($0) }) else {
                    return try Candidacy.end(id, by: act, in: $0)
                }
                return try Candidacy.extend(id, until: deadline, by: act, in: $0)
            }
        }
        #expect(try await refusal { _ = try await change("2062-01-01", nil) } == "reason_missing")
        #expect(try await change("2062-01-01", "bolest").deadlineOn.parts.year == 2062)
        #expect(try await refusal { _ = try await change("2020-01-01", "bolest") } == "invalid")
        try await Owner.corrupt("UPDATE candidacies SET deadline_on = '2024-01-01'")
        #expect(
            try await centre.read { try Candidacy.find(id, by: .clerk, in: $0).state } == .overdue
        )
        #expect(try await change(nil, "odustao").state == .ended)
        #expect(try await refusal { _ = try await change(nil, "odustao") } == "candidacy_ended")
        try await open()
        let listed = try await centre.read {
            try Candidacy.list(onlyOpen: true, page: PageRequest(), by: .clerk, in: $0).items
        }
        #expect(listed.count == 1)
    }
}
