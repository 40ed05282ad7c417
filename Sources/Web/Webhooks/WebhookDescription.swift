import Documents
import TrainingCentre

/// The section `webhooks` of the API's description: what programs of others are told.
enum WebhookDescription {
    static var json: JSON {
        .object(WebhookType.allCases.map { JSON.Member($0.rawValue, ["post": operation($0)]) })
    }

    private static func operation(_ type: WebhookType) -> JSON {
        let data = Schema.object(
            [("noun", .string), ("code", .string), ("href", .string)]
                + type.facts.map { ($0.name, schema($0.kind)) }
        )
        let message = Schema.object([
            ("type", .oneOf([type.rawValue])), ("timestamp", .dateTime), ("data", data),
        ])
        return [
            "summary": .string(type.about),
            "parameters": .array(headers),
            "requestBody": [
                "required": true,
                "content": ["application/json": ["schema": message.json]],
            ],
            "responses": [
                "2XX": ["description": "Arrived; anything else is tried again for three days."],
                "410": ["description": "Gone: the webhook is disabled."],
            ],
        ]
    }

    private static let headers: [JSON] = [
        header("webhook-id", "Of the message; the same when it is sent again."),
        header("webhook-timestamp", "Seconds since 1970 at which it was sent."),
        header("webhook-signature", "One or two of Standard Webhooks 1.0.0, v1."),
    ]

    private static func header(_ name: String, _ about: String) -> JSON {
        [
            "name": .string(name), "in": "header", "required": true,
            "description": .string(about), "schema": Schema.string.json,
        ]
    }

    private static func schema(_ kind: WebhookFact.Kind) -> Schema {
        switch kind {
        case .text: .string
        case .textOrNone: .nullable(.string)
        case .integer: .integer
        case .date: .date
        case .dateOrNone: .nullable(.date)
        }
    }
}
