import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var cohortRoutes: [APIRoute] {
        CodedRoutes<Cohort>(api: self).routes + cohortStepRoutes + [closing, overbooking]
    }

    private var closing: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/closing",
            summary: "Close a cohort: freezes its outcomes, for good.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "on",
                    about: "The closing date; the last session's day by default.",
                    schema: .date
                )
            ],
            answer: .named("Cohort"),
            refusals: [
                "cohort_not_found", "cohort_closed", "cohort_cancelled", "cohort_has_no_session",
                "marks_missing", "results_missing", "session_after_closing",
            ]
        ) { submission, transaction in
            var form = submission.form
            let date = form.optionalDate("on")
            try form.check()
            return try Cohort.close(
                submission.parameter("code"),
                on: date,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var overbooking: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/overbooking",
            summary: "Sell so many seats more than there are, and say why.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "seats",
                    about: "Beyond the capacity; 0 ends it.",
                    isRequired: true,
                    schema: .integer
                ),
                APIRoute.FormField(name: "reason", about: "Why.", isRequired: true),
            ],
            answer: .named("Cohort"),
            refusals: [
                "cohort_not_found", "cohort_closed", "cohort_cancelled",
                "capacity_below_seats_taken", "reason_missing",
            ]
        ) { submission, transaction in
            var form = submission.form
            let seats = form.integer("seats", in: 0...1_000)
            try form.check()
            return try Cohort.overbook(
                submission.parameter("code"),
                seats: seats,
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
