import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// Months of work that stand for the courses that a course asks for.
    var experienceRoutes: [APIRoute] { [experiences, recognition] }

    private static let shape = Schema.object([
        ("person", .string), ("course", .string), ("months", .integer), ("basis", .string),
        ("recognised_on", .date),
    ])

    private var experiences: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/experiences",
            summary: "What was recognised of people's experience for a course.",
            answer: .object([("experiences", .list(API.shape))]),
            refusals: ["course_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Experience.list(course: code, by: actor, in: transaction)
            }
            return answer(["experiences": .array(found.map(\.json))])
        }
    }

    private var recognition: APIRoute {
        .act(
            on: self,
            .post,
            "/courses/{code}/experiences",
            summary: "Recognise months of work, which stand for the courses that are asked for.",
            permission: .manageEnrolments,
            form: [
                APIRoute.FormField(name: "email", about: "Whose.", isRequired: true),
                APIRoute.FormField(
                    name: "months",
                    about: "How many.",
                    isRequired: true,
                    schema: .integer
                ),
                APIRoute.FormField(
                    name: "basis",
                    about: "On what: a letter of the employer, its number and day.",
                    isRequired: true
                ),
            ],
            answer: API.shape,
            status: .created,
            refusals: ["course_not_found", "person_not_found"]
        ) { submission, transaction in
            try Experience.recognise(
                course: submission.parameter("code"),
                submission.form,
                by: submission.actor,
                in: transaction
            ).json
        }
    }
}
