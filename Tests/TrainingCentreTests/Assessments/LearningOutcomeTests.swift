import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What assessments and evaluations come to", .centre)
struct LearningOutcomeTests {
    private let centre = TrainingCentre.ofTest

    @Test("The gain counts who has both tests, in a cohort and in a course")
    func gain() async throws {
        for (code, people) in [("PRVA", 3), ("DRUGA", 1)] {
            try await Sample.cohort(code, in: centre)
            try await Sample.enrol(Sample.emails(people), in: code, centre)
            for (index, email) in Sample.emails(people).enumerated() {
                try await centre.importText(
                    Sample.results(code, [email], "pre", score: "\(40 + index * 10)"),
                    as: .results
                )
                guard index < 2 else { continue }
                try await centre.importText(
                    Sample.results(code, [email], score: "\(70 + index)"),
                    as: .results
                )
            }
        }
        let cohort = try await centre.read {
            try AssessmentGain.find(cohort: "PRVA", by: .clerk, in: $0)
        }
        #expect(cohort.total.participations == 2)
        #expect(cohort.total.preMean == Hundredths(4_500))
        #expect(cohort.total.finalMean == Hundredths(7_050))
        #expect(cohort.total.gain == Hundredths(2_550))
        let course = try await centre.read {
            try AssessmentGain.find(course: "KURS", by: .clerk, in: $0)
        }
        #expect(course.total.participations == 3)
        #expect(course.cohorts.map(\.cohort) == ["DRUGA", "PRVA"])
        #expect(course.total.improved == 3)
    }

    @Test("Where the evaluation is asked for, only who answered passes, and nobody sees what")
    func evaluation() async throws {
        let codes = try await Sample.today("OCENA", 2, in: centre)
        #expect(codes.count == 2)
        let draft = try QuestionnaireDraft(JSON.parse(Array(EvaluationTests.reaction.utf8)))
        let chance = centre.chance
        let invited = try await centre.write(.clerk) {
            _ = try draft.enter(by: .clerk, in: $0)
            let form = Form(["questionnaire": "REAKCIJA", "required": "true"])
            let made = try Evaluation.create(cohort: "OCENA", form, by: .clerk, in: $0)
            return try EvaluationInvitation.make(
                made.id,
                renews: false,
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
        let day = try await Sample.today(in: centre)
        try await centre.importText(
            Sample.attendance("OCENA", Sample.emails(2), days: [day]),
            as: .attendance
        )
        try await centre.importText(Sample.results("OCENA", Sample.emails(2)), as: .results)
        _ = try await centre.answer(
            try #require(invited[0].code).printed,
            [1: "5"],
            requestID: "zahtev"
        )
        try await Sample.close("OCENA", in: centre)
        #expect(try await Sample.reasons("OCENA", in: centre) == [[], ["evaluation not given"]])
        // An answer after the closing changes no outcome.
        _ = try await centre.answer(
            try #require(invited[1].code).printed,
            [1: "5"],
            requestID: "zahtev"
        )
        #expect(try await Sample.reasons("OCENA", in: centre) == [[], ["evaluation not given"]])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }
}
