import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var accreditationRoutes: [APIRoute] {
        [
            accreditations, accreditation, grant, suspension, reinstatement, renewal,
            accreditationCertificate, notices,
        ]
    }

    /// What is said about the right itself.
    private static func right(startIsRequired: Bool) -> [APIRoute.FormField] {
        [
            APIRoute.FormField(
                name: "starts_on",
                about: "The first day"
                    + (startIsRequired ? "." : "; the one after the old one's last by default."),
                isRequired: startIsRequired,
                schema: .date
            ),
            APIRoute.FormField(
                name: "ends_on",
                about: "The last day.",
                isRequired: true,
                schema: .date
            ),
            APIRoute.FormField(name: "basis", about: "On what basis.", isRequired: true),
        ]
    }

    private var accreditations: APIRoute {
        APIRoute(
            method: .get,
            template: "/accreditations",
            summary: "Who may teach what, from, until, on what basis.",
            query: [APIRoute.QueryParameter(name: "course", about: "Only of this course.")] + .page,
            answer: .page("accreditations", .named("Accreditation")),
            refusals: ["course_not_found"]
        ) { request in
            let actor = try await actor(request)
            let query = try Query(request)
            let (course, page) = (query["course"], try page(query))
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Accreditation.list(course: course, page: page, by: actor, in: transaction)
            }
            return answer(found, "accreditations", to: request, \.json)
        }
    }

    private var accreditation: APIRoute {
        APIRoute(
            method: .get,
            template: "/accreditations/{accreditation}",
            summary: "One accreditation.",
            answer: .named("Accreditation"),
            refusals: ["accreditation_not_found"]
        ) { request in
            let actor = try await actor(request)
            let id = try Accreditation.id(typed: request.parameters["accreditation"] ?? "")
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Accreditation.find(id, by: actor, in: transaction)
            }
            return answer(found.json)
        }
    }

    private var grant: APIRoute {
        .act(
            on: self,
            .post,
            "/accreditations",
            summary: "Grant a person the right to teach a course, or the courses of a field.",
            permission: .issueCertificates,
            form: [
                APIRoute.FormField(name: "email", about: "Of a known person.", isRequired: true),
                APIRoute.FormField(name: "course", about: "Its code; or a field."),
                APIRoute.FormField(name: "field", about: "Its code; or a course."),
                APIRoute.FormField(
                    name: "candidacy",
                    about: "The number of the complete candidacy that it comes of, if any.",
                    schema: .integer
                ),
            ] + API.right(startIsRequired: true),
            answer: .named("Accreditation"),
            status: .created,
            refusals: [
                "person_not_found", "course_not_found", "field_not_found", "candidacy_not_found",
                "candidacy_incomplete", "accreditation_overlaps",
            ],
            location: { $0["accreditation"]?.wholeNumber.map { "/accreditations/\($0)" } },
            { submission, transaction in
                try Accreditation.grant(
                    submission.form,
                    by: submission.actor,
                    in: transaction
                ).json
            }
        )
    }

    private var suspension: APIRoute {
        .act(
            on: self,
            .post,
            "/accreditations/{accreditation}/suspension",
            summary: """
                Suspend an accreditation that has not expired. A second time changes nothing.
                """,
            permission: .issueCertificates,
            form: [.reason],
            answer: .named("Accreditation"),
            refusals: ["accreditation_not_found", "accreditation_expired", "reason_missing"]
        ) { submission, transaction in
            try Accreditation.suspend(
                try Accreditation.id(typed: submission.parameter("accreditation")),
                true,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var reinstatement: APIRoute {
        .act(
            on: self,
            .post,
            "/accreditations/{accreditation}/reinstatement",
            summary: "End the suspension of an accreditation.",
            permission: .issueCertificates,
            form: [.reason],
            answer: .named("Accreditation"),
            refusals: ["accreditation_not_found", "accreditation_not_suspended", "reason_missing"]
        ) { submission, transaction in
            try Accreditation.suspend(
                try Accreditation.id(typed: submission.parameter("accreditation")),
                false,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var renewal: APIRoute {
        .act(
            on: self,
            .post,
            "/accreditations/{accreditation}/renewal",
            summary: "Renew an accreditation by a new one that is linked to it.",
            permission: .issueCertificates,
            form: API.right(startIsRequired: false),
            answer: .named("Accreditation"),
            status: .created,
            refusals: [
                "accreditation_not_found", "accreditation_suspended", "accreditation_renewed",
                "renewal_ends_no_later", "accreditation_overlaps",
            ],
            location: { $0["accreditation"]?.wholeNumber.map { "/accreditations/\($0)" } },
            { submission, transaction in
                try Accreditation.renew(
                    try Accreditation.id(typed: submission.parameter("accreditation")),
                    submission.form,
                    by: submission.actor,
                    in: transaction
                ).json
            }
        )
    }

    private var accreditationCertificate: APIRoute {
        .act(
            on: self,
            .post,
            "/accreditations/{accreditation}/certificate",
            summary: "Issue the certificate of an accreditation. Repeating it issues nothing new.",
            permission: .issueCertificates,
            form: [
                .dateOfIssue()
            ],
            answer: .named("IssuedBatch"),
            refusals: ["accreditation_not_found", "accreditation_suspended", "own_accreditation"]
        ) { submission, transaction in
            var form = submission.form
            let date = form.optionalDate("on")
            try form.check()
            return try Certificate.issue(
                accreditation: try Accreditation.id(typed: submission.parameter("accreditation")),
                on: date,
                chance: submission.chance,
                signing: submission.signing,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var notices: APIRoute {
        APIRoute(
            method: .get,
            template: "/notices",
            summary: "What people are to be told, with the text ready; nothing sends it yet.",
            query: .page,
            answer: .page("notices", .named("Notice"))
        ) { request in
            let actor = try await actor(request)
            let page = try page(try Query(request))
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Notice.list(page: page, by: actor, in: transaction)
            }
            return answer(found, "notices", to: request, \.json)
        }
    }
}
