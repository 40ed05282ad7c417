import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var reportRoutes: [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/reports/reach",
                summary: "Deliveries, persons, participations and LSGs reached.",
                query: [
                    APIRoute.QueryParameter(
                        name: "project",
                        about: "Only this project, by code or any of its names."
                    ),
                    APIRoute.QueryParameter(name: "course", about: "Only this course."),
                    APIRoute.QueryParameter(
                        name: "from",
                        about: "Deliveries whose last day is not before this date.",
                        schema: .date
                    ),
                    APIRoute.QueryParameter(
                        name: "to",
                        about: "Deliveries whose last day is not after this date.",
                        schema: .date
                    ),
                    APIRoute.QueryParameter(
                        name: "as_of",
                        about: "What was so on this date; today by default.",
                        schema: .date
                    ),
                ],
                answer: .named("ReachReport"),
                refusals: ["project_not_found", "course_not_found"]
            ) { request in
                let actor = try await actor(request)
                let parameters = try Query(request).read { form in
                    ReachReport.Parameters(
                        project: form.optionalText("project"),
                        course: form.optionalText("course"),
                        from: form.optionalDate("from"),
                        to: form.optionalDate("to"),
                        asOf: form.optionalDate("as_of")
                    )
                }
                let report = try await centre.read { (transaction: borrowing Transaction) in
                    try ReachReport.make(parameters, by: actor, in: transaction)
                }
                return answer(report.json)
            }
        ]
    }
}
