import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var tagRoutes: [APIRoute] { CodedRoutes<Tag>(api: self).routes + [courseTags, courseTagging] }

    private var courseTags: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/tags",
            summary: "The tags of a course.",
            isPublic: true,
            answer: .object([("tags", .list(.string))]),
            refusals: ["course_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let tags = try await centre.read { (transaction: borrowing Transaction) in
                try Course.tags(of: code, in: transaction)
            }
            return answer(["tags": .array(tags.map(JSON.string))])
        }
    }

    private var courseTagging: APIRoute {
        .act(
            on: self,
            .post,
            "/courses/{code}/tags",
            summary: "Give a course exactly these tags.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "tags",
                    about: "Codes of tags.",
                    isRequired: true,
                    schema: .list(.string)
                )
            ],
            answer: .object([("tags", .list(.string))]),
            refusals: ["course_not_found"]
        ) { submission, transaction in
            let tags = try Course.changeTags(
                of: submission.parameter("code"),
                submission.form,
                by: submission.actor,
                in: transaction
            )
            return ["tags": .array(tags.map(JSON.string))]
        }
    }
}
