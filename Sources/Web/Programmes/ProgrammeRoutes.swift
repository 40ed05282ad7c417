import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var programmeRoutes: [APIRoute] {
        CodedRoutes<Programme>(api: self).routes + [missingPrerequisites]
    }

    private var missingPrerequisites: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/missing-prerequisites",
            summary: """
                What a person lacks for a course: courses that were not passed, the enforced \
                order of a programme, experience that somebody has to judge.
                """,
            query: [
                APIRoute.QueryParameter(
                    name: "person",
                    about: "The person's e-mail address.",
                    isRequired: true
                )
            ],
            answer: .object([
                (
                    "missing",
                    .list(
                        .object([
                            (
                                "kind",
                                .oneOf(MissingPrerequisite.Kind.allCases.map(\.rawValue))
                            ),
                            ("course", .nullable(.string)), ("programme", .nullable(.string)),
                            ("experience_months", .nullable(.integer)),
                        ])
                    )
                )
            ]),
            refusals: ["course_not_found", "person_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let email = try Query(request)["person"] ?? ""
            let missing = try await centre.read { (transaction: borrowing Transaction) in
                try MissingPrerequisite.list(
                    person: email,
                    course: code,
                    by: actor,
                    in: transaction
                )
            }
            return answer(["missing": .array(missing.map(\.json))])
        }
    }
}
