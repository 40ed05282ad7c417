import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var meRoutes: [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/me",
                summary: "Who is signed in, and in which roles.",
                answer: .named("Me")
            ) { request in
                let actor = try await actor(request)
                let roles = actor.roles.map(\.rawValue).sorted()
                return answer([
                    "person": actor.personID.map { .integer($0.value) } ?? .null,
                    "roles": .array(roles.map(JSON.string)),
                ])
            },
            APIRoute(
                method: .get,
                template: "/me/enrolments",
                summary: "The signed-in trainee's enrolments and their state, newest first.",
                answer: .object([("enrolments", .list(.named("Enrolment")))])
            ) { request in
                let actor = try await actor(request)
                let mine = try await centre.read { (transaction: borrowing Transaction) in
                    try Enrolment.mine(of: actor, in: transaction)
                }
                return answer(["enrolments": .array(mine.map(\.json))])
            },
        ]
    }
}
