import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// Which editions of handbooks cohorts used, and who says to have read them.
    var readingRoutes: [APIRoute] {
        [
            cohortEditions, cohortEdition, cohortEditionEnd, acknowledgements, ownEditions,
            acknowledgement,
        ]
    }

    private static let editions = Schema.object([
        ("handbook_editions", .list(.named("CohortEdition")))
    ])

    private var cohortEditions: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/handbook-editions",
            summary: "The editions of handbooks that a cohort used.",
            isPublic: true,
            answer: API.editions,
            refusals: ["cohort_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let publicOnly = try await seesPublicOnly(request)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try CohortEdition.list(cohort: code, publicOnly: publicOnly, in: transaction)
            }
            return answer(["handbook_editions": .array(found.map(\.json))])
        }
    }

    private var cohortEdition: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/handbook-editions/{edition}",
            summary: "Record that a cohort used an edition; of a closed one with a reason.",
            form: [APIRoute.FormField(name: "reason", about: "Why; it goes into the audit.")],
            answer: API.editions,
            refusals: [
                "cohort_not_found", "handbook_edition_not_found", "cohort_cancelled",
                "reason_missing",
            ]
        ) { submission, transaction in
            let found = try CohortEdition.record(
                submission.parameter("edition"),
                cohort: submission.parameter("code"),
                by: submission.act,
                in: transaction
            )
            return ["handbook_editions": .array(found.map(\.json))]
        }
    }

    private var cohortEditionEnd: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/handbook-editions/{edition}/withdrawal",
            summary: "Take back that a cohort used an edition, while nobody says to have read it.",
            form: [APIRoute.FormField(name: "reason", about: "Why; it goes into the audit.")],
            answer: API.editions,
            refusals: [
                "cohort_not_found", "handbook_edition_not_found", "handbook_edition_acknowledged",
                "reason_missing",
            ]
        ) { submission, transaction in
            let found = try CohortEdition.remove(
                submission.parameter("edition"),
                cohort: submission.parameter("code"),
                by: submission.act,
                in: transaction
            )
            return ["handbook_editions": .array(found.map(\.json))]
        }
    }

    private var acknowledgements: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/acknowledgements",
            summary: "Who of a cohort says to have read which of the editions that it used.",
            answer: .object([("acknowledgements", .list(.named("EditionAcknowledgement")))]),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try EditionAcknowledgement.list(cohort: code, by: actor, in: transaction)
            }
            return answer(["acknowledgements": .array(found.map(\.json))])
        }
    }

    private var ownEditions: APIRoute {
        APIRoute(
            method: .get,
            template: "/enrolments/{code}/handbook-editions",
            summary: "The editions that an enrolment's cohort used, and which of them are read.",
            answer: .object([("handbook_editions", .list(.named("OwnEdition")))]),
            refusals: ["enrolment_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try OwnEdition.list(of: code, by: actor, in: transaction)
            }
            return answer(["handbook_editions": .array(found.map(\.json))])
        }
    }

    private var acknowledgement: APIRoute {
        .act(
            on: self,
            .post,
            "/enrolments/{code}/handbook-editions/{edition}/acknowledgement",
            summary: "Say that one has read an edition that the own cohort used; for good.",
            answer: .named("OwnEdition"),
            refusals: [
                "enrolment_not_found", "handbook_edition_not_found", "no_seat",
                "handbook_edition_not_readable",
            ]
        ) { submission, transaction in
            try OwnEdition.acknowledge(
                submission.parameter("edition"),
                of: submission.parameter("code"),
                by: submission.actor,
                in: transaction
            ).json
        }
    }
}

extension Schemas {
    private static let usedEdition: [(String, Schema)] = [
        ("edition_code", .string), ("handbook_code", .string), ("handbook_title", .titles),
        ("language_tag", .string), ("version_label", .string), ("year", .integer),
        ("state", .oneOf(HandbookEdition.State.allCases.map(\.rawValue))),
    ]

    /// What cohorts read.
    static let ofReading: [(name: String, schema: Schema)] = [
        ("CohortEdition", .object(usedEdition)),
        (
            "OwnEdition",
            .object(
                usedEdition + [
                    ("acknowledged_on", .nullable(.date)), ("can_be_acknowledged", .boolean),
                ]
            )
        ),
        (
            "EditionAcknowledgement",
            .object([
                ("enrolment", .integer), ("person", .string), ("name_sr_cyrl", .string),
                ("name_sr_latn", .string), ("edition_code", .string),
                ("acknowledged_on", .nullable(.date)),
            ])
        ),
    ]
}
