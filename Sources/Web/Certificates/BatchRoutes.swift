import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var batchRoutes: [APIRoute] {
        [batches, batch, draft, approval, rejection, issueOfBatch, revocationOfBatch]
    }

    private var batches: APIRoute {
        APIRoute(
            method: .get,
            template: "/certificate-batches",
            summary: "Batches of certificates: drafts, and what was issued together.",
            query: [APIRoute.QueryParameter(name: "cohort", about: "Only this cohort's.")] + .page,
            answer: .page("batches", .named("CertificateBatch")),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let query = try Query(request)
            let (cohort, page) = (query["cohort"], try page(query))
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try CertificateBatch.list(
                    cohort: cohort,
                    page: page,
                    by: actor,
                    in: transaction
                )
            }
            return answer(found, "batches", to: request, \.json)
        }
    }

    private var batch: APIRoute {
        APIRoute(
            method: .get,
            template: "/certificate-batches/{batch}",
            summary: "One batch.",
            answer: .named("CertificateBatch"),
            refusals: ["batch_not_found"]
        ) { request in
            let actor = try await actor(request)
            let id = try CertificateBatch.id(typed: request.parameters["batch"] ?? "")
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try CertificateBatch.find(id, by: actor, in: transaction)
            }
            return answer(found.json)
        }
    }

    private var draft: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/certificate-batches",
            summary: "Draft a batch: freeze the list of those who would get a certificate.",
            permission: .issueCertificates,
            form: [
                .kindOfCertificate,
                .dateOfIssue("The date of issue, which may lie ahead; today by default."),
            ],
            answer: .named("DraftedBatch"),
            status: .created,
            refusals: ["cohort_not_found", "cohort_not_closed", "nobody_eligible"],
            location: { $0["batch"]?.wholeNumber.map { "/certificate-batches/\($0)" } },
            { submission, transaction in
                var form = submission.form
                let kind = form.kindOfCertificate()
                let date = form.optionalDate("on")
                try form.check()
                return try CertificateBatch.draft(
                    cohort: submission.parameter("code"),
                    kind: kind,
                    on: date,
                    by: submission.actor,
                    in: transaction
                ).json
            }
        )
    }

    private var approval: APIRoute {
        .act(
            on: self,
            .post,
            "/certificate-batches/{batch}/approval",
            summary: "Approve a draft that somebody else made. A second time changes nothing.",
            permission: .issueCertificates,
            answer: .named("CertificateBatch"),
            refusals: [
                "batch_not_found", "own_draft", "batch_decided", "batch_issued", "batch_not_draft",
            ]
        ) { submission, transaction in
            try decide(.approved, submission, transaction)
        }
    }

    private var rejection: APIRoute {
        .act(
            on: self,
            .post,
            "/certificate-batches/{batch}/rejection",
            summary: "Reject a draft: it is never issued.",
            permission: .issueCertificates,
            form: [.reason],
            answer: .named("CertificateBatch"),
            refusals: [
                "batch_not_found", "batch_decided", "batch_issued", "batch_not_draft",
                "reason_missing",
            ]
        ) { submission, transaction in
            try decide(.rejected, submission, transaction)
        }
    }

    private func decide(
        _ verdict: CertificateBatch.Verdict,
        _ submission: Submission,
        _ transaction: borrowing Transaction
    ) throws -> JSON {
        try CertificateBatch.decide(
            verdict,
            try CertificateBatch.id(typed: submission.parameter("batch")),
            by: submission.act,
            in: transaction
        ).json
    }

    private var issueOfBatch: APIRoute {
        .act(
            on: self,
            .post,
            "/certificate-batches/{batch}/certificates",
            summary: "Issue a draft to everybody on its list who is still eligible.",
            permission: .issueCertificates,
            answer: .named("IssuedBatch"),
            refusals: [
                "batch_not_found", "approval_missing", "batch_rejected", "batch_not_draft",
                "batch_dated_later",
            ]
        ) { submission, transaction in
            try CertificateBatch.issue(
                try CertificateBatch.id(typed: submission.parameter("batch")),
                chance: submission.chance,
                signing: submission.signing,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var revocationOfBatch: APIRoute {
        .act(
            on: self,
            .post,
            "/certificate-batches/{batch}/revocation",
            summary: """
                Revoke every certificate of a batch that still counts, and what replaced one of \
                them.
                """,
            permission: .issueCertificates,
            form: [
                .reason,
                .classOfReason,
            ],
            answer: .named("RevokedCertificates"),
            refusals: ["batch_not_found", "reason_missing"]
        ) { submission, transaction in
            var form = submission.form
            let reasonClass = form.classOfReason()
            try form.check()
            return try CertificateBatch.revoke(
                try CertificateBatch.id(typed: submission.parameter("batch")),
                class: reasonClass,
                signing: submission.signing,
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
