import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// The steps of a cohort from its planning to its beginning, and calling it off.
    var cohortStepRoutes: [APIRoute] { [opening, confirmation, start, cancellation] }

    private var opening: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/opening",
            summary: """
                Publish a cohort: people can ask for seats. One that was published before stays \
                as it is.
                """,
            permission: .manageCatalogue,
            answer: .named("Cohort"),
            refusals: [
                "cohort_not_found", "cohort_closed", "cohort_cancelled", "cohort_version_is_draft",
                "course_asks_for_itself",
            ]
        ) { submission, transaction in
            try Cohort.publish(
                submission.parameter("code"),
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var confirmation: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/confirmation",
            summary: "Say that a published cohort takes place.",
            permission: .manageCatalogue,
            answer: .named("Cohort"),
            refusals: [
                "cohort_not_found", "cohort_closed", "cohort_cancelled", "cohort_step_refused",
            ]
        ) { submission, transaction in
            try Cohort.confirm(
                submission.parameter("code"),
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var start: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/start",
            summary: "Say that a confirmed cohort is under way.",
            permission: .manageCatalogue,
            answer: .named("Cohort"),
            refusals: [
                "cohort_not_found", "cohort_closed", "cohort_cancelled", "cohort_step_refused",
                "cohort_not_begun",
            ]
        ) { submission, transaction in
            try Cohort.start(
                submission.parameter("code"),
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var cancellation: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/cancellation",
            summary: "Call a cohort off, for good; its enrolments stay on record.",
            permission: .manageCatalogue,
            form: [APIRoute.FormField(name: "reason", about: "Why.", isRequired: true)],
            answer: .named("Cohort"),
            refusals: ["cohort_not_found", "cohort_closed", "reason_missing"]
        ) { submission, transaction in
            try Cohort.cancel(
                submission.parameter("code"),
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
