import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var auditRoutes: [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/audit",
                summary: "Who wrote which row, when and why, newest first.",
                query: [
                    APIRoute.QueryParameter(
                        name: "noun",
                        about: "Only this table, for example certificates."
                    )
                ] + .page,
                answer: .page("audit", .named("AuditEntry"))
            ) { request in
                let actor = try await actor(request)
                let query = try Query(request)
                let (noun, page) = (query["noun"], try page(query))
                let found = try await centre.read { (transaction: borrowing Transaction) in
                    try AuditEntry.list(noun: noun, page: page, by: actor, in: transaction)
                }
                return answer(found, "audit", to: request, \.json)
            }
        ]
    }
}
