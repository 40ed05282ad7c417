import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var qualificationRoutes: [APIRoute] {
        [
            qualifications, recognition, qualifiedCourses, qualifyingCourse,
            coursesOfProgramme, qualifyingProgramme,
        ]
    }

    private var qualifications: APIRoute {
        APIRoute(
            method: .get,
            template: "/qualifications",
            summary: "Who may train what, for good: by a training of trainers, or recognised.",
            query: [APIRoute.QueryParameter(name: "course", about: "Only for this course.")]
                + .page,
            answer: .page("qualifications", .named("Qualification")),
            refusals: ["course_not_found"]
        ) { request in
            let actor = try await actor(request)
            let query = try Query(request)
            let (course, page) = (query["course"], try page(query))
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Qualification.list(course: course, page: page, by: actor, in: transaction)
            }
            return answer(found, "qualifications", to: request, \.json)
        }
    }

    private var recognition: APIRoute {
        .act(
            on: self,
            .post,
            "/qualifications",
            summary: "Recognise that somebody may train a course, on another basis than ours.",
            permission: .issueCertificates,
            form: [
                APIRoute.FormField(name: "email", about: "Of a known person.", isRequired: true),
                APIRoute.FormField(name: "course", about: "Its code.", isRequired: true),
                APIRoute.FormField(name: "basis", about: "On what basis.", isRequired: true),
                APIRoute.FormField(name: "on", about: "The day; today by default.", schema: .date),
            ],
            answer: .named("Qualification"),
            status: .created,
            refusals: [
                "person_not_found", "course_not_found", "qualified_already",
                "qualified_in_future",
            ]
        ) { submission, transaction in
            try Qualification.recognise(
                submission.form,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var qualifiedCourses: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/qualified-courses",
            summary: "What whoever passes a course may train; none for no training of trainers.",
            isPublic: true,
            answer: .object([("courses", .list(.string))]),
            refusals: ["course_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Course.qualified(by: code, in: transaction)
            }
            return answer(["courses": .array(found.map(JSON.string))])
        }
    }

    private var qualifyingCourse: APIRoute {
        .act(
            on: self,
            .post,
            "/courses/{code}/qualified-courses",
            summary: """
                Say what a course qualifies for, from the next closing of a cohort on; an empty \
                list makes it no training of trainers.
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
            refusals: ["course_not_found"]
        ) { submission, transaction in
            let code = submission.parameter("code")
            _ = try Course.qualified(by: code, in: transaction)
            // A list that was forgotten is no empty list.
            guard submission.object["courses"]?.elements != nil else {
                throw InvalidForm([
                    FieldProblem("courses", "is missing: send a list of codes", .missing)
                ])
            }
            let codes = try Course.qualify(
                by: code,
                submission.form,
                by: submission.actor,
                in: transaction
            )
            return ["courses": .array(codes.map(JSON.string))]
        }
    }
}
