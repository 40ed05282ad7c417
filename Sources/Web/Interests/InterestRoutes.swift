import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var interestRoutes: [APIRoute] {
        [interests, interestExpression, interestWithdrawal, interestTaking]
    }

    private var interests: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/interests",
            summary: "Who wants a course of which there is no date yet, the first first.",
            answer: .object([("interests", .list(.named("Interest")))]),
            refusals: ["course_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Interest.list(course: code, by: actor, in: transaction)
            }
            return answer(["interests": .array(found.map(\.json))])
        }
    }

    private var interestExpression: APIRoute {
        .act(
            on: self,
            .post,
            "/courses/{code}/interests",
            summary: """
                Say that somebody wants a course: staff of a known person or an organisation, a \
                trainee of himself or herself. Who wants it already stays in the list once.
                """,
            form: [
                APIRoute.FormField(name: "email", about: "Whose interest; staff only."),
                APIRoute.FormField(
                    name: "organisation",
                    about: "The code of the organisation that wants it; staff only."
                ),
                APIRoute.FormField(
                    name: "people_count",
                    about: "For how many people of the organisation.",
                    schema: .integer
                ),
                APIRoute.FormField(name: "note", about: "What else they said."),
            ],
            answer: .named("Interest"),
            status: .created,
            refusals: [
                "course_not_found", "person_not_found", "organisation_not_found",
                "person_unknown",
            ]
        ) { submission, transaction in
            try Interest.express(
                course: submission.parameter("code"),
                submission.form,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var interestWithdrawal: APIRoute {
        .act(
            on: self,
            .post,
            "/interests/{id}/withdrawal",
            summary: "Take an interest back: one's own, or staff anybody's with a reason.",
            form: [APIRoute.FormField(name: "reason", about: "Why; staff have to say.")],
            answer: .named("Interest"),
            refusals: ["interest_not_found", "reason_missing"]
        ) { submission, transaction in
            try Interest.withdraw(
                ID(Int(submission.parameter("id")) ?? 0),
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var interestTaking: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/interests",
            summary: """
                Ask for a seat in a cohort for everybody who waits for its course, the first \
                first; organisations are to be asked for names.
                """,
            permission: .manageEnrolments,
            answer: .object([
                ("people", .list(.string)),
                (
                    "organisations",
                    .list(.object([("organisation", .string), ("people_count", .integer)]))
                ),
                ("skipped", .list(.object([("person", .string), ("problem", .string)]))),
            ]),
            refusals: ["cohort_not_found", "cohort_not_open"]
        ) { submission, transaction in
            try Interest.take(
                into: submission.parameter("code"),
                chance: submission.chance,
                by: submission.actor,
                in: transaction
            ).json
        }
    }
}
