import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var attendanceRoutes: [APIRoute] {
        [
            APIRoute(
                method: .get,
                template: "/cohorts/{code}/attendance",
                summary: "The sheet: every session and confirmed person, marked or not.",
                answer: .object([("attendance", .list(.named("AttendanceLine")))]),
                refusals: ["cohort_not_found"]
            ) { request in
                let actor = try await actor(request)
                let code = request.parameters["code"] ?? ""
                let lines = try await centre.read { (transaction: borrowing Transaction) in
                    try AttendanceLine.list(cohort: code, by: actor, in: transaction)
                }
                return answer(["attendance": .array(lines.map(\.json))])
            },
            rowsRoute(
                .attendance,
                template: "/cohorts/{code}/attendance",
                list: "marks",
                row: [
                    ("session_date", .date), ("email", .string),
                    ("mark", .oneOf(AttendanceMark.allCases.map(\.rawValue))), ("hours", .number),
                ],
                summary: "Record marks; a correction needs a reason."
            ),
        ]
    }
}
