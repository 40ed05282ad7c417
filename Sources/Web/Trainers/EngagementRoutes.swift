import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var engagementRoutes: [APIRoute] { [standing, engagements] }

    private var standing: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/trainers/standing",
            summary: "Whether somebody may teach a cohort, day by day, and what is lacking.",
            query: [
                APIRoute.QueryParameter(
                    name: "email",
                    about: "Of a known person.",
                    isRequired: true
                ),
                APIRoute.QueryParameter(
                    name: "on",
                    about: "Only on this day; on all days of the cohort by default.",
                    schema: .date
                ),
            ],
            answer: .named("TrainerStanding"),
            refusals: ["cohort_not_found", "person_not_found"]
        ) { request in
            let actor = try await actor(request)
            try actor.require(.readPeople)
            let code = request.parameters["code"] ?? ""
            let query = try Query(request)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                _ = try Cohort.find(code, in: transaction)
                let (email, day) = try query.read { form in
                    (form.email("email"), form.optionalDate("on"))
                }
                return try TrainerCheck.make(
                    email,
                    for: code,
                    on: day,
                    by: actor,
                    in: transaction
                ).json
            }
            return answer(found)
        }
    }

    private var engagements: APIRoute {
        APIRoute(
            method: .get,
            template: "/engagements",
            summary: "Who taught what, when, for how many hours and by which right.",
            query: [
                APIRoute.QueryParameter(name: "cohort", about: "Only in this cohort."),
                APIRoute.QueryParameter(name: "email", about: "Only of this person."),
                APIRoute.QueryParameter(
                    name: "from",
                    about: "Whose last day is not before this date.",
                    schema: .date
                ),
                APIRoute.QueryParameter(
                    name: "to",
                    about: "Whose last day is not after this date.",
                    schema: .date
                ),
            ] + .page,
            answer: .page("engagements", .named("Engagement")),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let query = try Query(request)
            let page = try page(query)
            let filter = try query.read { form in
                Engagement.Filter(
                    cohort: form.optionalText("cohort"),
                    person: form.optionalText("email"),
                    from: form.optionalDate("from"),
                    to: form.optionalDate("to")
                )
            }
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Engagement.list(filter, page: page, by: actor, in: transaction)
            }
            return answer(found, "engagements", to: request, \.json)
        }
    }
}
