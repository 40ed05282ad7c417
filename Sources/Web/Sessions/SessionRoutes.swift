import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var sessionRoutes: [APIRoute] {
        [sessions, sessionCreation, sessionChange, sessionDeletion] + sessionTrainerRoutes + [
            clashes
        ]
    }

    private static let times = [
        APIRoute.FormField(
            name: "begins",
            about: "On the centre's clock, as 09:30; with ends.",
            schema: .nullable(.string)
        ),
        APIRoute.FormField(
            name: "ends",
            about: "On the same day, as 15:00.",
            schema: .nullable(.string)
        ),
        APIRoute.FormField(
            name: "room",
            about: "The code of its room.",
            schema: .nullable(.string)
        ),
        APIRoute.FormField(
            name: "place",
            about: "Where it is when that is no room of ours.",
            schema: .nullable(.string)
        ),
    ]

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
            let publicOnly = try await seesPublicOnly(request)
            let sessions = try await centre.read { (transaction: borrowing Transaction) in
                _ = try Cohort.find(code, publicOnly: publicOnly, in: transaction)
                return try Session.list(cohort: code, in: transaction)
            }
            return answer(["sessions": .array(sessions.map(\.json))])
        }
    }

    private var sessionCreation: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/sessions",
            summary: """
                Add a session. The answer says in `warnings` what to look at: that it lies outside \
                the cohort's days (session_outside_days).
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "held_on",
                    about: "The day, within a month of the cohort's.",
                    isRequired: true,
                    schema: .date
                ),
                APIRoute.FormField(
                    name: "hours",
                    about: "Its length; from beginning to end by default.",
                    schema: .number
                ),
            ] + API.times,
            answer: .named("Session"),
            status: .created,
            refusals: [
                "cohort_not_found", "cohort_closed", "cohort_cancelled", "session_day_taken",
                "session_outside_cohort", "room_taken", "room_too_small",
                "session_hours_beyond_times", "session_overlaps",
            ]
        ) { submission, transaction in
            let code = submission.parameter("code")
            let session = try Session.create(
                cohort: code,
                form: submission.form,
                by: submission.actor,
                in: transaction
            )
            return session.json(try session.remarks(cohort: code, in: transaction))
        }
    }

    private var sessionChange: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/sessions/{day}/correction",
            summary: """
                Correct the day, the times, the length or the room of a session; marks stay with \
                it. Of several on a day the one is named by its beginning, as 2024-02-01T09:00. \
                The answer has the `warnings` of adding one.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(name: "held_on", about: "Another day.", schema: .date),
                APIRoute.FormField(name: "hours", about: "Another length.", schema: .number),
                APIRoute.FormField(name: "reason", about: "Why.", isRequired: true),
            ] + API.times,
            answer: .named("Session"),
            refusals: [
                "cohort_not_found", "session_not_found", "session_ambiguous", "cohort_closed",
                "cohort_cancelled", "session_day_taken", "session_outside_cohort", "room_taken",
                "room_too_small", "trainer_taken", "session_hours_beyond_times", "session_overlaps",
                "reason_missing",
            ]
        ) { submission, transaction in
            let code = submission.parameter("code")
            let session = try Session.correct(
                submission.parameter("day"),
                of: code,
                form: submission.form,
                by: submission.act,
                in: transaction
            )
            return session.json(try session.remarks(cohort: code, in: transaction))
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

    private var clashes: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/clashes",
            summary: """
                Whom and which room another cohort wants at the same time, rooms that are too \
                small, and sessions of this cohort that overlap another of it. A session without \
                times takes its whole day.
                """,
            answer: .object([
                (
                    "clashes",
                    .list(
                        .object([
                            ("kind", .oneOf(CohortClash.Kind.allCases.map(\.rawValue))),
                            ("person", .nullable(.string)), ("room", .nullable(.string)),
                            ("cohort", .nullable(.string)), ("session", .nullable(.string)),
                        ])
                    )
                )
            ]),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try CohortClash.list(cohort: code, by: actor, in: transaction)
            }
            return answer(["clashes": .array(found.map(\.json))])
        }
    }
}
