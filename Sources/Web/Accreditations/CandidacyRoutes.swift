import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var candidacyRoutes: [APIRoute] {
        [candidacies, candidacy, candidacyOpening, verdict, deadline, candidacyEnd]
    }

    private var candidacies: APIRoute {
        APIRoute(
            method: .get,
            template: "/candidacies",
            summary: "Who is on the way to an accreditation, with the stages and the deadline.",
            query: [
                APIRoute.QueryParameter(
                    name: "open",
                    about: "true: only those that have not ended.",
                    schema: .boolean
                )
            ] + .page,
            answer: .page("candidacies", .named("Candidacy"))
        ) { request in
            let actor = try await actor(request)
            let query = try Query(request)
            let (onlyOpen, page) = (query["open"] == "true", try page(query))
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Candidacy.list(onlyOpen: onlyOpen, page: page, by: actor, in: transaction)
            }
            return answer(found, "candidacies", to: request, \.json)
        }
    }

    private var candidacy: APIRoute {
        APIRoute(
            method: .get,
            template: "/candidacies/{candidacy}",
            summary: "One candidacy.",
            answer: .named("Candidacy"),
            refusals: ["candidacy_not_found"]
        ) { request in
            let actor = try await actor(request)
            let id = try Candidacy.id(typed: request.parameters["candidacy"] ?? "")
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Candidacy.find(id, by: actor, in: transaction)
            }
            return answer(found.json)
        }
    }

    private var candidacyOpening: APIRoute {
        .act(
            on: self,
            .post,
            "/candidacies",
            summary: "Begin somebody's way to an accreditation for a course or a field.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(name: "email", about: "Of a known person.", isRequired: true),
                APIRoute.FormField(name: "course", about: "Its code; or a field."),
                APIRoute.FormField(name: "field", about: "Its code; or a course."),
                APIRoute.FormField(
                    name: "deadline_on",
                    about: "Until when; 90 days from now by default.",
                    schema: .date
                ),
            ],
            answer: .named("Candidacy"),
            status: .created,
            refusals: [
                "person_not_found", "course_not_found", "field_not_found",
                "candidacy_open_already",
            ],
            location: { $0["candidacy"]?.wholeNumber.map { "/candidacies/\($0)" } },
            { submission, transaction in
                try Candidacy.open(submission.form, by: submission.actor, in: transaction).json
            }
        )
    }

    private var verdict: APIRoute {
        .act(
            on: self,
            .post,
            "/candidacies/{candidacy}/verdicts",
            summary: """
                Enter a verdict on a stage; a later one counts instead of it, and undoes the \
                stages behind it. Assessor and verifier are two people, neither the candidate.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "stage",
                    about: "Which stage, in this order.",
                    isRequired: true,
                    schema: .oneOf(Candidacy.Stage.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(
                    name: "verdict",
                    about: "What was said.",
                    isRequired: true,
                    schema: .oneOf(Candidacy.Verdict.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(
                    name: "examiner",
                    about: "E-mail address of a known person; not needed for tot-passed."
                ),
                APIRoute.FormField(name: "on", about: "The day; today by default.", schema: .date),
                APIRoute.FormField(name: "note", about: "Anything more, up to 500 characters."),
            ],
            answer: .named("Candidacy"),
            status: .created,
            refusals: [
                "candidacy_not_found", "person_not_found", "candidacy_ended",
                "examination_in_future", "own_examiner", "assessor_verifies",
                "stages_out_of_order", "candidate_not_qualified",
            ]
        ) { submission, transaction in
            try Candidacy.enter(
                submission.form,
                on: try Candidacy.id(typed: submission.parameter("candidacy")),
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var deadline: APIRoute {
        .act(
            on: self,
            .post,
            "/candidacies/{candidacy}/deadline",
            summary: "Give a candidate time until another day.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "deadline_on",
                    about: "The last day.",
                    isRequired: true,
                    schema: .date
                ), .reason,
            ],
            answer: .named("Candidacy"),
            refusals: ["candidacy_not_found", "candidacy_ended", "reason_missing"]
        ) { submission, transaction in
            let id = try Candidacy.id(typed: submission.parameter("candidacy"))
            _ = try Candidacy.find(id, by: submission.actor, in: transaction)
            var form = submission.form
            let day = form.date("deadline_on")
            try form.check()
            return try Candidacy.extend(
                id,
                until: day,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var candidacyEnd: APIRoute {
        .act(
            on: self,
            .post,
            "/candidacies/{candidacy}/end",
            summary: "End a candidacy that leads to nothing.",
            permission: .manageCatalogue,
            form: [.reason],
            answer: .named("Candidacy"),
            refusals: ["candidacy_not_found", "candidacy_ended", "reason_missing"]
        ) { submission, transaction in
            try Candidacy.end(
                try Candidacy.id(typed: submission.parameter("candidacy")),
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
