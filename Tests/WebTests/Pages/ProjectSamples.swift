import Documents
import Postgres

@testable import TrainingCentre
@testable import Web

extension Sample {
    private static func titles(_ cyrl: String, _ latn: String, _ en: String) -> [String: String] {
        ["title_sr_cyrl": cyrl, "title_sr_latn": latn, "title_en": en]
    }

    static func project(_ code: String = "123", _ more: [String: String] = [:]) throws -> Project {
        var form = Form(
            titles("Јачање капацитета", "Jačanje kapaciteta", "Stronger capacities")
                .merging(["code": code]) { $1 }.merging(more) { $1 }
        )
        return Project(draft: try ProjectDraft(&form), mergedInto: nil, version: 1)
    }

    /// A project that reached as many as the numbers say; its users are more than four thousand.
    static func reach(
        _ deliveries: Int = 25,
        _ persons: Int = 149,
        _ lsgs: Int = 70,
        _ centres: Int = 13,
        users: Headcount = Headcount(count: 4_000, qualifier: .moreThan, men: nil, women: nil)
    ) -> ProjectReach {
        ProjectReach(
            deliveries: deliveries,
            personsPassed: persons,
            lsgs: lsgs,
            centres: centres,
            users: users
        )
    }

    static func overview(isComplete: Bool = true) throws -> ProjectOverview {
        let name = Titles("Комесаријат", "Komesarijat", "Commissariat")
        let project = try project(
            "123",
            isComplete
                ? [
                    "starts_on": "2021-06-01", "objective_sr_cyrl": "Јачање",
                    "objective_sr_latn": "Jačanje", "objective_en": "Strength",
                ] : [:]
        )
        let names = isComplete ? [name] : []
        return ProjectOverview(
            project: project,
            programme: isComplete ? name : nil,
            implementers: names,
            partners: names + names,
            donors: names,
            funds: names,
            organisers: names,
            tags: names,
            reach: isComplete ? reach() : reach(0, 0, 0, 0, users: .unknown),
            courses: isComplete ? [.init(code: "123", title: course, deliveries: 14)] : [],
            activities: isComplete ? try activities() : [],
            outputs: isComplete ? [try output()] : [],
            targets: isComplete ? [try target()] : [],
            plans: isComplete ? [try plan()] : []
        )
    }

    private static func activities() throws -> [Activity] {
        try [("steering-board-meeting", "1"), ("study-visit", "")].map { kind, ordinal in
            var form = Form(
                titles("Састанак", "Sastanak", "A meeting").merging([
                    "code": "123", "kind": kind, "ordinal": ordinal, "starts_on": "2024-04-25",
                ]) { $1 }
            )
            return Activity(draft: try ActivityDraft(&form), version: 1)
        }
    }

    private static func output() throws -> ProjectOutput {
        var form = Form(
            titles("Стратегија", "Strategija", "A strategy").merging([
                "code": "123", "project_code": "123", "kind": "strategy",
                "starts_on": "2024-01-01", "ends_on": "2030-12-31",
            ]) { $1 }
        )
        return ProjectOutput(draft: try ProjectOutputDraft(&form), version: 1)
    }

    private static func target() throws -> TargetProgress {
        var form = Form([
            "code": "123", "project_code": "123", "indicator": "lsgs", "promised": "60",
            "course_code": "123",
        ])
        return TargetProgress(
            target: ProjectTarget(draft: try ProjectTargetDraft(&form), version: 1),
            achieved: Headcount(count: 70, qualifier: .exact, men: nil, women: nil)
        )
    }

    private static func plan() throws -> (plan: Plan, areas: [PlanArea]) {
        var form = Form(titles("План", "Plan", "A plan").merging(["code": "123"]) { $1 })
        let plan = Plan(draft: try PlanDraft(&form), version: 1)
        let areas = try ["focus", "capacity-building"].map { kind in
            var form = Form(
                titles("Поступак азила", "Postupak azila", "The asylum procedure").merging([
                    "code": "123", "plan_code": "123", "kind": kind, "position": "1",
                ]) { $1 }
            )
            return PlanArea(draft: try PlanAreaDraft(&form), version: 1)
        }
        return (plan, areas)
    }

    /// The pages of projects by a name for failures.
    static func projects(_ pages: Pages, in language: Language) throws -> [(String, [UInt8])] {
        [
            (
                "projects",
                pages.projects(
                    [try project("123", ["starts_on": "2017-04-28", "ends_on": "2018-03-31"])],
                    query: "123",
                    next: "123",
                    language: language
                )
            ), ("no projects", pages.projects([], language: language)),
            ("project", pages.project(try overview(), language: language)),
            ("bare project", pages.project(try overview(isComplete: false), language: language)),
        ]
    }
}
