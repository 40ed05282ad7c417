import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var certificateRoutes: [APIRoute] { [eligibility, issue, list, revocation, replacement] }

    static let kinds = Schema.oneOf(Certificate.Kind.allCases.map(\.rawValue))

    private var eligibility: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/eligibility",
            summary: "Who gets a certificate, and why each other does not.",
            query: [
                APIRoute.QueryParameter(
                    name: "kind",
                    about: "completion by default.",
                    schema: API.kinds
                )
            ],
            answer: .object([("eligibility", .list(.named("Eligibility")))]),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let kind = try Query(request).read {
                $0.choice("kind", otherwise: Certificate.Kind.completion) ?? .completion
            }
            let list = try await centre.read { (transaction: borrowing Transaction) in
                try Eligibility.list(cohort: code, kind: kind, by: actor, in: transaction)
            }
            return answer(["eligibility": .array(list.map(\.json))])
        }
    }

    private var issue: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/certificates",
            summary: "Issue certificates to everybody of a closed cohort who has none.",
            permission: .issueCertificates,
            form: [
                .kindOfCertificate,
                .dateOfIssue(),
            ],
            answer: .named("IssuedBatch"),
            refusals: ["cohort_not_found", "cohort_not_closed", "approval_missing"]
        ) { submission, transaction in
            var form = submission.form
            let kind = form.kindOfCertificate()
            let date = form.optionalDate("on")
            try form.check()
            return try Certificate.issue(
                cohort: submission.parameter("code"),
                kind: kind,
                on: date,
                chance: submission.chance,
                signing: submission.signing,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var list: APIRoute {
        APIRoute(
            method: .get,
            template: "/certificates",
            summary: "The register; people without a role in it see their own certificates.",
            query: [
                APIRoute.QueryParameter(name: "cohort", about: "Only this cohort's."),
                APIRoute.QueryParameter(
                    name: "status",
                    about: "Only in this state.",
                    schema: .oneOf(["valid", "expired", "revoked", "replaced"])
                ),
            ] + .page,
            answer: .page("certificates", .named("Certificate")),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let query = try Query(request)
            let (cohort, page) = (query["cohort"], try page(query))
            let status: VerificationStatus? =
                query["status"] == nil ? nil : try query.read { $0.choice("status") }
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Certificate.list(
                    cohort: cohort,
                    status: status,
                    page: page,
                    by: actor,
                    in: transaction
                )
            }
            return answer(found, "certificates", to: request, \.json)
        }
    }

    private var revocation: APIRoute {
        .act(
            on: self,
            .post,
            "/certificates/{id}/revocation",
            summary: "Revoke a certificate. A second time gives the first record.",
            permission: .issueCertificates,
            form: [
                .reason,
                .classOfReason,
            ],
            answer: .named("Revocation"),
            refusals: ["certificate_not_found", "certificate_replaced", "reason_missing"]
        ) { submission, transaction in
            let id = try Certificate.id(typed: submission.parameter("id"))
            var form = submission.form
            let reasonClass = form.classOfReason()
            try form.check()
            return try Certificate.revoke(
                id,
                class: reasonClass,
                signing: submission.signing,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var replacement: APIRoute {
        .act(
            on: self,
            .post,
            "/certificates/{id}/replacement",
            summary: "Replace a certificate by one with a corrected name.",
            permission: .issueCertificates,
            form: [
                APIRoute.FormField(
                    name: "name_cyrl",
                    about: "The full name in Cyrillic.",
                    isRequired: true
                ),
                APIRoute.FormField(
                    name: "name_latn",
                    about: "The full name in Latin letters.",
                    isRequired: true
                ),
                APIRoute.FormField(
                    name: "names_differ",
                    about: "The two are spelt differently on purpose, as a foreign name may be.",
                    schema: .boolean
                ),
                APIRoute.FormField(
                    name: "reason",
                    about: "Why, for the centre's records.",
                    isRequired: true
                ),
            ],
            answer: .named("Replacement"),
            status: .created,
            refusals: [
                "certificate_not_found", "certificate_revoked", "certificate_replaced",
                "reason_missing", "name_unchanged", "names_differ",
            ]
        ) { submission, transaction in
            try Certificate.replace(
                try Certificate.id(typed: submission.parameter("id")),
                form: submission.form,
                chance: submission.chance,
                signing: submission.signing,
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
