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
        APIRoute(
            method: .post,
            template: "/cohorts/{code}/enrolments",
            summary: """
                Take a seat in an open cohort. Staff name the person by e-mail address, and by \
                name when the person is new; a trainee takes a seat for himself or herself.
                """,
            form: [
                APIRoute.FormField(name: "email", about: "Whose seat; staff only."),
                APIRoute.FormField(
                    name: "name",
                    about: "Full name, given name first, in either script."
                ),
                APIRoute.FormField(name: "given_name_cyrl", about: "With family_name_cyrl."),
                APIRoute.FormField(name: "family_name_cyrl", about: "With given_name_cyrl."),
                APIRoute.FormField(name: "given_name_latn", about: "With family_name_latn."),
                APIRoute.FormField(name: "family_name_latn", about: "With given_name_latn."),
                APIRoute.FormField(name: "sex", about: "M, F or empty."),
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
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let submission = try await Submission(request)
            let (form, chance) = (submission.form, centre.chance)
            return try await write(submission, as: actor, status: .created) {
                (transaction: borrowing Transaction) in
                try Enrolment.takeSeat(
                    cohort: code,
                    form: form,
                    chance: chance,
                    by: actor,
                    in: transaction
                ).json
            }
        }
    }

    private var withdrawal: APIRoute {
        APIRoute(
            method: .post,
            template: "/enrolments/{code}/withdrawal",
            summary: "Give a seat back; one's own, or staff anybody's.",
            form: [
                APIRoute.FormField(name: "reason", about: "Why; it goes into the audit."),
                APIRoute.FormField(
                    name: "on",
                    about: "The day that reports count; today by default.",
                    schema: .date
                ),
            ],
            answer: .named("Enrolment"),
            refusals: ["enrolment_not_found", "cohort_closed"]
        ) { request in
            let actor = try await actor(request)
            let typed = request.parameters["code"] ?? ""
            guard case .id(let code) = VerificationID.reading(typed) else {
                throw NotFound("enrolment", "with this code")
            }
            let submission = try await Submission(request)
            var form = submission.form
            let date = form.optionalDate("on")
            try form.check()
            return try await write(submission, as: actor, because: submission["reason"]) {
                (transaction: borrowing Transaction) in
                try Enrolment.withdraw(code.compact, on: date, by: actor, in: transaction).json
            }
        }
    }
}
