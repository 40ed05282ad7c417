import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Plans of capacity building", .centre)
struct PlanTests {
    private let centre = TrainingCentre.ofTest

    private func coverage() async throws -> PlanCoverage {
        try await centre.read { try PlanCoverage.make("PLAN-2017", in: $0) }
    }

    @Test("Statement 19: three focus areas and seven areas in order and both scripts, and coverage")
    func statement19() async throws {
        try await Demonstration.loadPlanning(into: centre)
        let areas = try await centre.read {
            try PlanArea.list(of: "PLAN-2017", in: $0).map(\.draft)
        }
        #expect(areas.map(\.kind).count { $0 == .focus } == 3)
        #expect(areas.map(\.position) == [1, 2, 3, 1, 2, 3, 4, 5, 6, 7])
        #expect(areas[3].title.srCyrl == "Јачање капацитета све три инстанце у поступку азила")
        #expect(areas[9].title.srLatn == "Unapređenje kapaciteta zaposlenih u centrima za prihvat")
        let plan = try await centre.read { try Plan.find("PLAN-2017", in: $0).draft }
        #expect(plan.needsAssessmentCode == "PROCENA-2017" && plan.approverCode == "VLADA-RS")
        #expect(plan.validationCode == "VALIDACIJA-2017")
        #expect(
            try await coverage().areas.allSatisfy { $0.deliveries == 0 && $0.personsPassed == 0 }
        )

        // One who passed twice and under two records counts once in the area.
        for (number, code) in ["AZIL-1", "AZIL-2"].enumerated() {
            try await centre.importText(
                """
                cohort_code,course_code,starts_on,ends_on,venue,capacity
                \(code),AZIL,2024-02-01,2024-02-02,Plandište,20
                """,
                as: .cohorts
            )
            let people = number == 0 ? Sample.emails(2) : [Sample.email(0), Sample.email(2)]
            try await Sample.enrol(people, in: code, centre)
            try await Sample.finish(code, people, in: centre)
        }
        try await Merges(centre: centre).people(Sample.email(2), into: Sample.email(1))
        let covered = try await coverage().areas.map {
            [$0.courses, $0.deliveries, $0.personsPassed]
        }
        let none = [[0, 0, 0]]
        let once = [[1, 0, 0]]
        #expect(
            covered == none + none + none + none + none + once + none + none + once + [[1, 2, 2]]
        )
        let before = try await centre.read {
            try PlanCoverage.make("PLAN-2017", asOf: try Sample.day("2024-01-31"), in: $0)
        }
        #expect(before.areas.allSatisfy { $0.deliveries == 0 })
    }

    @Test("Two areas of a plan, or items of an activity, change places; others do not")
    func swapping() async throws {
        try await Demonstration.loadPlanning(into: centre)
        let areas = try await centre.read {
            try PlanArea.list(of: "PLAN-2017", in: $0).map(\.draft.code)
        }
        func swap<Noun: OrderedNoun>(
            _ type: Noun.Type,
            _ one: String,
            _ other: String
        ) async throws -> [String] {
            try await centre.write(.clerk) {
                try Noun.swap(one, with: other, by: .clerk, in: $0).map(\.draft.code)
            }
        }
        #expect(
            try await swap(PlanArea.self, areas[3].lowercased(), areas[9]) == [areas[3], areas[9]]
        )
        let after = try await centre.read { try PlanArea.list(of: "PLAN-2017", in: $0) }
        #expect(after.map(\.draft.position) == [1, 2, 3, 1, 2, 3, 4, 5, 6, 7])
        #expect(after[3].draft.code == areas[9] && after[9].draft.code == areas[3])
        let programme = {
            try await centre.read {
                try ActivityItem.programme(of: "GRUZIJA-2024", in: $0).map(\.draft.code)
            }
        }
        let items = try await programme()
        _ = try await swap(ActivityItem.self, items[0], items[items.count - 1])
        #expect(
            try await programme()
                == [items[items.count - 1]] + items[1..<(items.count - 1)] + [items[0]]
        )
        for (one, other, code) in [
            (areas[0], areas[3], "invalid"), (areas[0], areas[0], "invalid"),
            (areas[0], "NEMA", "plan_area_not_found"),
        ] {
            #expect(
                try await refusal { _ = try await swap(PlanArea.self, one, other) } == code
            )
        }
    }

    @Test("A place in the order is given once, and a plan is approved at a validation workshop")
    func refused() async throws {
        try await Demonstration.loadPlanning(into: centre)
        let taken = await #expect(throws: InvalidForm.self) {
            _ = try await centre.write(.clerk) {
                try PlanArea.create(
                    Form([
                        "code": "A8", "plan_code": "PLAN-2017", "position": "7",
                        "title_sr_latn": "Osma",
                    ]),
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(taken?.fields.map(\.field) == ["position"])
        let visit = await #expect(throws: InvalidForm.self) {
            _ = try await centre.write(.clerk) {
                try Plan.change(
                    "PLAN-2017",
                    Form(["validation_code": "GRUZIJA-2024"]),
                    ifVersion: nil,
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(visit?.fields.map(\.field) == ["validation_code"])
    }
}
