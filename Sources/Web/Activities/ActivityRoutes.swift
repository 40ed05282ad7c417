import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var activityRoutes: [APIRoute] {
        CodedRoutes<Activity>(api: self).routes + CodedRoutes<ActivityItem>(api: self).routes
            + CodedRoutes<ActivitySpeaker>(api: self).routes
            + [
                activitySummary, participants, participation, activityCeremony,
                SwapRoute<ActivityItem>(api: self).route,
            ]
    }

    private var activitySummary: APIRoute {
        APIRoute(
            method: .get,
            template: "/activities/{code}/programme",
            summary: "An activity in a few sentences, its items in order, and who spoke.",
            isPublic: true,
            answer: .object([
                ("activity", .named("Activity")), ("summary", .titles),
                ("items", .list(.named("ActivityItem"))),
                ("speakers", .list(.named("ActivitySpeaker"))),
            ]),
            refusals: ["activity_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let summary = try await centre.read { (transaction: borrowing Transaction) in
                try ActivitySummary.make(code, in: transaction)
            }
            return answer(summary.json)
        }
    }

    private var participants: APIRoute {
        APIRoute(
            method: .get,
            template: "/activities/{code}/participants",
            summary: "Who took part, as far as they are known by name.",
            answer: .object([("participants", .list(.named("ActivityParticipant")))]),
            refusals: ["activity_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try ActivityParticipant.list(of: code, by: actor, in: transaction)
            }
            return answer(["participants": .array(found.map(\.json))])
        }
    }

    private var participation: APIRoute {
        .act(
            on: self,
            .post,
            "/activities/{code}/participants",
            summary: """
                Enter a known person as a participant; again with other facts changes them. Users \
                of a centre are never entered by name.
                """,
            permission: .manageEnrolments,
            form: [
                APIRoute.FormField(name: "email", about: "Of a known person.", isRequired: true),
                APIRoute.FormField(name: "function", about: "What they were then."),
                APIRoute.FormField(
                    name: "employment",
                    about: "employee by default.",
                    schema: .oneOf(EnrolmentFacts.Employment.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(
                    name: "is_presenter",
                    about: "Whether they also presented something.",
                    schema: .boolean
                ),
            ],
            answer: .object([("participants", .list(.named("ActivityParticipant")))]),
            refusals: ["activity_not_found", "person_not_found", "users_are_not_named"]
        ) { submission, transaction in
            let all = try ActivityParticipant.enter(
                submission.parameter("code"),
                submission.form,
                by: submission.actor,
                in: transaction
            )
            return ["participants": .array(all.map(\.json))]
        }
    }

    private var activityCeremony: APIRoute {
        APIRoute(
            method: .get,
            template: "/activities/{code}/ceremony",
            summary: "Who gets a certificate at an award ceremony: by LSG, then by family name.",
            answer: .object([("entries", .list(.named("CeremonyEntry")))]),
            refusals: ["activity_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let entries = try await centre.read { (transaction: borrowing Transaction) in
                try Activity.ceremonyList(code, by: actor, in: transaction)
            }
            return answer(["entries": .array(entries.map(\.json))])
        }
    }
}
