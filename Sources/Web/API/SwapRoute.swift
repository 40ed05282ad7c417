import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The route by which two of an order change places.
struct SwapRoute<Noun: OrderedNoun>: Sendable {
    let api: API

    var route: APIRoute {
        .act(
            on: api,
            .post,
            "/\(Noun.path)/{code}/swap",
            summary: "Let \(Noun.spokenOfOne) and another one of the same order change places.",
            permission: Noun.Draft.permission,
            form: [
                APIRoute.FormField(
                    name: "with",
                    about: "The code of the other one.",
                    isRequired: true
                )
            ],
            answer: .object([(Noun.plural, .list(CodedRoutes<Noun>(api: api).schema))]),
            refusals: ["\(Noun.noun)_not_found"]
        ) { submission, transaction in
            let code = submission.parameter("code")
            _ = try Noun.find(code, in: transaction)
            var form = submission.form
            let other = form.text("with")
            try form.check()
            let swapped = try Noun.swap(
                code,
                with: other,
                by: submission.actor,
                in: transaction
            )
            return [Noun.plural: .array(swapped.map(\.json))]
        }
    }
}
