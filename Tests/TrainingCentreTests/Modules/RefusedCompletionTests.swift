import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What was done and does not count says why", .centre)
struct RefusedCompletionTests {
    let centre = TrainingCentre.ofTest
    private let passed = ["cmi.core.lesson_status": "passed", "cmi.core.score.raw": "80"]

    /// Has the cohort begin in so many days.
    private func move(_ days: Int, _ cohort: String = "DALEKA") async throws {
        try await centre.write(.clerk) {
            _ = try $0.execute(
                """
                UPDATE cohorts
                SET starts_on = centre_today() + \(days)::integer,
                    ends_on = centre_today() + \(days)::integer
                WHERE code = \(cohort)
                """
            )
        }
    }

    private func refused(_ learner: ModuleLearner) async throws -> [CompletionRefusal?] {
        let attempts = try await centre.read {
            try ModuleAttempt.list(
                at: "LEKCIJA",
                of: learner.enrolment.handle,
                by: .clerk,
                in: $0
            )
        }
        return attempts.map(\.refused?.why)
    }

    /// Has staff enter a completion by mistake.
    private func takeBack(_ module: String, of enrolment: String) async throws {
        let act = try Act.clerk(because: "greška")
        try await centre.write(act) {
            let form = Form(["evidence": "potvrda br. 1", "completed_on": "2024-01-01"])
            _ = try ModuleCompletion.enter(module, of: enrolment, form, by: act, in: $0)
            _ = try ModuleCompletion.takeBack(module, of: enrolment, by: act, in: $0)
        }
    }

    @Test("Years before the training it waits, and is entered when the training moves near")
    func longBefore() async throws {
        let learner = try await Sample.films("DALEKA", startsOn: "2062-01-20", in: centre)
        let first = try await learner.pass("LEKCIJA", passed)
        // The same again is known already.
        let second = try await learner.pass("LEKCIJA", passed)
        #expect(first.isDone && second.isDone)
        #expect(try await refused(learner) == [.longBefore, .longBefore])
        let standing = try await learner.standing("LEKCIJA")
        #expect(standing.state == .refused && standing.completion == nil)
        #expect(standing.trace?.refused?.why == .longBefore)
        #expect(standing.json["refused"]?["code"] == "completion_long_before")
        try await move(400)
        let still = try await learner.standing("LEKCIJA")
        #expect(still.state == .refused)
        try await move(366)
        let entered = try await learner.standing("LEKCIJA")
        #expect(entered.state == .done && entered.trace?.refused == nil)
        #expect(entered.completion?.scorePercent == Hundredths(8_000))
        #expect(entered.completion?.source == .here)
        #expect(try await refused(learner) == [nil, nil])
        try await move(365)
        #expect(try await centre.count("module_completions") == 1)
    }

    @Test(
        "It follows its person into a training that moves near, unless staff took it back",
        arguments: [false, true]
    )
    func followed(isTakenBack: Bool) async throws {
        let learner = try await Sample.films("DALEKA", startsOn: "2062-01-20", in: centre)
        #expect(try await learner.pass("LEKCIJA", passed).isDone)
        let made = try await centre.importText(
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity
            DALJA,FILMOVI,2062-02-20,2062-02-20,Plandište,20
            """,
            as: .cohorts
        )
        #expect(made.rejected.map(\.problem) == [])
        if isTakenBack { try await takeBack("LEKCIJA", of: learner.enrolment.handle) }
        let (act, chance) = (try Act.clerk(because: "drugi termin"), centre.chance)
        let moved = try await centre.write(act) {
            _ = try Cohort.publish("DALJA", by: .clerk, in: $0)
            return try Enrolment.move(
                learner.enrolment.handle,
                to: "DALJA",
                chance: chance,
                by: act,
                in: $0
            )
        }
        try await move(100, "DALJA")
        let progress = try await centre.read {
            try EnrolmentModules.find(moved.handle, by: .clerk, in: $0).progress
        }
        let lesson = try #require(progress.modules.first { $0.code == "LEKCIJA" })
        #expect((lesson.completion != nil) == !isTakenBack)
    }

    @Test("What staff took back no attempt enters, nor a training that moves")
    func takenBack() async throws {
        let learner = try await Sample.films("VRACENA", startsOn: "2062-01-20", in: centre)
        try await takeBack("LEKCIJA", of: learner.enrolment.handle)
        let attempt = try await learner.pass("LEKCIJA", passed)
        #expect(attempt.isDone)
        #expect(try await refused(learner) == [.takenBack])
        try await centre.write(.clerk) {
            _ = try $0.execute(
                "UPDATE cohorts SET starts_on = '2027-01-01', ends_on = '2027-01-01'"
            )
        }
        let standing = try await learner.standing("LEKCIJA")
        #expect(standing.state == .refused)
    }

    @Test("A quiz that is passed says it too, with the points that show it")
    func quiz() async throws {
        let person = try await Sample.quiz("KVIZOVA", in: centre)[0]
        try await Sample.enterQuestions(in: centre)
        try await takeBack("KVIZ", of: person.enrolment.handle)
        let learner = QuizLearner(
            centre: centre,
            enrolment: person.enrolment,
            actor: person.actor
        )
        try await learner.answerRightly(try await learner.begin())
        let attempt = try await learner.submit(1).attempt
        #expect(attempt.isDone && attempt.refused?.why == .takenBack)
        let evidence = try await centre.value(
            "SELECT evidence FROM module_completion_refusals",
            as: String.self
        )
        #expect(evidence == "quiz version 1, attempt 1: 6 of 6 points")
    }

    @Test("After the closing it says so, in a page that was open before")
    func closed() async throws {
        let learner = try await Sample.films("ZATVORENA", in: centre)
        let token = try await learner.open("LEKCIJA")
        let run = try await centre.begin(0, token)
        let emails = Sample.emails(1)
        try await centre.importText(Sample.attendance("ZATVORENA", emails), as: .attendance)
        try await centre.importText(Sample.results("ZATVORENA", emails), as: .results)
        try await Sample.close("ZATVORENA", in: centre)
        try await centre.save(run, 1, passed, ended: true, token)
        #expect(try await refused(learner) == [.closed])
        let standing = try await learner.standing("LEKCIJA")
        #expect(standing.trace?.refused?.why == .closed)
    }
}
