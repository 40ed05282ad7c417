import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var sessionRoutes: [APIRoute] { [sessions, sessionCreation, sessionChange, sessionDeletion] }

    private static let day = APIRoute.FormField(
        name: "held_on",
        about: "The day, within a month of the cohort's.",
        isRequired: true,
        schema: .date
    )
    private static let hours = APIRoute.FormField(
        name: "hours",
        about: "Its length.",
        isRequired: true,
        schema: .number
    )

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
        .act(
            on: self,
            .post,
            "/cohorts/{code}/sessions",
            summary: "Add a session.",
            permission: .manageCatalogue,
            form: [API.day, API.hours],
            answer: .named("Session"),
            status: .created,
            refusals: [
                "cohort_not_found", "cohort_closed", "session_day_taken", "session_outside_cohort",
            ]
        ) { submission, transaction in
            try Session.create(
                cohort: submission.parameter("code"),
                form: submission.form,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var sessionChange: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/sessions/{day}/correction",
            summary: "Correct the day or the length of a session; marks stay with it.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(name: "held_on", about: "Another day.", schema: .date),
                APIRoute.FormField(name: "hours", about: "Another length.", schema: .number),
                APIRoute.FormField(name: "reason", about: "Why.", isRequired: true),
            ],
            answer: .named("Session"),
            refusals: [
                "cohort_not_found", "session_not_found", "cohort_closed", "session_day_taken",
                "session_outside_cohort", "reason_missing",
            ]
        ) { submission, transaction in
            try Session.correct(
                submission.parameter("day"),
                of: submission.parameter("code"),
                form: submission.form,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var sessionDeletion: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/sessions/{day}/cancellation",
            summary: "Take out a session of which no mark was recorded.",
            permission: .manageCatalogue,
            form: [APIRoute.FormField(name: "reason", about: "Why.", isRequired: true)],
            answer: .named("Session"),
            refusals: [
                "cohort_not_found", "session_not_found", "cohort_closed", "session_has_marks",
                "reason_missing",
            ]
        ) { submission, transaction in
            try Session.cancel(
                submission.parameter("day"),
                of: submission.parameter("code"),
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
