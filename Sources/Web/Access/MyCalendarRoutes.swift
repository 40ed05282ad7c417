import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// The address of one's calendar for programs that cannot sign in.
    var myCalendarRoutes: [APIRoute] { [myCalendar, myCalendarEnd] }

    /// No answer is kept for an `Idempotency-Key`: it holds the secret, of which only the hash is
    /// stored.
    private var myCalendar: APIRoute {
        APIRoute(
            method: .post,
            template: "/me/calendar",
            summary: """
                Make a secret address of one's calendar, for a calendar program; it is shown here \
                and nowhere else, and ends the one before it. /sr-Latn, /sr-Cyrl or /en in front \
                of it chooses the language.
                """,
            answer: .object([("calendar", .string)]),
            status: .created,
            refusals: ["person_not_found"]
        ) { request in
            let actor = try await actor(request)
            let submission = try await Submission(
                request,
                by: actor,
                form: [],
                ignoring: [],
                version: nil,
                centre: centre
            )
            try submission.form.check()
            let chance = centre.chance
            let made = try await centre.write(submission.act) {
                (transaction: borrowing Transaction) in
                try CalendarAddress.makeMine(chance: chance, by: actor, in: transaction)
            }
            return answer(made.json, status: .created)
        }
    }

    private var myCalendarEnd: APIRoute {
        .act(
            on: self,
            .post,
            "/me/calendar/end",
            summary: "End the secret address of one's calendar; without one nothing changes.",
            answer: .object([("calendar", .nullable(.string))]),
            refusals: ["person_not_found"]
        ) { submission, transaction in
            try submission.form.check()
            try CalendarAddress.endMine(by: submission.actor, in: transaction)
            return ["calendar": .null]
        }
    }
}
