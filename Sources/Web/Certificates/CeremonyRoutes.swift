import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var ceremonyRoutes: [APIRoute] { [ceremony, ceremonyList, handover] }

    private var ceremony: APIRoute {
        .act(
            on: self,
            .post,
            "/certificate-batches/{batch}/ceremony",
            summary: "Say when and where a batch is handed out; again to change it.",
            permission: .issueCertificates,
            form: [
                APIRoute.FormField(
                    name: "on",
                    about: "The day.",
                    isRequired: true,
                    schema: .date
                ),
                APIRoute.FormField(name: "place", about: "Where.", isRequired: true),
                APIRoute.FormField(name: "note", about: "Anything else for the hosts."),
            ],
            answer: .named("CertificateBatch"),
            refusals: ["batch_not_found"]
        ) { submission, transaction in
            try CertificateBatch.arrangeCeremony(
                try CertificateBatch.id(typed: submission.parameter("batch")),
                submission.form,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var ceremonyList: APIRoute {
        APIRoute(
            method: .get,
            template: "/certificate-batches/{batch}/ceremony",
            summary: "Who gets a paper of a batch: by LSG, then by family name.",
            answer: .object([("entries", .list(.named("CeremonyEntry")))]),
            refusals: ["batch_not_found"]
        ) { request in
            let actor = try await actor(request)
            let id = try CertificateBatch.id(typed: request.parameters["batch"] ?? "")
            let entries = try await centre.read { (transaction: borrowing Transaction) in
                try CertificateBatch.ceremonyList(id, by: actor, in: transaction)
            }
            return answer(["entries": .array(entries.map(\.json))])
        }
    }

    private var handover: APIRoute {
        .act(
            on: self,
            .post,
            "/certificates/{id}/handover",
            summary: "Enter that a certificate was handed over, or that it was not after all.",
            permission: .issueCertificates,
            form: [
                APIRoute.FormField(
                    name: "on",
                    about: "The day; left out, what was entered before is taken back.",
                    schema: .nullable(.date)
                ),
                APIRoute.FormField(name: "reason", about: "Why an entry is taken back."),
            ],
            answer: .named("Handover"),
            refusals: ["certificate_not_found", "handover_before_issue", "reason_missing"]
        ) { submission, transaction in
            var form = submission.form
            let day = form.optionalDate("on")
            try form.check()
            return try Certificate.handOver(
                try Certificate.id(typed: submission.parameter("id")),
                on: day,
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
