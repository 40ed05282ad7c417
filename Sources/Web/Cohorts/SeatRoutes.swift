import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var seatRoutes: [APIRoute] {
        [seats, seatRules, seatRulesChange, quota, promotionPreview, promotion]
    }

    private var seats: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/seats",
            summary: "The seats of a cohort: taken, offered, held for organisations, free.",
            answer: .named("CohortSeats"),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            return answer(
                try await centre.read { (transaction: borrowing Transaction) in
                    try CohortSeats.find(cohort: code, by: actor, in: transaction)
                }.json
            )
        }
    }

    private var seatRules: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/seat-rules",
            summary: "How a cohort gives its seats.",
            isPublic: true,
            answer: .named("SeatRules"),
            refusals: ["cohort_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let publicOnly = try await seesPublicOnly(request)
            let rules = try await centre.read { (transaction: borrowing Transaction) in
                _ = try Cohort.find(code, publicOnly: publicOnly, in: transaction)
                return try SeatRules.find(cohort: code, in: transaction)
            }
            return answer(rules.json, version: rules.version)
        }
    }

    private var seatRulesChange: APIRoute {
        .act(
            on: self,
            .put,
            "/cohorts/{code}/seat-rules",
            summary: "Change how a cohort gives its seats. Who waits may be offered one at once.",
            permission: .manageCatalogue,
            form: SeatRoutes.ruleFields,
            answer: .named("SeatRules"),
            refusals: ["cohort_not_found", "cohort_closed", "cohort_cancelled"]
        ) { submission, transaction in
            try SeatRules.change(
                cohort: submission.parameter("code"),
                submission.form,
                ifVersion: submission.version,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var quota: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/quotas",
            summary: """
                Hold seats for an organisation that names people later; 0 gives them back. Said \
                again it changes what was said before.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(name: "organisation", about: "By code.", isRequired: true),
                APIRoute.FormField(
                    name: "seats",
                    about: "From 0 to 1,000.",
                    isRequired: true,
                    schema: .integer
                ),
                APIRoute.FormField(
                    name: "name_until_on",
                    about: "The last day for names; then what is left is free for everybody.",
                    isRequired: true,
                    schema: .date
                ),
            ],
            answer: .named("SeatQuota"),
            refusals: [
                "cohort_not_found", "organisation_not_found", "cohort_full", "cohort_closed",
                "cohort_cancelled",
            ]
        ) { submission, transaction in
            try SeatQuota.hold(
                submission.form,
                cohort: submission.parameter("code"),
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var promotionPreview: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/promotion",
            summary: "Who in the waiting list would be offered a free seat now; changes nothing.",
            query: [
                APIRoute.QueryParameter(
                    name: "seats",
                    about: "At most so many.",
                    schema: .integer
                )
            ],
            answer: .object([("next", .list(.named("Enrolment")))]),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let seats = try Query(request).integer("seats", in: 1...10_000)
            let next = try await centre.read { (transaction: borrowing Transaction) in
                try Cohort.nextInLine(code, seatsMax: seats, by: actor, in: transaction)
            }
            return answer(["next": .array(next.map(\.json))])
        }
    }

    private var promotion: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/promotion",
            summary: "Offer free seats to the next in the waiting list, whatever the policy is.",
            permission: .manageEnrolments,
            form: [
                APIRoute.FormField(
                    name: "seats",
                    about: "At most so many; as many as are free unless given.",
                    schema: .integer
                )
            ],
            answer: .object([("offered", .list(.named("Enrolment")))]),
            refusals: ["cohort_not_found", "cohort_not_open"]
        ) { submission, transaction in
            var form = submission.form
            let seats = form.optionalInteger("seats", in: 1...10_000)
            try form.check()
            let offered = try Cohort.promote(
                submission.parameter("code"),
                seatsMax: seats,
                by: submission.actor,
                in: transaction
            )
            return ["offered": .array(offered.map(\.json))]
        }
    }
}

/// The fields of the forms about seats.
private enum SeatRoutes {
    static let ruleFields = [
        APIRoute.FormField(
            name: "approval",
            about: "Who agrees to an application first.",
            schema: .oneOf(SeatRules.Approval.allCases.map(\.rawValue))
        ),
        APIRoute.FormField(
            name: "promotion",
            about: "Who offers a free seat to the next in the waiting list.",
            schema: .oneOf(SeatRules.Promotion.allCases.map(\.rawValue))
        ),
        APIRoute.FormField(
            name: "has_waiting_list",
            about: "Whether people wait when all seats are taken.",
            schema: .boolean
        ),
        APIRoute.FormField(
            name: "offer_hours",
            about: "How long an offered seat is held, from 1 to 720; 72 by default.",
            schema: .integer
        ),
        APIRoute.FormField(
            name: "apply_until_on",
            about: "The last day for asking; null while the cohort takes people.",
            schema: .nullable(.date),
            meaningOfNull: SeatRules.noDay
        ),
        APIRoute.FormField(
            name: "substitute_until_on",
            about: "The last day for naming somebody else; null: the day before the first one.",
            schema: .nullable(.date),
            meaningOfNull: SeatRules.noDay
        ),
    ]
}
