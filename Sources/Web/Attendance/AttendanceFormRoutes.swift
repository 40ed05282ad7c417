import Documents
import Postgres
import TrainingCentre

/// A trainer or staff take the attendance of a session.
enum AttendanceFormRoutes {
    static var all: [FormRoute] { [sheet] }

    private static let template = "/cohorts/{code}/sessions/{session}/attendance"

    private static var sheet: FormRoute {
        FormRoute(
            template: template,
            show: { visit, transaction in
                AttendanceForms(
                    sheet: try find(visit, transaction),
                    cohort: try CohortHeading.find(visit.parameter("code"), in: transaction),
                    language: visit.language,
                    site: visit.site
                ).content(isStaff: visit.actor.may(.readPeople))
            },
            act: { visit, form, act, transaction in
                var form = form
                let sheet = try find(visit, transaction)
                var marks: [ID<Enrolment>: AttendanceMark] = [:]
                for row in sheet.rows where form.has(row.field) {
                    marks[row.enrolment] = form.choice(row.field)
                }
                try form.check()
                let count = try sheet.record(
                    marks,
                    of: visit.parameter("code"),
                    by: act,
                    chance: visit.centre.chance,
                    in: transaction
                )
                return ["done": .string(DoneText.marked.rawValue), "count": .integer(count)]
            },
            leads: { $0.address(template) }
        )
    }

    private static func find(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction
    ) throws -> AttendanceSheet {
        try AttendanceSheet.find(
            visit.parameter("session"),
            of: visit.parameter("code"),
            by: visit.actor,
            language: visit.language,
            in: transaction
        )
    }
}
