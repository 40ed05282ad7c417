import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var settingRoutes: [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/settings",
                summary: "What is decided for the whole centre.",
                answer: .object([("settings", .list(.named("Setting")))])
            ) { request in
                let actor = try await actor(request)
                let settings = try await centre.read { (transaction: borrowing Transaction) in
                    try CentreSetting.list(by: actor, in: transaction)
                }
                return answer(["settings": .array(settings.map(\.json))])
            },
            settingChange,
        ]
    }

    private var settingChange: APIRoute {
        .act(
            on: self,
            .put,
            "/settings/{setting}",
            summary: "Change a setting; needs If-Match with its version as the entity tag.",
            permission: .manageSettings,
            form: [
                APIRoute.FormField(
                    name: "value",
                    about: "on or off.",
                    isRequired: true,
                    schema: .oneOf(["on", "off"])
                ),
                APIRoute.FormField(name: "reason", about: "Why; needed to switch one off."),
            ],
            answer: .named("Setting"),
            refusals: ["setting_not_found", "reason_missing"]
        ) { submission, transaction in
            let code = try CentreSetting.code(typed: submission.parameter("setting"))
            var form = submission.form
            let value: SettingValue? = form.choice("value")
            try form.check()
            return try CentreSetting.change(
                code,
                to: value == .on,
                ifVersion: submission.version,
                by: submission.act,
                in: transaction
            ).json
        }
    }
}

/// A setting's value.
private enum SettingValue: String, CaseIterable {
    case on, off
}
