import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// Arrivals by a code that the trainer's screen shows.
    var arrivalRoutes: [APIRoute] { [arrivals, arrivalOpening, arrivalConfirmation] }

    private static let template = "/cohorts/{code}/sessions/{day}/arrivals"

    private var arrivals: APIRoute {
        APIRoute(
            method: .get,
            template: API.template,
            summary: "Who arrived at a session by own word, in the order of arrival.",
            answer: .object([("arrivals", .list(.named("Arrival")))]),
            refusals: ["cohort_not_found", "session_not_found"]
        ) { request in
            let actor = try await actor(request)
            let (code, day) = (request.parameters["code"] ?? "", request.parameters["day"] ?? "")
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Arrival.list(day, of: code, by: actor, in: transaction)
            }
            return answer(["arrivals": .array(found.map(\.json))])
        }
    }

    private var arrivalOpening: APIRoute {
        .act(
            on: self,
            .post,
            API.template,
            summary: """
                Let trainees arrive by a code. The path of the screen counts for ten minutes; a \
                browser that opened it goes on showing codes all day.
                """,
            answer: .object([("session_date", .date), ("screen", .string)]),
            status: .created,
            refusals: [
                "cohort_not_found", "session_not_found", "arrivals_confirmed",
                "arrivals_not_in_time",
            ]
        ) { submission, transaction in
            try ArrivalScreen.open(
                submission.parameter("day"),
                of: submission.parameter("code"),
                chance: submission.chance,
                by: submission.actor,
                in: transaction
            )
        }
    }

    private var arrivalConfirmation: APIRoute {
        .act(
            on: self,
            .post,
            API.template + "/confirmation",
            summary: """
                Confirm arrivals with the number of heads in the room: everybody who arrived is \
                marked present, if that and who is marked already come to the number.
                """,
            form: [
                APIRoute.FormField(
                    name: "heads",
                    about: "How many you counted.",
                    isRequired: true,
                    schema: .integer
                ),
                APIRoute.FormField(
                    name: "except",
                    about: "E-mail addresses of who arrived and is not there.",
                    schema: .list(.string)
                ),
            ],
            answer: .object([("session_date", .date), ("heads", .integer), ("marked", .integer)]),
            status: .created,
            refusals: [
                "cohort_not_found", "session_not_found", "head_count_differs",
                "arrivals_confirmed", "arrivals_not_in_time",
            ]
        ) { submission, transaction in
            let code = submission.parameter("code")
            try Cohort.checkRecording(code, by: submission.actor, in: transaction)
            var form = submission.form
            let heads = form.integer("heads", in: 0...10_000)
            let except = form.list("except")
            try form.check()
            return try ArrivalConfirmation.enter(
                submission.parameter("day"),
                of: code,
                heads: heads,
                except: except,
                by: submission.actor,
                in: transaction
            ).json
        }
    }
}
