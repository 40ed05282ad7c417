import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var webhookRoutes: [APIRoute] {
        [
            webhookList, webhookCreation, webhookShown, webhookSecret, webhookDisabling,
            webhookDeliveries, webhookRepetition,
        ]
    }

    private var webhookList: APIRoute {
        APIRoute(
            method: .get,
            template: "/webhooks",
            summary: "Programs of others that are told what happens here.",
            answer: .object([("webhooks", .list(.named("Webhook")))])
        ) { request in
            let actor = try await actor(request)
            let webhooks = try await centre.read { (transaction: borrowing Transaction) in
                try Webhook.list(by: actor, in: transaction)
            }
            return answer(["webhooks": .array(webhooks.map(\.json))])
        }
    }

    private var webhookCreation: APIRoute {
        .act(
            on: self,
            .post,
            "/webhooks",
            summary: "Register one; its secret is shown this once.",
            permission: .manageSettings,
            form: [
                APIRoute.FormField(name: "code", about: "Its code.", isRequired: true),
                APIRoute.FormField(
                    name: "url",
                    about: "Where it is: https://host/path.",
                    isRequired: true
                ),
                APIRoute.FormField(
                    name: "types",
                    about: "What it is told of; everything when left out.",
                    schema: .list(.oneOf(WebhookType.allCases.map(\.rawValue)))
                ),
                APIRoute.FormField(
                    name: "private",
                    about: "Whether it may be on a private network or on this machine.",
                    schema: .boolean
                ),
            ],
            answer: WebhookSchemas.withSecret,
            status: .created,
            refusals: ["code_taken"],
            location: { json in json["code"]?.text.map { "/webhooks/\($0)" } }
        ) { submission, transaction in
            try submission.form.check()
            return try Webhook.create(
                submission.form,
                chance: submission.chance,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var webhookShown: APIRoute {
        APIRoute(
            method: .get,
            template: "/webhooks/{code}",
            summary: "One of them.",
            answer: .named("Webhook"),
            refusals: ["webhook_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let webhook = try await centre.read { (transaction: borrowing Transaction) in
                try Webhook.find(code, by: actor, in: transaction)
            }
            return answer(webhook.json)
        }
    }

    private var webhookSecret: APIRoute {
        .act(
            on: self,
            .post,
            "/webhooks/{code}/secret",
            summary: "Give it a new secret; the old one signs beside it for a day.",
            permission: .manageSettings,
            answer: WebhookSchemas.withSecret,
            refusals: ["webhook_not_found"]
        ) { submission, transaction in
            try Webhook.rotate(
                submission.parameter("code"),
                chance: submission.chance,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var webhookDisabling: APIRoute {
        .act(
            on: self,
            .post,
            "/webhooks/{code}/disabling",
            summary: "Tell it nothing more; what waits is given up.",
            permission: .manageSettings,
            form: [APIRoute.FormField(name: "reason", about: "Why.", isRequired: true)],
            answer: .named("Webhook"),
            refusals: ["webhook_not_found", "reason_missing"]
        ) { submission, transaction in
            try submission.form.check()
            return try Webhook.disable(
                submission.parameter("code"),
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var webhookDeliveries: APIRoute {
        APIRoute(
            method: .get,
            template: "/webhooks/{code}/deliveries",
            summary: "Its messages of the last thirty days, the latest first.",
            query: .page,
            answer: .page("deliveries", .named("WebhookDelivery")),
            refusals: ["webhook_not_found"]
        ) { request in
            let actor = try await actor(request)
            let page = try page(try Query(request))
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try WebhookDelivery.list(webhook: code, page: page, by: actor, in: transaction)
            }
            return answer(found, "deliveries", to: request, \.json)
        }
    }

    private var webhookRepetition: APIRoute {
        .act(
            on: self,
            .post,
            "/webhooks/{code}/deliveries/{delivery}/repetition",
            summary: "Have a message sent again, now.",
            permission: .manageSettings,
            answer: .named("WebhookDelivery"),
            refusals: ["webhook_not_found", "delivery_not_found"]
        ) { submission, transaction in
            let text = submission.parameter("delivery")
            guard let id = Int(text) else { throw NotFound("delivery", text) }
            return try WebhookDelivery.retry(
                ID(id),
                webhook: submission.parameter("code"),
                by: submission.act,
                in: transaction
            ).json
        }
    }
}

/// The shapes of webhooks in the API's description.
enum WebhookSchemas {
    private static let members: [(String, Schema)] = [
        ("code", .string), ("url", .string), ("types", .list(.string)), ("private", .boolean),
        ("disabled_at", .nullable(.dateTime)), ("disabled_because", .nullable(.string)),
    ]

    static let withSecret = Schema.object(members + [("secret", .string)])

    static let all: [(name: String, schema: Schema)] = [
        ("Webhook", .object(members)),
        (
            "WebhookDelivery",
            .object([
                ("id", .integer), ("message", .string), ("type", .string), ("code", .string),
                ("state", .oneOf(["waiting", "delivered", "given-up"])), ("attempts", .integer),
                ("entered_at", .dateTime), ("due_at", .nullable(.dateTime)),
                ("delivered_at", .nullable(.dateTime)), ("status", .nullable(.integer)),
                ("problem", .nullable(.string)),
            ])
        ),
    ]
}
