import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var coursesOfProgramme: APIRoute {
        APIRoute(
            method: .get,
            template: "/programmes/{code}/qualified-courses",
            summary: "What whoever completes a programme may train; none for most.",
            isPublic: true,
            answer: .object([("courses", .list(.string))]),
            refusals: ["programme_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Programme.qualified(by: code, in: transaction)
            }
            return answer(["courses": .array(found.map(JSON.string))])
        }
    }

    var qualifyingProgramme: APIRoute {
        .act(
            on: self,
            .post,
            "/programmes/{code}/qualified-courses",
            summary: """
                Say what a training of trainers qualifies for, from the next closing of a cohort \
                on: whoever has passed all of its courses then. An empty list: for nothing.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "courses",
                    about: "The codes of all of them.",
                    isRequired: true,
                    schema: .list(.string)
                )
            ],
            answer: .object([("courses", .list(.string))]),
            refusals: ["programme_not_found", "programme_trains_no_trainers"]
        ) { submission, transaction in
            let code = submission.parameter("code")
            _ = try Programme.qualified(by: code, in: transaction)
            // A list that was forgotten is no empty list.
            guard submission.object["courses"]?.elements != nil else {
                throw InvalidForm([
                    FieldProblem("courses", "is missing: send a list of codes", .missing)
                ])
            }
            let codes = try Programme.qualify(
                by: code,
                submission.form,
                by: submission.actor,
                in: transaction
            )
            return ["courses": .array(codes.map(JSON.string))]
        }
    }
}
