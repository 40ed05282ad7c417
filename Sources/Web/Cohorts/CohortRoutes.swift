import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var cohortRoutes: [APIRoute] {
        CodedRoutes<Cohort>(api: self).routes + [opening, closing, sessions, sessionCreation]
    }

    private var opening: APIRoute {
        APIRoute(
            method: .post,
            template: "/cohorts/{code}/opening",
            summary: "Let people ask for seats. An open cohort stays open.",
            answer: .named("Cohort"),
            refusals: ["cohort_not_found", "cohort_closed"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            return try await write(try await Submission(request), as: actor) {
                (transaction: borrowing Transaction) in
                try Cohort.open(code, by: actor, in: transaction).json
            }
        }
    }

    private var closing: APIRoute {
        APIRoute(
            method: .post,
            template: "/cohorts/{code}/closing",
            summary: "Close a cohort: freezes its outcomes, for good.",
            form: [
                APIRoute.FormField(
                    name: "on",
                    about: "The closing date; the last session's day by default.",
                    schema: .date
                )
            ],
            answer: .named("Cohort"),
            refusals: [
                "cohort_not_found", "cohort_closed", "cohort_has_no_session", "marks_missing",
                "results_missing", "session_after_closing",
            ]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let submission = try await Submission(request)
            var form = submission.form
            let date = form.optionalDate("on")
            try form.check()
            return try await write(submission, as: actor) { (transaction: borrowing Transaction) in
                try Cohort.close(code, on: date, by: actor, in: transaction).json
            }
        }
    }

    private var sessions: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/sessions",
            summary: "The sessions of a cohort.",
            isPublic: true,
            answer: .object([("sessions", .list(.named("Session")))]),
            refusals: ["cohort_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let sessions = try await centre.read { (transaction: borrowing Transaction) in
                try Session.list(cohort: code, in: transaction)
            }
            return answer(["sessions": .array(sessions.map(\.json))])
        }
    }

    private var sessionCreation: APIRoute {
        APIRoute(
            method: .post,
            template: "/cohorts/{code}/sessions",
            summary: "Add a session.",
            form: [
                APIRoute.FormField(
                    name: "held_on",
                    about: "The day.",
                    isRequired: true,
                    schema: .date
                ),
                APIRoute.FormField(
                    name: "hours",
                    about: "Its length.",
                    isRequired: true,
                    schema: .number
                ),
            ],
            answer: .named("Session"),
            status: .created,
            refusals: ["cohort_not_found", "cohort_closed", "session_day_taken"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let submission = try await Submission(request)
            let form = submission.form
            return try await write(submission, as: actor, status: .created) {
                (transaction: borrowing Transaction) in
                try Session.create(cohort: code, form: form, by: actor, in: transaction).json
            }
        }
    }
}
