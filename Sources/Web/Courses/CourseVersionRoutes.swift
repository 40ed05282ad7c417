import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var courseVersionRoutes: [APIRoute] {
        [
            versions, version, revision, versionChange, publication, courseAccreditation,
            targetGroups,
        ]
    }

    private var versions: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/versions",
            summary: "The versions of a course, the newest first.",
            isPublic: true,
            answer: .object([("versions", .list(.named("CourseVersion")))]),
            refusals: ["course_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let publicOnly = try await seesPublicOnly(request)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try CourseVersion.list(course: code, publicOnly: publicOnly, in: transaction)
            }
            return answer(["versions": .array(found.map(\.json))])
        }
    }

    private var version: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/versions/{number}",
            summary: "A version of a course.",
            isPublic: true,
            answer: .named("CourseVersion"),
            refusals: ["course_not_found", "course_version_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let number = request.parameters["number"] ?? ""
            let publicOnly = try await seesPublicOnly(request)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try CourseVersion.find(
                    Int(number) ?? 0,
                    of: code,
                    publicOnly: publicOnly,
                    in: transaction
                )
            }
            return answer(found.json, version: found.version)
        }
    }

    private var revision: APIRoute {
        .act(
            on: self,
            .post,
            "/courses/{code}/versions",
            summary: "Begin a new version: a draft that says what the newest version says.",
            permission: .manageCatalogue,
            answer: .named("CourseVersion"),
            status: .created,
            refusals: ["course_not_found", "course_version_draft_exists"]
        ) { submission, transaction in
            try CourseVersion.revise(
                submission.parameter("code"),
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var versionChange: APIRoute {
        .act(
            on: self,
            .put,
            "/courses/{code}/versions/{number}",
            summary: """
                Change a draft; needs If-Match with its entity tag. What is left out stays as it \
                is. A published version never changes.
                """,
            permission: .manageCatalogue,
            form: .draft(CourseVersionDraft.fields, codeField: nil),
            answer: .named("CourseVersion"),
            refusals: [
                "course_not_found", "course_version_not_found", "course_version_published",
                "language_unknown", "course_asks_for_itself",
            ]
        ) { submission, transaction in
            try CourseVersion.change(
                Int(submission.parameter("number")) ?? 0,
                of: submission.parameter("code"),
                submission.form,
                ifVersion: submission.version,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var publication: APIRoute {
        .act(
            on: self,
            .post,
            "/courses/{code}/versions/{number}/publication",
            summary: "Publish a draft, for good. A published version stays as it is.",
            permission: .manageCatalogue,
            answer: .named("CourseVersion"),
            refusals: [
                "course_not_found", "course_version_not_found", "course_asks_for_itself",
            ]
        ) { submission, transaction in
            try CourseVersion.publish(
                Int(submission.parameter("number")) ?? 0,
                of: submission.parameter("code"),
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var courseAccreditation: APIRoute {
        .act(
            on: self,
            .post,
            "/courses/{code}/versions/{number}/accreditations",
            summary: "Enter that a body has accredited a version.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "register_number",
                    about: "In the body's register.",
                    isRequired: true
                ),
                APIRoute.FormField(
                    name: "accredited_on",
                    about: "The day of the decision.",
                    isRequired: true,
                    schema: .date
                ),
                APIRoute.FormField(
                    name: "starts_on",
                    about: "From when it counts; the day of the decision by default.",
                    schema: .nullable(.date)
                ),
                APIRoute.FormField(
                    name: "ends_on",
                    about: "Until when it counts; without an end by default.",
                    schema: .nullable(.date)
                ),
                APIRoute.FormField(
                    name: "body",
                    about: "Who accredited it.",
                    isRequired: true,
                    schema: .titles
                ),
            ],
            answer: .named("CourseVersion"),
            status: .created,
            refusals: [
                "course_not_found", "course_version_not_found", "course_accredited_already",
            ]
        ) { submission, transaction in
            try CourseVersion.accredit(
                Int(submission.parameter("number")) ?? 0,
                of: submission.parameter("code"),
                submission.form,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var targetGroups: APIRoute {
        APIRoute(
            method: .get,
            template: "/target-groups",
            summary: "The groups of people for whom courses are meant.",
            isPublic: true,
            answer: .object([
                ("target_groups", .list(.object([("code", .string), ("name", .titles)])))
            ])
        ) { _ in
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try TargetGroup.list(in: transaction)
            }
            return answer([
                "target_groups": .array(
                    found.map { ["code": .string($0.code), "name": $0.name.json] }
                )
            ])
        }
    }
}
