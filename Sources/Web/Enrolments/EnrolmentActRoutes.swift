import Credentials
import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var enrolmentActRoutes: [APIRoute] {
        [nomination, organisationEnrolments, history, transfer, substitution, offer]
            + simpleActs.map { doing, noun, summary in
                act(doing, "/enrolments/{code}/\(noun)", summary)
            }
    }

    /// What is done with an enrolment and needs nothing but perhaps a reason.
    private var simpleActs: [(EnrolmentAct, noun: String, summary: String)] {
        [
            (.endorse, "endorsement", "The institution stands behind an application."),
            (
                .approve, "approval",
                "The centre agrees: a seat, or a place in the waiting list when none is free."
            ),
            (
                .decline, "declination",
                "Say no: the person to an offer, the institution or the centre with a reason."
            ),
            (.accept, "acceptance", "Take the seat that is offered, until the offer ends."),
            (.noShow, "absence", "Somebody who had a seat did not come; with a reason."),
            (.come, "absence/correction", "Somebody came after all; with a reason."),
        ]
    }

    private func act(_ doing: EnrolmentAct, _ template: String, _ summary: String) -> APIRoute {
        .act(
            on: self,
            .post,
            template,
            summary: summary,
            form: [
                APIRoute.FormField(
                    name: "reason",
                    about: """
                        Why; needed where something is taken from somebody else, and where staff \
                        go past what the course asks for or let somebody into a training that has \
                        begun.
                        """
                )
            ],
            answer: .named("Enrolment"),
            refusals: EnrolmentActRoutes.refusals
        ) { submission, transaction in
            try Enrolment.perform(
                doing,
                submission.parameter("code"),
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var offer: APIRoute {
        .act(
            on: self,
            .post,
            "/enrolments/{code}/offer",
            summary: "Offer a free seat to somebody in the waiting list, whoever is the next.",
            permission: .manageEnrolments,
            form: [
                APIRoute.FormField(
                    name: "hours",
                    about: "How long it is held, from 1 to 720; as the cohort's rules say.",
                    schema: .integer
                ),
                APIRoute.FormField(
                    name: "reason",
                    about: "Why it is held longer than the rules say, or past what is asked for."
                ),
            ],
            answer: .named("Enrolment"),
            refusals: EnrolmentActRoutes.refusals + ["cohort_full", "offer_too_long"]
        ) { submission, transaction in
            var form = submission.form
            let hours = form.optionalInteger("hours", in: 1...720)
            try form.check()
            return try Enrolment.perform(
                .offer,
                submission.parameter("code"),
                hours: hours,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var nomination: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/nominations",
            summary: """
                An institution proposes somebody: its focal point, or staff for any. The person is \
                entered by the way, and takes a seat that the institution holds, if there is one. \
                The answer has the `warnings` of taking a seat; a focal point is told of people of \
                its own institution alone.
                """,
            form: [.organisation] + .enrolment,
            answer: .named("Enrolment"),
            status: .created,
            refusals: [
                "cohort_not_found", "cohort_full", "already_enrolled", "cohort_not_open",
                "name_differs", "applications_closed", "prerequisites_missing",
                "organisation_not_found",
            ]
        ) { submission, transaction in
            let enrolment = try Enrolment.nominate(
                cohort: submission.parameter("code"),
                form: submission.form,
                chance: submission.chance,
                by: submission.actor,
                in: transaction
            )
            return .object(
                (enrolment.json.members ?? []) + [
                    try enrolment.warnings(by: submission.actor, in: transaction)
                ]
            )
        }
    }

    private var organisationEnrolments: APIRoute {
        APIRoute(
            method: .get,
            template: "/organisations/{code}/enrolments",
            summary: "The enrolments behind which an organisation stands, newest first.",
            query: .page,
            answer: .page("enrolments", .named("Enrolment")),
            refusals: ["organisation_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let page = try page(Query(request))
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Enrolment.list(organisation: code, page: page, by: actor, in: transaction)
            }
            return answer(found, "enrolments", to: request, \.json)
        }
    }

    private var history: APIRoute {
        APIRoute(
            method: .get,
            template: "/enrolments/{code}/history",
            summary: "Every change of an enrolment: from what to what, who, when, why.",
            answer: .named("EnrolmentHistory"),
            refusals: ["enrolment_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            return answer(
                try await centre.read { (transaction: borrowing Transaction) in
                    try EnrolmentHistory.find(code, by: actor, in: transaction)
                }.json
            )
        }
    }

    private var transfer: APIRoute {
        .act(
            on: self,
            .post,
            "/enrolments/{code}/transfer",
            summary: """
                Move somebody to another cohort; gives the enrolment there. It is in the same \
                state as far as the rules there allow: who has a seat takes one, or stays here. \
                The answer names in `warnings` what to look at, first of all that the cohort there \
                is of another course (cohort_of_other_course).
                """,
            permission: .manageEnrolments,
            form: [
                APIRoute.FormField(name: "cohort", about: "Where to, by code.", isRequired: true),
                APIRoute.FormField(name: "reason", about: "Why.", isRequired: true),
                APIRoute.FormField(
                    name: "past",
                    about: "What of the rules there this goes past; the reason alone does not.",
                    schema: .list(.oneOf(MovePast.allCases.map(\.rawValue)))
                ),
            ],
            answer: .named("Enrolment"),
            status: .created,
            refusals: EnrolmentActRoutes.refusals + [
                "cohort_not_found", "cohort_full", "already_enrolled", "institution_missing",
                "applications_closed",
            ]
        ) { submission, transaction in
            var form = submission.form
            let cohort = form.optionalCode("cohort")
            let past = MovePast.named(in: &form)
            try form.check()
            let moved = try Enrolment.move(
                submission.parameter("code"),
                to: cohort,
                past: past,
                chance: submission.chance,
                by: submission.act,
                in: transaction
            )
            return moved.json(try moved.remarks(by: submission.actor, in: transaction))
        }
    }

    private var substitution: APIRoute {
        .act(
            on: self,
            .post,
            "/enrolments/{code}/substitution",
            summary: """
                Put another person into an enrolment's place, until the cohort's cut-off: for the \
                focal point behind it, and for staff, who go past what the course asks for by the \
                reason.
                """,
            form: .enrolment + [
                APIRoute.FormField(name: "reason", about: "Why.", isRequired: true)
            ],
            answer: .named("Enrolment"),
            status: .created,
            refusals: EnrolmentActRoutes.refusals + [
                "already_enrolled", "substitution_closed", "name_differs",
            ]
        ) { submission, transaction in
            try Enrolment.substitute(
                submission.parameter("code"),
                with: submission.form,
                chance: submission.chance,
                by: submission.act,
                in: transaction
            ).json
        }
    }
}

/// What the acts with an enrolment have in common.
private enum EnrolmentActRoutes {
    static let refusals = [
        "enrolment_not_found", "not_possible_now", "offer_ended", "not_endorsed",
        "cohort_not_begun", "was_present", "cohort_closed", "reason_missing",
        "prerequisites_missing", "cohort_not_open",
    ]
}
