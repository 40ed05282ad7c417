import Postgres
import TrainingCentre

/// What the demonstration has beside the trainings on local action plans.
///
/// Venues, tags, projects with what belongs to them, activities, a plan, and the other trainings
/// of the project.
enum DemoPlanning {
    static let files: [(ImportedNoun, String)] = [
        (.tags, "planning/tags.csv"), (.venues, "planning/venues.csv"),
        (.projects, "planning/projects.csv"), (.courses, "planning/courses.csv"),
        (.activities, "planning/activities.csv"),
        (.activityItems, "planning/activity-items.csv"),
        (.activitySpeakers, "planning/activity-speakers.csv"),
        (.needsAssessments, "planning/needs-assessments.csv"), (.plans, "planning/plans.csv"),
        (.planAreas, "planning/plan-areas.csv"),
        (.projectOutputs, "planning/project-outputs.csv"),
        (.projectTargets, "planning/project-targets.csv"), (.cohorts, "planning/cohorts.csv"),
        (.enrolments, "planning/enrolments.csv"), (.attendance, "planning/attendance.csv"),
        (.results, "planning/results.csv"),
        (.activityParticipants, "planning/activity-participants.csv"),
    ]

    /// The courses of the project beside LAP.
    private static let courses = ["AZIL", "RANJIVI", "POVRATAK"]

    private static let tagsOfLAP = [
        "ECONOMIC", "DEMOGRAPHY", "DIASPORA", "TRAFFICKING", "REFUGEES", "DISPLACED", "IRREGULAR",
        "RETURNEES", "INTERNAL", "EMIGRATION",
    ]

    /// What follows the issuing: which batches the ceremony is of, and who was given a paper there.
    private static let ceremony: [(ImportedNoun, String)] = [
        (.activityBatches, "planning/activity-batches.csv"),
        (.certificateHandovers, "planning/certificate-handovers.csv"),
    ]

    /// The day of the ceremony, with which the certificates are dated.
    static func issueDay(in transaction: borrowing Transaction) throws -> CalendarDate {
        try Activity.find("DODELA-2024", in: transaction).draft.startsOn
    }

    /// Closes the other trainings, tags the course, and hands out what was issued.
    static func finish(
        file: (String) throws -> [UInt8],
        act: Act,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws {
        let actor = act.actor
        for course in courses {
            for cohort in try Cohort.list(course: course, in: transaction).reversed() {
                _ = try Cohort.close(cohort.draft.code, on: nil, by: actor, in: transaction)
            }
        }
        _ = try Course.changeTags(
            of: "LAP",
            Form([:], lists: ["tags": tagsOfLAP]),
            by: actor,
            in: transaction
        )
        for (noun, name) in ceremony {
            let report = try noun.importRows(
                ImportFile.read(file(name), as: noun).rows,
                options: ImportOptions(),
                act: act,
                chance: chance,
                in: transaction
            )
            for rejection in report.rejected {
                StandardError.write("\(name) row \(rejection.line): \(rejection.problem)")
            }
            if !report.rejected.isEmpty { throw Exit.someRowsFailed.code }
        }
    }
}
