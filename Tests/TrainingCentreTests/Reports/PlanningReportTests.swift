import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Reports of areas, targets and cascades", .centre)
struct PlanningReportTests {
    private let centre = TrainingCentre.ofTest

    @Test("Statement 19: every area of the plan in its order, with 0 where nothing was taught")
    func areas() async throws {
        try await load()
        try await tag("RANJIVI", area: "PLAN-2017-3")
        let rows = try await rows(.areas)
        #expect(rows.count == 10)
        #expect(rows.prefix(3).allSatisfy { $0["area_kind"] == "focus" })
        #expect(rows[3]["area_code"] == "PLAN-2017-1" && rows[3]["deliveries"] == 0)
        let third = rows[5]
        #expect(third["courses"] == 2 && third["deliveries"] == 14)
        #expect(third["persons_passed"] == 149 && third["participations_passed"] == 151)
        #expect(third["lsgs"] == 70)
        // The plan's own table counts the same.
        let coverage = try await centre.read { try PlanCoverage.make("PLAN-2017", in: $0) }
        #expect(coverage.areas.map(\.personsPassed) == rows.map { $0.integer("persons_passed") })
        #expect(coverage.areas.map(\.deliveries) == rows.map { $0.integer("deliveries") })
    }

    @Test("An area limits every report to its courses, and an unknown one is refused")
    func area() async throws {
        try await load()
        try await tag("RANJIVI", area: "PLAN-2017-3")
        for (area, count) in [("plan-2017-3", 14), ("PLAN-2017-6", 0)] {
            var parameters = ReportParameters()
            parameters.area = area
            #expect(try await rows(.reach, parameters).first?["deliveries"] == .integer(count))
            #expect(try await rows(.deliveries, parameters).count == count)
        }
        var parameters = ReportParameters()
        parameters.area = "NEMA"
        let refused = try await refusal { [parameters] in
            _ = try await rows(.reach, parameters)
        }
        #expect(refused == "plan_area_not_found")
    }

    @Test("Sixty were promised and seventy reached; what is counted and how, is said")
    func targets() async throws {
        try await load()
        try await centre.importText(
            """
            code,project_code,indicator,course_code,promised
            SDC-CAP-CENTRES,SDC-CAP,centres,,10
            SDC-CAP-USERS,SDC-CAP,users,,5000
            SDC-CAP-PERSONS,SDC-CAP,persons-passed,,200
            UK-TRAININGS,UK-ASYLUM,deliveries,,3
            """,
            as: .projectTargets
        )
        let rows = try await rows(.targets, ReportParameters(project: "SDC-CAP"))
        let reached = Dictionary(
            uniqueKeysWithValues: rows.map { ($0["target"]?.text ?? "", $0.integer("reached")) }
        )
        #expect(
            reached == [
                "SDC-CAP-LSG": 70, "SDC-CAP-CENTRES": 13, "SDC-CAP-USERS": 4000,
                "SDC-CAP-PERSONS": 149,
            ]
        )
        let lsgs = rows.first { $0["indicator"] == "lsgs" }
        #expect(lsgs?["promised"] == 60 && lsgs?["reached_percent"] == .number("116.67"))
        #expect(rows.first { $0["indicator"] == "users" }?["reached_qualifier"] == "more-than")
        // The project's own table counts the same.
        let progress = try await centre.read { try TargetProgress.list(of: "SDC-CAP", in: $0) }
        for one in progress { #expect(reached[one.target.draft.code] == one.achieved.count) }
        let all = try await self.rows(.targets)
        #expect(all.count == 5 && all.last?["reached"] == 0)
        let ofCourse = try await self.rows(.targets, ReportParameters(course: "LAP"))
        #expect(!ofCourse.contains { $0["indicator"] == "users" || $0["indicator"] == "centres" })
    }

    @Test("Statement 21: a cascade as rows has what its tree has, also for merged people")
    func cascades() async throws {
        let cascades = try await Cascades.made(in: centre)
        let (trainer, double) = ("trener@sample.example", "trener.dva@sample.example")
        try await cascades.cohort(
            "TOT-1",
            of: "TOT",
            on: ["2022-02-07"],
            people: [trainer, "drugi@sample.example"]
        )
        try await Sample.close("TOT-1", in: centre)
        // Held under the trainer's other record; one learner came under two records as well.
        try await cascades.person(double)
        try await cascades.cohort(
            "O-1",
            of: "OBUKA",
            on: ["2022-03-07"],
            trainers: [double],
            people: Sample.emails(3)
        )
        try await cascades.cohort(
            "O-2",
            of: "OBUKA",
            on: ["2022-04-07"],
            trainers: [trainer],
            people: [Sample.email(9)]
        )
        try await Sample.close("O-1", in: centre)
        try await Sample.close("O-2", in: centre)
        #expect(try await cascades.report("TOT-1").total.deliveries == 1)
        try await Merges(centre: centre).people(double, into: trainer)
        try await Merges(centre: centre).people(Sample.email(9), into: Sample.email(0))
        let tree = try await cascades.report("TOT-1")
        #expect(tree.total.deliveries == 2 && tree.total.trainers == 1)
        #expect(tree.total.participationsPassed == 4 && tree.total.personsPassed == 3)
        #expect(tree.branches.map(\.trainers) == [[trainer], [trainer]])
        // As of a day before the merge nobody stood for anybody.
        #expect(try await cascades.report("TOT-1", asOf: "2022-12-31").total.deliveries == 1)
        var parameters = ReportParameters()
        for training in [nil, "tot-1"] {
            parameters.training = training
            let rows = try await rows(.cascades, parameters)
            #expect(rows.map { $0["cohort_code"]?.text } == ["O-1", "O-2"])
            #expect(rows.allSatisfy { $0["training"] == "TOT-1" && $0["after"] == "TOT-1" })
            #expect(rows.map { $0.integer("persons_passed") } == [3, 1])
        }
        parameters.training = "O-1"
        let refused = try await refusal { [parameters] in
            _ = try await rows(.cascades, parameters)
        }
        #expect(refused == "no_training_of_trainers")
    }

    @Test("Nobody signed in gets no small numbers by sex")
    func publicReach() async throws {
        try await Sample.closed("DAN", 6, in: centre)
        _ = try await centre.write(.clerk) {
            try CentreSetting.change(.publicReports, to: true, by: .clerk, in: $0)
        }
        let shown = try JSON.parse(
            await centre.bytes(of: .reach, ReportParameters(), as: .json, by: nil)
        )
        #expect(shown["rows"]?.elements?.first?["persons_passed_male"] == 6)
        try await Sample.cohort("DVA", in: centre)
        try await centre.importText(
            """
            cohort_code,given_name_latn,family_name_latn,sex,email
            DVA,Ana,Anić,F,ana@sample.example
            """,
            as: .enrolments
        )
        try await Sample.finish("DVA", ["ana@sample.example"], in: centre)
        let hidden = try JSON.parse(
            await centre.bytes(of: .reach, ReportParameters(), as: .json, by: nil)
        )
        let row = try #require(hidden["rows"]?.elements?.first)
        #expect(row["persons_passed"] == 7)
        for name in ["male", "female", "sex_unknown"] {
            #expect(row["persons_passed_\(name)"] == .null, "\(name)")
        }
        let own = try await rows(.reach).first
        #expect(own?["persons_passed_female"] == 1)
    }

    private func load() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.loadPlanning(into: centre)
        try await Demonstration.closeAll(in: centre)
    }

    /// Has LAP, which was held, stand in an area beside its own course.
    private func tag(_ course: String, area: String) async throws {
        let form = Form([:], lists: ["courses": [course, "LAP"]])
        _ = try await centre.write(Act.clerk(because: "dopuna plana")) {
            try PlanArea.change(area, form, ifVersion: nil, by: .clerk, in: $0)
        }
    }

    private func rows(
        _ name: Report.Name,
        _ parameters: ReportParameters = ReportParameters()
    ) async throws -> [JSON] {
        let bytes = try await centre.bytes(of: name, parameters, as: .json)
        return try #require(try JSON.parse(bytes)["rows"]?.elements)
    }
}
