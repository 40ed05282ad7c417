import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var privacyRoutes: [APIRoute] { [myPrivacy, myPrivacyChange] }

    private var myPrivacy: APIRoute {
        APIRoute(
            method: .get,
            template: "/me/privacy",
            summary: "How much of the holder's name anybody sees who has a certificate's ID.",
            answer: .named("Privacy"),
            refusals: ["person_not_found"]
        ) { request in
            let actor = try await actor(request)
            let mine = try await centre.read { (transaction: borrowing Transaction) in
                try PersonPrivacy.mine(of: actor, in: transaction)
            }
            return answer(mine.json, version: mine.version)
        }
    }

    private var myPrivacyChange: APIRoute {
        .act(
            on: self,
            .put,
            "/me/privacy",
            summary: """
                Choose how much of one's name is shown; needs If-Match with the entity tag. Files \
                that somebody has already stay as they are.
                """,
            form: [
                APIRoute.FormField(
                    name: "show",
                    about: "full, initials or hidden.",
                    isRequired: true,
                    schema: .oneOf(ShownName.allCases.map(\.rawValue))
                )
            ],
            answer: .named("Privacy"),
            refusals: ["person_not_found"]
        ) { submission, transaction in
            var form = submission.form
            let shown: ShownName = form.choice("show") ?? .full
            try form.check()
            return try PersonPrivacy.chooseMine(
                shown,
                ifVersion: submission.version,
                by: submission.actor,
                in: transaction
            ).json
        }
    }
}
