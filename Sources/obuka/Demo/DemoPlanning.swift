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

    /// Closes the other trainings, tags the course, and has these batches handed out.
    static func finish(
        batches: [ID<CertificateBatch>],
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
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
        _ = try Activity.change(
            "DODELA-2024",
            Form([:], lists: ["batches": batches.map { String($0.value) }]),
            ifVersion: nil,
            by: actor,
            in: transaction
        )
    }
}
