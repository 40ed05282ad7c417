import Credentials
import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var enrolmentRoutes: [APIRoute] { [enrolments, seat, withdrawal] }

    private var enrolments: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/enrolments",
            summary: "The enrolments of a cohort.",
            query: .page,
            answer: .page("enrolments", .named("Enrolment")),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let page = try page(Query(request))
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Enrolment.list(cohort: code, page: page, by: actor, in: transaction)
            }
            return answer(found, "enrolments", to: request, \.json)
        }
    }

    private var seat: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/enrolments",
            summary: """
                Take a seat in an open cohort. Staff name the person by e-mail address, and by \
                name when the person is new; a trainee takes a seat for himself or herself. \
                The answer names in `clashes` the cohorts that take the person's time as well.
                """,
            form: [
                APIRoute.FormField(name: "email", about: "Whose seat; staff only.")
            ] + .personName + [
                .sex,
                APIRoute.FormField(
                    name: "lsg_code",
                    about: "Municipality or city, by code or by name."
                ),
                APIRoute.FormField(name: "institution", about: "Where the person works."),
                APIRoute.FormField(name: "function", about: "The person's function there."),
                APIRoute.FormField(
                    name: "target_group",
                    about: "The group that reports count.",
                    schema: .oneOf(EnrolmentFacts.TargetGroup.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(
                    name: "employment",
                    about: "employee by default.",
                    schema: .oneOf(EnrolmentFacts.Employment.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(
                    name: "participation",
                    about: "first-time by default.",
                    schema: .oneOf(EnrolmentFacts.Participation.allCases.map(\.rawValue))
                ),
            ],
            answer: .named("Enrolment"),
            status: .created,
            refusals: [
                "cohort_not_found", "cohort_full", "already_enrolled", "cohort_not_open",
                "name_differs", "person_unknown",
            ]
        ) { submission, transaction in
            let enrolment = try Enrolment.takeSeat(
                cohort: submission.parameter("code"),
                form: submission.form,
                chance: submission.chance,
                by: submission.actor,
                in: transaction
            )
            let clashes = try CohortClash.others(enrolment: enrolment.code, in: transaction)
            let warning = JSON.Member("clashes", .array(clashes.map(JSON.string)))
            return .object((enrolment.json.members ?? []) + [warning])
        }
    }

    private var withdrawal: APIRoute {
        .act(
            on: self,
            .post,
            "/enrolments/{code}/withdrawal",
            summary: "Give a seat back: one's own today, or staff anybody's with a reason.",
            form: [
                APIRoute.FormField(name: "reason", about: "Why; staff have to say."),
                APIRoute.FormField(
                    name: "on",
                    about: "The day that reports count, for staff to say; today by default.",
                    schema: .date
                ),
            ],
            answer: .named("Enrolment"),
            refusals: [
                "enrolment_not_found", "cohort_closed", "reason_missing", "withdrawal_in_future",
            ]
        ) { submission, transaction in
            var form = submission.form
            let date = form.optionalDate("on")
            try form.check()
            return try Enrolment.withdraw(
                submission.parameter("code"),
                on: date,
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
