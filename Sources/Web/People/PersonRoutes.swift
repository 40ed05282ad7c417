import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var personRoutes: [APIRoute] {
        [people, personCreation, person, personChange, nameConfirmation]
    }

    private var people: APIRoute {
        APIRoute(
            method: .get,
            template: "/people",
            summary: "List people, or search them by name in either script or by e-mail address.",
            query: .search,
            answer: .page("people", .named("Person"))
        ) { request in
            let actor = try await actor(request)
            let query = try Query(request)
            let (words, page) = (query["q"], try page(query))
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Person.list(matching: words, page: page, by: actor, in: transaction)
            }
            return answer(found, "people", to: request, \.json)
        }
    }

    private var personCreation: APIRoute {
        .act(
            on: self,
            .post,
            "/people",
            summary: """
                Enter a person. A name in one script alone is written in the other by the \
                program, as a proposal that somebody confirms.
                """,
            permission: .manageEnrolments,
            form: [APIRoute.FormField(name: "email", about: "Of nobody else.", isRequired: true)]
                + .personName + [.sex],
            answer: .named("Person"),
            status: .created,
            refusals: ["email_taken"],
            location: { created in created["id"]?.wholeNumber.map { "/people/\($0)" } },
            { submission, transaction in
                try Person.create(submission.form, by: submission.actor, in: transaction).json
            }
        )
    }

    private var person: APIRoute {
        APIRoute(
            method: .get,
            template: "/people/{id}",
            summary: "Show a person.",
            answer: .named("Person"),
            refusals: ["person_not_found"]
        ) { request in
            let actor = try await actor(request)
            let id = try API.personID(request.parameters["id"] ?? "")
            let person = try await centre.read { (transaction: borrowing Transaction) in
                try Person.find(id, by: actor, in: transaction)
            }
            return answer(person.json, version: person.version)
        }
    }

    private var personChange: APIRoute {
        .act(
            on: self,
            .put,
            "/people/{id}",
            summary: """
                Correct a person's name or sex, or confirm a proposed spelling; needs If-Match. \
                What is left out stays, and so does what was frozen before.
                """,
            permission: .manageEnrolments,
            form: .nameParts + [
                .sex, APIRoute.FormField(name: "reason", about: "Why, unless it only confirms."),
            ],
            answer: .named("Person"),
            refusals: ["person_not_found", "reason_missing"]
        ) { submission, transaction in
            try Person.change(
                try API.personID(submission.parameter("id")),
                submission.form,
                ifVersion: submission.version,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var nameConfirmation: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/names/confirmation",
            summary: """
                Confirm the names of a cohort's people that were proposed in one script, as they \
                stand; a certificate freezes them so.
                """,
            permission: .manageEnrolments,
            answer: .object([("people", .list(.named("Person")))]),
            refusals: ["cohort_not_found"]
        ) { submission, transaction in
            let confirmed = try Person.confirmNames(
                cohort: submission.parameter("code"),
                by: submission.actor,
                in: transaction
            )
            return ["people": .array(confirmed.map(\.json))]
        }
    }

    private static func personID(_ id: String) throws -> ID<Person> {
        guard let number = Int(id) else { throw NotFound("person", id) }
        return ID(number)
    }
}

extension [APIRoute.FormField] {
    /// A name in its four parts.
    static let nameParts: Self = [
        APIRoute.FormField(name: "given_name_cyrl", about: "With family_name_cyrl."),
        APIRoute.FormField(name: "family_name_cyrl", about: "With given_name_cyrl."),
        APIRoute.FormField(name: "given_name_latn", about: "With family_name_latn."),
        APIRoute.FormField(name: "family_name_latn", about: "With given_name_latn."),
    ]

    /// A name in one field or in its parts.
    static let personName: Self =
        [
            APIRoute.FormField(
                name: "name",
                about: "Full name, given name first, in either script."
            )
        ] + nameParts
}

extension APIRoute.FormField {
    static let sex = APIRoute.FormField(
        name: "sex",
        about: "As reports count it; left out when the person does not say.",
        schema: .nullable(.oneOf(["M", "F"]))
    )
}
