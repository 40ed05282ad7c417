import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var sessionTrainerRoutes: [APIRoute] {
        [sessionTrainers, sessionAssignment, sessionDismissal]
    }

    private static let answer = Schema.object([("trainers", .list(.named("Trainer")))])

    private var sessionTrainers: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/sessions/{day}/trainers",
            summary: "Who teaches a session.",
            answer: API.answer,
            refusals: ["cohort_not_found", "session_not_found", "session_ambiguous"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let day = request.parameters["day"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Session.trainers(day, of: code, by: actor, in: transaction)
            }
            return answer(["trainers": .array(found.map(\.json))])
        }
    }

    private var sessionAssignment: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/sessions/{day}/trainers",
            summary: """
                Give a session a trainer, who becomes one of its cohort; nobody teaches two \
                sessions at once.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(name: "email", about: "Of a known person.", isRequired: true),
                APIRoute.FormField(
                    name: "reason",
                    about: "Why somebody who has no right to teach it does so all the same."
                ),
            ],
            answer: API.answer,
            status: .created,
            refusals: [
                "cohort_not_found", "session_not_found", "session_ambiguous", "person_not_found",
                "trainer_needs_reason", "trainer_taken", "teaches_cohort",
                "teaches_under_another_record",
            ]
        ) { submission, transaction in
            var form = submission.form
            let email = form.email("email")
            try form.check()
            let found = try Session.assign(
                email,
                to: submission.parameter("day"),
                of: submission.parameter("code"),
                by: submission.actor,
                in: transaction
            )
            return ["trainers": .array(found.map(\.json))]
        }
    }

    private var sessionDismissal: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/sessions/{day}/trainers/dismissal",
            summary: "Take a trainer off a session; the cohort keeps the trainer.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(name: "email", about: "Of the trainer.", isRequired: true),
                APIRoute.FormField(name: "reason", about: "Why.", isRequired: true),
            ],
            answer: API.answer,
            refusals: [
                "cohort_not_found", "session_not_found", "session_ambiguous", "person_not_found",
                "reason_missing",
            ]
        ) { submission, transaction in
            var form = submission.form
            let email = form.email("email")
            try form.check()
            let found = try Session.relieve(
                email,
                of: submission.parameter("day"),
                of: submission.parameter("code"),
                by: submission.act,
                in: transaction
            )
            return ["trainers": .array(found.map(\.json))]
        }
    }
}
