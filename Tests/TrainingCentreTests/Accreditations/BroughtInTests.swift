import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What was decided on trainers, brought in from files", .centre)
struct BroughtInTests {
    private let centre = TrainingCentre.ofTest

    /// The lines that are refused, each with its column or its code.
    private func refused(
        _ text: String,
        _ noun: ImportedNoun,
        _ reason: String? = "prenos"
    ) async throws -> [String] {
        let report = try await centre.importText(text, as: noun, reason: reason)
        #expect(report.created + report.rejected.count == report.read, "\(noun)")
        return report.rejected.map { "\($0.line) \($0.field): \($0.problem)" }
    }

    /// Brings rows in, of which those on some lines are refused and all others entered.
    private func bring(
        _ text: String,
        _ noun: ImportedNoun,
        refusing lines: [Int]
    ) async throws {
        let problems = try await refused(text, noun)
        #expect(problems.map { Int($0.prefix { $0 != " " }) } == lines, "\(problems)")
    }

    /// Two people who may be examined, and one who examines.
    private func people() async throws {
        let cascades = try await Cascades.made(in: centre)
        try await cascades.cohort("T-1", of: "TOT", on: ["2022-02-01"], people: ["a@b.example"])
        try await cascades.person("c@d.example")
        let passed = "email,course_code,basis,qualified_on\na@b.example,OBUKA,uverenje,2022-02-01\n"
        #expect(try await refused(passed, .qualifications) == [])
    }

    @Test("A candidacy that is over takes a reason; a wrong row stops no other")
    func candidacies() async throws {
        try await people()
        let past = "email,course_code,deadline_on\na@b.example,OBUKA,2023-01-01\n"
        #expect(
            try await refused(past, .candidacies, nil) == [
                "2 deadline_on: is over: to enter what was, give a reason"
            ]
        )
        let rows = """
            email,course_code,field_code,deadline_on
            a@b.example,OBUKA,,2023-01-01
            a@b.example,,,2023-01-01
            nema@d.example,OBUKA,,2023-01-01
            c@d.example,NEMA,,2023-01-01
            c@d.example,OBUKA,,sutra
            a@b.example,OBUKA,,2023-06-01
            """
        try await bring(rows, .candidacies, refusing: [3, 4, 5, 6, 7])
        let verdicts = """
            email,course_code,deadline_on,stage,verdict,examiner,examined_on
            a@b.example,OBUKA,2023-01-01,tot-passed,pass,,2022-03-01
            a@b.example,OBUKA,2023-01-01,practice-observed,pass,a@b.example,2022-04-01
            a@b.example,OBUKA,2023-01-01,verified,pass,c@d.example,2022-04-01
            a@b.example,OBUKA,2023-01-01,practice-observed,fail,c@d.example,2099-04-01
            a@b.example,OBUKA,2023-02-02,practice-observed,fail,c@d.example,2022-04-01
            a@b.example,OBUKA,2023-01-01,practice-observed,fail,c@d.example,2022-05-01
            """
        try await bring(verdicts, .candidacyVerdicts, refusing: [3, 4, 5, 6])
        let ends = "email,course_code,deadline_on,ended_on\na@b.example,OBUKA,2023-01-01,"
        for day in ["2022-04-30", "2099-01-01"] {
            #expect(
                try await refused(ends + day, .candidacyEnds) == [
                    "2 ended_on: lies in the future, or before the last verdict"
                ]
            )
        }
        #expect(try await refused(ends + "2022-06-01", .candidacyEnds) == [])
    }

    @Test("Rights do not overlap, renew what is there, and are suspended in the order of days")
    func accreditations() async throws {
        try await people()
        let rows = """
            email,course_code,starts_on,ends_on,basis,renews_starts_on,candidacy_deadline_on
            a@b.example,OBUKA,2022-01-01,2022-12-31,Odluka 1,,
            a@b.example,OBUKA,2022-06-01,2023-12-31,Odluka 2,,
            a@b.example,OBUKA,2023-01-01,2099-12-31,Odluka 3,2021-01-01,
            a@b.example,OBUKA,2023-01-01,2099-12-31,Odluka 4,,2022-01-01
            a@b.example,OBUKA,2023-01-01,2022-12-31,Odluka 5,2022-01-01,
            a@b.example,OBUKA,2023-02-01,2099-12-31,Odluka 6,2022-01-01,
            """
        try await bring(rows, .accreditations, refusing: [3, 4, 5, 6])
        let suspensions = """
            email,course_code,starts_on,is_suspended,effective_on,reason
            a@b.example,OBUKA,2023-02-01,true,2099-03-01,prigovor
            a@b.example,OBUKA,2023-02-01,true,2023-03-02,
            a@b.example,OBUKA,2023-02-01,možda,2023-03-01,prigovor
            a@b.example,OBUKA,2023-02-01,true,2023-03-01,prigovor
            a@b.example,OBUKA,2023-02-01,false,2023-02-28,prigovor
            """
        try await bring(suspensions, .accreditationSuspensions, refusing: [2, 3, 4, 6])
    }

    @Test("Decisions follow each other, and evidence can be found")
    func trainers() async throws {
        try await people()
        let entry = "email,name,courses\nc@d.example,Petar Petrović,OBUKA\n"
        #expect(try await refused(entry, .trainers) == [])
        let decisions = """
            email,state,decided_on,number,reason
            c@d.example,accepted,2023-01-01,7,
            a@b.example,under-review,2023-01-01,,
            c@d.example,under-review,2099-01-01,,
            c@d.example,under-review,2023-01-01,,
            c@d.example,accepted,2022-12-31,7,
            c@d.example,refused,2023-02-01,,
            """
        try await bring(decisions, .trainerDecisions, refusing: [2, 3, 4, 6])
        let evidence = """
            email,kind,title,place,digest
            c@d.example,cv,Biografija,,
            c@d.example,cv,Biografija,,nije
            c@d.example,slika,Slika,arhiva 1,
            c@d.example,cv,Biografija,arhiva 1,
            """
        try await bring(evidence, .trainerEvidence, refusing: [2, 3, 4])
    }
}
