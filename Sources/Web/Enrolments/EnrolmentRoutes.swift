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
            summary: """
                The enrolments of a cohort, all or those in a state. Their private codes are told \
                to staff and to the holder; everybody else who has a right to an enrolment names \
                it by its `id`, wherever a path has `/enrolments/{code}`.
                """,
            query: [
                APIRoute.QueryParameter(
                    name: "status",
                    about: "Only those in this state; “waiting” is the waiting list.",
                    schema: .oneOf(Enrolment.Status.allCases.map(\.rawValue))
                )
            ] + .page,
            answer: .page("enrolments", .named("Enrolment")),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let query = try Query(request)
            let page = try page(query)
            let status = try query["status"].map { text in
                guard let status = Enrolment.Status(rawValue: text) else {
                    throw InvalidForm([FieldProblem("status", "is no state of an enrolment")])
                }
                return status
            }
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Enrolment.list(
                    cohort: code,
                    status: status,
                    page: page,
                    by: actor,
                    in: transaction
                )
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
                Take a seat in a cohort. Staff name the person by e-mail address, and by \
                name when the person is new; a trainee takes a seat for himself or herself. As the \
                cohort's rules say, it is a seat, a place in the waiting list, or an application \
                that somebody has to agree to: see `status`. The answer names in `clashes` the \
                cohorts that take the person's time as well, and in `warnings` what else to \
                look at: that the municipality is unknown (person_lsg_unknown), or that somebody \
                of the name and the institution has another address (person_known_elsewhere).
                """,
            form: [
                .organisation,
                APIRoute.FormField(
                    name: "reason",
                    about: """
                        Why staff go past approval, past what the course asks for, or enter \
                        somebody while the cohort is a draft, has begun or is over; it stands in \
                        the history with what it went past.
                        """
                ),
            ] + .enrolment,
            answer: .named("Enrolment"),
            status: .created,
            refusals: [
                "cohort_not_found", "cohort_full", "already_enrolled", "cohort_not_open",
                "reason_missing",
                "name_differs", "person_unknown", "applications_closed", "institution_missing",
                "institution_not_asked",
                "prerequisites_missing", "organisation_not_found",
            ]
        ) { submission, transaction in
            let enrolment = try Enrolment.takeSeat(
                cohort: submission.parameter("code"),
                form: submission.form,
                chance: submission.chance,
                by: submission.actor,
                in: transaction
            )
            let clashes = try CohortClash.others(enrolment: enrolment.id, in: transaction)
            let warning = JSON.Member("clashes", .array(clashes.map(JSON.string)))
            return .object(
                (enrolment.json.members ?? []) + [
                    warning, try enrolment.warnings(by: submission.actor, in: transaction),
                ]
            )
        }
    }

    private var withdrawal: APIRoute {
        .act(
            on: self,
            .post,
            "/enrolments/{code}/withdrawal",
            summary: """
                Give a seat back, or an application up: one's own today, or with a reason staff \
                anybody's and a focal point those of the own organisation.
                """,
            form: [
                APIRoute.FormField(name: "reason", about: "Why; not for one's own."),
                APIRoute.FormField(
                    name: "on",
                    about: "The day that reports count, for staff to say; today by default.",
                    schema: .date
                ),
            ],
            answer: .named("Enrolment"),
            refusals: [
                "enrolment_not_found", "cohort_closed", "reason_missing", "withdrawal_in_future",
                "withdrawal_too_early", "not_possible_now",
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

extension Enrolment {
    /// What is to be said of an enrolment that was entered now, by stable codes.
    func warnings(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> JSON.Member {
        let remarks = try remarks(by: actor, in: transaction)
        return JSON.Member("warnings", .array(remarks.map { .string($0.code) }))
    }
}

extension APIRoute.FormField {
    /// The institution that stands behind somebody.
    static let organisation = APIRoute.FormField(
        name: "organisation",
        about: "The institution behind the person, by code."
    )
}

extension [APIRoute.FormField] {
    /// The person of an enrolment, and the facts that reports count.
    static let enrolment: Self =
        [
            APIRoute.FormField(name: "email", about: "Whose seat; not for one's own.")
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
                about: "The group that reports count: a target group’s code, or its name."
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
        ]
}
