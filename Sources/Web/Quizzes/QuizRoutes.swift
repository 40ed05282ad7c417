import Documents
import EventLoop
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// The questions of modules that are quizzes, and their rules.
    var quizRoutes: [APIRoute] {
        [quizShown, quizEntry, quizRules, quizFile] + quizAttemptRoutes
    }

    private static let refusals = [
        "module_not_found", "module_version_not_found", "quiz_not_found",
    ]
    private static let ruleRefusals = [
        "module_of_other_kind", "quiz_pool_unknown", "quiz_pool_too_small", "quiz_without_points",
    ]

    private static let version = APIRoute.QueryParameter(
        name: "version",
        about: "The version of the module's content; the newest by default.",
        schema: .integer
    )

    private var quizShown: APIRoute {
        APIRoute(
            method: .get,
            template: "/modules/{code}/questions",
            summary: "A quiz with everything that is right in it: for its authors.",
            query: [API.version],
            answer: .named("Quiz"),
            refusals: API.refusals
        ) { request in
            let actor = try await actor(request)
            try actor.require(.manageCatalogue)
            let code = request.parameters["code"] ?? ""
            let number = try Query(request).integer("version", in: 1...9_999)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Quiz.find(number, of: code, by: actor, in: transaction)
            }
            return answer(found.json)
        }
    }

    private var quizEntry: APIRoute {
        APIRoute(
            method: .post,
            template: "/modules/{code}/questions",
            summary: """
                Hand in a file of questions as the next version of a quiz: GIFT as text/plain, \
                Moodle XML as application/xml, of at most 50 MiB. The first version is published \
                with it. One wrong question, and nothing is taken: all that is wrong is said.
                """,
            query: API.ruleParameters,
            files: QuizFile.Format.allCases.map(\.mediaType),
            bodyBytesMax: QuizFile.Limits.fileBytesMax,
            answer: .named("Quiz"),
            refusals: ["module_not_found"] + API.ruleRefusals + QuizFileRefused.codes
        ) { request in
            let actor = try await actor(request)
            // Who may not is told so before the file is taken.
            try actor.require(.manageCatalogue)
            let code = request.parameters["code"] ?? ""
            _ = try await centre.read { (transaction: borrowing Transaction) in
                try CourseModule.find(code, in: transaction)
            }
            let query = try Query(request)
            let rules = query.form(ofLists: ["draw"])
            let isRehearsal = try query.read { $0.optionalBoolean("dry_run") } ?? false
            let format = try API.format(request)
            let bytes = try await request.body.collect(upTo: QuizFile.Limits.fileBytesMax)
            let file = try await Thread.run(named: "questions") {
                try QuizFile(bytes, as: format)
            }
            let (act, blobs) = (Act(by: actor, requestID: request.id), centre.blobs)
            let quiz = try await centre.write(act, rehearse: isRehearsal) {
                (transaction: borrowing Transaction) in
                try Quiz.enter(
                    file,
                    into: code,
                    rules: rules,
                    keepingIn: isRehearsal ? nil : blobs,
                    by: actor,
                    in: transaction
                )
            }
            return answer(quiz.json)
        }
    }

    private static func format(_ request: Request) throws -> QuizFile.Format {
        let type = (request.fields[.contentType] ?? "").lowercased().prefix { $0 != ";" }
        switch type {
        case "text/plain": return .gift
        case "application/xml", "text/xml": return .moodleXML
        default:
            throw HTTPError(
                .unsupportedMediaType,
                code: "unsupported_media_type",
                title: "Send GIFT as text/plain, or Moodle XML as application/xml."
            )
        }
    }

    private static let ruleFields: [APIRoute.FormField] = [
        APIRoute.FormField(
            name: "attempts_max",
            about: "How often one may begin: a number, or any."
        ),
        APIRoute.FormField(
            name: "pass_percent",
            about: "Of the points, from which it is passed.",
            schema: .number
        ),
        APIRoute.FormField(
            name: "shuffle",
            about: "Whether questions stand in an order of chance.",
            schema: .boolean
        ),
        APIRoute.FormField(
            name: "feedback",
            about: "When it is told what was right.",
            schema: .oneOf(QuizRules.Feedback.allCases.map(\.rawValue))
        ),
        APIRoute.FormField(
            name: "draw",
            about: "How many questions are drawn from a category: NAME=3, or NAME=all.",
            schema: .list(.string)
        ),
    ]

    private static var ruleParameters: [APIRoute.QueryParameter] {
        ruleFields.map { field in
            let isList = field.name == "draw"
            return APIRoute.QueryParameter(
                name: field.name,
                about: isList ? field.about + " Several with | between them." : field.about,
                schema: isList ? .string : field.schema
            )
        } + [
            APIRoute.QueryParameter(
                name: "dry_run",
                about: "Do everything and take it back.",
                schema: .boolean
            )
        ]
    }

    private var quizRules: APIRoute {
        .act(
            on: self,
            .post,
            "/modules/{code}/questions/rules",
            summary: """
                Give a quiz other rules, as the next version with the same questions; what is left \
                out stays.
                """,
            permission: .manageCatalogue,
            form: API.ruleFields,
            answer: .named("Quiz"),
            refusals: API.refusals + API.ruleRefusals
        ) { submission, transaction in
            try Quiz.change(
                submission.parameter("code"),
                rules: submission.form,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var quizFile: APIRoute {
        APIRoute(
            method: .get,
            template: "/modules/{code}/questions/file",
            summary: "The questions of a quiz as Moodle XML, with their pictures.",
            query: [API.version],
            answer: .string,
            contentType: QuizFile.Format.moodleXML.mediaType,
            refusals: API.refusals
        ) { request in
            let actor = try await actor(request)
            try actor.require(.manageCatalogue)
            let (code, blobs) = (request.parameters["code"] ?? "", centre.blobs)
            let number = try Query(request).integer("version", in: 1...9_999)
            let bytes = try await centre.read { (transaction: borrowing Transaction) in
                try Quiz.export(number, of: code, from: blobs, by: actor, in: transaction)
            }
            var response = Response.bytes(bytes, type: QuizFile.Format.moodleXML.mediaType)
            response.fields[.cacheControl] = "no-store"
            return response
        }
    }
}
