import Documents
import Postgres
import Testing

@testable import TrainingCentre

/// The demonstration data: the trainings on local action plans of 2023 and 2024.
enum Demonstration {
    /// The files in the order in which they can be imported.
    static let files: [(noun: ImportedNoun, name: String)] = [
        (.organisations, "organisations.csv"), (.projects, "projects.csv"),
        (.courses, "courses.csv"), (.cohorts, "cohorts.csv"), (.enrolments, "enrolments.csv"),
        (.attendance, "attendance.csv"), (.results, "results.csv"),
    ]

    /// The files about projects, activities and plans, in the order in which they can be imported.
    static let planning: [(noun: ImportedNoun, name: String)] = [
        (.organisations, "organisations.csv"), (.courses, "courses.csv"),
        (.tags, "planning/tags.csv"), (.venues, "planning/venues.csv"),
        (.projects, "planning/projects.csv"), (.courses, "planning/courses.csv"),
        (.activities, "planning/activities.csv"),
        (.activityItems, "planning/activity-items.csv"),
        (.activitySpeakers, "planning/activity-speakers.csv"),
        (.needsAssessments, "planning/needs-assessments.csv"), (.plans, "planning/plans.csv"),
        (.planAreas, "planning/plan-areas.csv"),
        (.projectOutputs, "planning/project-outputs.csv"),
        (.projectTargets, "planning/project-targets.csv"),
    ]

    /// Imports what is planned and done beside trainings.
    static func loadPlanning(into centre: TrainingCentre) async throws {
        for (noun, name) in planning {
            let report = try await centre.importFile(CheckoutFiles.demo(name), as: noun)
            #expect(report.rejected.map(\.problem) == [], "\(name)")
        }
    }

    /// Says what the course is about, as the demonstration does.
    static func tagLAP(in centre: TrainingCentre) async throws {
        let tags = [
            "ECONOMIC", "DEMOGRAPHY", "DIASPORA", "TRAFFICKING", "REFUGEES", "DISPLACED",
            "IRREGULAR", "RETURNEES", "INTERNAL", "EMIGRATION",
        ]
        _ = try await centre.write(.clerk) {
            let form = Form([:], lists: ["tags": tags])
            return try Course.changeTags(of: "LAP", form, by: .clerk, in: $0)
        }
    }

    /// Imports everything and answers what became of each file.
    @discardableResult
    static func load(into centre: TrainingCentre) async throws -> [ImportReport] {
        var reports: [ImportReport] = []
        for (noun, name) in files {
            reports.append(try await centre.importFile(CheckoutFiles.demo(name), as: noun))
        }
        return reports
    }

    /// The codes of the fourteen cohorts, in order.
    static func cohorts() throws -> [String] {
        try ImportFile.read(CheckoutFiles.demo("cohorts.csv"), as: .cohorts).rows
            .compactMap { $0.values["cohort_code"] }
    }

    static func closeAll(in centre: TrainingCentre) async throws {
        for code in try cohorts() {
            _ = try await centre.write(.clerk) {
                try Cohort.close(code, on: nil, by: .clerk, in: $0)
            }
        }
    }

    /// Issues to all of the fourteen cohorts; today unless a day is given.
    @discardableResult
    static func issueAll(
        on day: CalendarDate? = nil,
        in centre: TrainingCentre
    ) async throws -> [IssuedBatch] {
        try await TestKeys.publish(in: centre)
        let (chance, signing) = (centre.chance, centre.signing)
        var batches: [IssuedBatch] = []
        for code in try cohorts() {
            batches.append(
                try await centre.write(.clerk) {
                    try Certificate.issue(
                        cohort: code,
                        kind: .completion,
                        on: day,
                        chance: chance,
                        signing: signing,
                        by: .clerk,
                        in: $0
                    )
                }
            )
        }
        return batches
    }

    /// What the reports of the demonstration data must print.
    static func expected() throws -> JSON {
        try JSON.parse(CheckoutFiles.demo("expected.json"))
    }
}

extension JSON {
    /// An integer member, -1 when there is none.
    func integer(_ name: String) -> Int {
        guard case .integer(let value)? = self[name] else { return -1 }
        return value
    }
}
