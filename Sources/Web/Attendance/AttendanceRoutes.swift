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
                answer: .object([
                    ("attendance", .list(.named("AttendanceLine"))), ("sheet", .string),
                ]),
                refusals: ["cohort_not_found"]
            ) { request in
                let actor = try await actor(request)
                let code = request.parameters["code"] ?? ""
                let lines = try await centre.read { (transaction: borrowing Transaction) in
                    try AttendanceLine.list(cohort: code, by: actor, in: transaction)
                }
                return answer([
                    "attendance": .array(lines.map(\.json)),
                    "sheet": .string(
                        "\(APIRoute.prefix)/cohorts/\(code.uppercased())/attendance/sheet"
                    ),
                ])
            },
            signInSheet,
            rowsRoute(
                .attendance,
                template: "/cohorts/{code}/attendance",
                list: "marks",
                row: [
                    ("session_date", .date), ("email", .string),
                    ("mark", .oneOf(AttendanceMark.allCases.map(\.rawValue))),
                ],
                optional: [("hours", .number), ("session_time", .string)],
                summary: """
                    Record marks; a correction needs a reason. The hours are the session's, and \
                    are needed only where the day has none yet; session_time, as 09:30, says \
                    which of several.
                    """
            ),
        ]
    }

    /// The list that trainees sign, for printing.
    private var signInSheet: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/attendance/sheet",
            summary: "The list that trainees sign, as PDF: one for each session.",
            query: [
                APIRoute.QueryParameter(
                    name: "session",
                    about: "The day of one session; all by default.",
                    schema: .date
                ),
                APIRoute.QueryParameter(
                    name: "language",
                    about: "sr-Cyrl by default.",
                    schema: .oneOf(Language.allCases.map(\.rawValue))
                ),
            ],
            answer: .string,
            contentType: "application/pdf",
            refusals: ["cohort_not_found", "session_not_found", "certificate_not_printable"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let query = try Query(request)
            let (day, language) = try query.read { form in
                (
                    form.optionalDate("session"),
                    form.choice("language", otherwise: Language.serbianCyrillic)
                )
            }
            let papers = centre.papers
            let bytes = try await centre.read { (transaction: borrowing Transaction) in
                try SignInSheet.pdf(
                    cohort: code,
                    session: day?.description,
                    language ?? .serbianCyrillic,
                    papers,
                    by: actor,
                    in: transaction
                )
            }
            var response = Response.bytes(bytes, type: "application/pdf")
            response.fields[.cacheControl] = "no-store"
            return response
        }
    }
}
