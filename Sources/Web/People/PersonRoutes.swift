import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var personRoutes: [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/people",
                summary: "List people, or search them by name in either script.",
                query: .search,
                answer: .page("people", .named("Person"))
            ) { request in
                let actor = try await actor(request)
                let query = try Query(request)
                let (words, page) = (query["q"], try page(query))
                let found = try await centre.read { (transaction: borrowing Transaction) in
                    try Person.list(matching: words, page: page, by: actor, in: transaction)
                }
                return answer(found, "people", to: request, \.json)
            },
            APIRoute(
                method: .get,
                template: "/people/{id}",
                summary: "Show a person.",
                answer: .named("Person"),
                refusals: ["person_not_found"]
            ) { request in
                let actor = try await actor(request)
                let id = request.parameters["id"] ?? ""
                guard let number = Int(id) else { throw NotFound("person", id) }
                let person = try await centre.read { (transaction: borrowing Transaction) in
                    try Person.find(ID(number), by: actor, in: transaction)
                }
                return answer(person.json, version: person.version)
            },
        ]
    }
}
