import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var trainerRoutes: [APIRoute] { [trainers, assignment, dismissal] }

    private var trainers: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/trainers",
            summary: "Who teaches a cohort.",
            answer: .object([("trainers", .list(.named("Trainer")))]),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let trainers = try await centre.read { (transaction: borrowing Transaction) in
                try Trainer.list(cohort: code, by: actor, in: transaction)
            }
            return answer(["trainers": .array(trainers.map(\.json))])
        }
    }

    private var assignment: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/trainers",
            summary: """
                Give a cohort a trainer, whose account then sees its people and records marks \
                and results.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(name: "email", about: "Of a known person.", isRequired: true),
                APIRoute.FormField(
                    name: "reason",
                    about: "Why somebody who has no right to teach it does so all the same."
                ),
            ],
            answer: .named("Trainer"),
            status: .created,
            refusals: [
                "cohort_not_found", "person_not_found", "trainer_needs_reason", "teaches_cohort",
                "teaches_under_another_record",
            ]
        ) { submission, transaction in
            var form = submission.form
            let email = form.email("email")
            try form.check()
            let code = submission.parameter("code")
            let trainer = try Trainer.assign(
                email,
                to: code,
                by: submission.actor,
                in: transaction
            )
            return trainer.json(clashes: try trainer.clashes(in: code, transaction))
        }
    }

    private var dismissal: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/trainers/dismissal",
            summary: "Take a trainer from a cohort; what was recorded stays.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(name: "email", about: "Of the trainer.", isRequired: true),
                APIRoute.FormField(name: "reason", about: "Why.", isRequired: true),
            ],
            answer: .named("Trainer"),
            refusals: [
                "cohort_not_found", "person_not_found", "trainer_not_found", "reason_missing",
            ]
        ) { submission, transaction in
            var form = submission.form
            let email = form.email("email")
            try form.check()
            return try Trainer.dismiss(
                email,
                from: submission.parameter("code"),
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
