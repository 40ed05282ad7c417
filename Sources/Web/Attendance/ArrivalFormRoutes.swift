import Documents
import Postgres
import TrainingCentre

/// A trainer or staff open the arrivals of a session, and confirm them by the heads in the room.
enum ArrivalFormRoutes {
    static var all: [FormRoute] { [count, screen] }

    private static let template = "/cohorts/{code}/sessions/{session}/arrivals"

    private static var count: FormRoute {
        FormRoute(
            template: template,
            show: content,
            act: { visit, form, act, transaction in
                var form = form
                let sheet = try find(visit, transaction)
                let heads = form.integer("heads", in: 0...1_000)
                let absent = sheet.waiting.filter {
                    form.optionalBoolean(ArrivalForms.field($0)) == false
                }
                try form.check()
                let confirmed = try sheet.confirm(
                    of: visit.parameter("code"),
                    heads: heads,
                    absent: Set(absent.map(\.enrolment)),
                    by: act.actor,
                    in: transaction
                )
                return [
                    "done": .string(DoneText.marked.rawValue), "count": .integer(confirmed.marked),
                ]
            },
            leads: { $0.address(template) },
            tell: { done, language, _ in ArrivalForms.opened(done, in: language) }
        )
    }

    private static var screen: FormRoute {
        FormRoute(
            template: template + "/screen",
            show: content,
            act: { visit, _, act, transaction in
                let opened = try find(visit, transaction).open(
                    of: visit.parameter("code"),
                    chance: visit.centre.chance,
                    by: act.actor,
                    in: transaction
                )
                return [
                    "done": .string(DoneText.opened.rawValue), "screen": opened["screen"] ?? .null,
                ]
            },
            leads: { $0.address(template) }
        )
    }

    @Sendable private static func content(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction
    ) throws -> FormPage.Content {
        ArrivalForms(
            sheet: try find(visit, transaction),
            cohort: try CohortHeading.find(visit.parameter("code"), in: transaction),
            language: visit.language
        ).content(isStaff: visit.actor.may(.readPeople))
    }

    private static func find(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction
    ) throws -> ArrivalSheet {
        try ArrivalSheet.find(
            visit.parameter("session"),
            of: visit.parameter("code"),
            by: visit.actor,
            in: transaction
        )
    }
}
