import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var trainerRegisterRoutes: [APIRoute] {
        [
            register, entry, trainerFile, trainerChange, trainerDecision, evidence,
            evidenceRemoval, publicListing, myTrainer, myApplication, myListing, myWithdrawal,
        ]
    }

    private static let draft = [APIRoute.FormField].draft(TrainerDraft.fields, codeField: nil)

    private static let listed = APIRoute.FormField(
        name: "listed",
        about: "Whether the person stands in the public list of trainers.",
        isRequired: true,
        schema: .boolean
    )

    /// The choice that was sent; refuses with `InvalidForm` when there is none.
    private static func listed(in submission: Submission) throws -> Bool {
        guard case .bool(let isListed)? = submission.object["listed"] else {
            throw InvalidForm([FieldProblem("listed", "is neither true nor false")])
        }
        return isListed
    }

    private var register: APIRoute {
        APIRoute(
            method: .get,
            template: "/trainers",
            summary: "The register of trainers: who applied or was nominated, and what came of it.",
            query: [
                APIRoute.QueryParameter(
                    name: "state",
                    about: "Only in this state.",
                    schema: .oneOf(TrainerProfile.State.allCases.map(\.rawValue))
                )
            ] + .page,
            answer: .page("trainers", .named("TrainerProfile"))
        ) { request in
            let actor = try await actor(request)
            let query = try Query(request)
            let page = try page(query)
            let state: TrainerProfile.State? = try query.read { form in
                form.has("state") ? form.choice("state") : nil
            }
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try TrainerProfile.list(state: state, page: page, by: actor, in: transaction)
            }
            return answer(found, "trainers", to: request, \.json)
        }
    }

    private var entry: APIRoute {
        .act(
            on: self,
            .post,
            "/trainers",
            summary: """
                Enter an application or a nomination. Staff enter anybody, a focal point somebody \
                whom the own organisation nominates; a new person is named by the way.
                """,
            form: [APIRoute.FormField(name: "email", about: "Of the person.", isRequired: true)]
                + .personName + [.sex] + API.draft,
            answer: .named("TrainerProfile"),
            status: .created,
            refusals: ["trainer_in_register", "name_differs", "organisation_not_found"],
            location: { $0["trainer"]?.wholeNumber.map { "/trainers/\($0)" } },
            { submission, transaction in
                try TrainerProfile.enter(
                    submission.form,
                    by: submission.actor,
                    in: transaction
                ).json
            }
        )
    }

    private var trainerFile: APIRoute {
        APIRoute(
            method: .get,
            template: "/trainers/{trainer}",
            summary: "One entry, with its decisions and the evidence that was shown.",
            answer: .named("TrainerFile"),
            refusals: ["trainer_not_found"]
        ) { request in
            let actor = try await actor(request)
            let id = try TrainerProfile.id(typed: request.parameters["trainer"] ?? "")
            let (found, version) = try await centre.read { (transaction: borrowing Transaction) in
                let profile = try TrainerProfile.find(id, by: actor, in: transaction)
                return (try TrainerProfile.file(profile, in: transaction), profile.version)
            }
            return answer(found, version: version)
        }
    }

    private var trainerChange: APIRoute {
        .act(
            on: self,
            .put,
            "/trainers/{trainer}",
            summary: """
                Change what is said about a trainer; needs If-Match with its entity tag. What is \
                left out stays as it is.
                """,
            permission: .manageEnrolments,
            form: API.draft,
            answer: .named("TrainerProfile"),
            refusals: ["trainer_not_found", "organisation_not_found"]
        ) { submission, transaction in
            try TrainerProfile.change(
                try TrainerProfile.id(typed: submission.parameter("trainer")),
                submission.form,
                ifVersion: submission.version,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var trainerDecision: APIRoute {
        .act(
            on: self,
            .post,
            "/trainers/{trainer}/decisions",
            summary: """
                Decide on an entry: under-review, accepted to the pool by a numbered decision, \
                refused with a reason, withdrawn, or received again.
                """,
            permission: .issueCertificates,
            form: [
                APIRoute.FormField(
                    name: "state",
                    about: "What it becomes.",
                    isRequired: true,
                    schema: .oneOf(TrainerProfile.State.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(name: "on", about: "The day; today by default.", schema: .date),
                APIRoute.FormField(name: "number", about: "Of the decision on paper."),
                APIRoute.FormField(name: "reason", about: "Why; a refusal needs it."),
            ],
            answer: .named("TrainerProfile"),
            refusals: [
                "trainer_not_found", "decision_does_not_follow", "decision_day_out_of_order",
            ]
        ) { submission, transaction in
            try TrainerProfile.decide(
                try TrainerProfile.id(typed: submission.parameter("trainer")),
                submission.form,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var evidence: APIRoute {
        .act(
            on: self,
            .post,
            "/trainers/{trainer}/evidence",
            summary: "Enter what was shown: where it is kept, or its digest; no copy is stored.",
            permission: .manageEnrolments,
            form: [
                APIRoute.FormField(
                    name: "kind",
                    about: "What it is.",
                    isRequired: true,
                    schema: .oneOf(TrainerEvidence.Kind.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(name: "title", about: "Its title.", isRequired: true),
                APIRoute.FormField(name: "place", about: "Where it is kept."),
                APIRoute.FormField(name: "digest", about: "SHA-256 of the file, hexadecimal."),
            ],
            answer: .object([("evidence", .list(.named("TrainerEvidence")))]),
            status: .created,
            refusals: ["trainer_not_found"]
        ) { submission, transaction in
            [
                "evidence": .array(
                    try TrainerEvidence.enter(
                        submission.form,
                        for: try TrainerProfile.id(typed: submission.parameter("trainer")),
                        by: submission.actor,
                        in: transaction
                    ).map(\.json)
                )
            ]
        }
    }

    private var evidenceRemoval: APIRoute {
        .act(
            on: self,
            .post,
            "/trainers/{trainer}/evidence/{evidence}/removal",
            summary: "Take a piece of evidence out of the register.",
            permission: .manageEnrolments,
            form: [.reason],
            answer: .object([("evidence", .list(.named("TrainerEvidence")))]),
            refusals: ["trainer_not_found", "evidence_not_found", "reason_missing"]
        ) { submission, transaction in
            [
                "evidence": .array(
                    try TrainerEvidence.remove(
                        ID(Int(submission.parameter("evidence")) ?? 0),
                        of: try TrainerProfile.id(typed: submission.parameter("trainer")),
                        by: submission.act,
                        in: transaction
                    ).map(\.json)
                )
            ]
        }
    }

    private var publicListing: APIRoute {
        .act(
            on: self,
            .post,
            "/trainers/{trainer}/listing",
            summary: "Enter what a trainer told the staff about standing in the public list.",
            permission: .manageEnrolments,
            form: [API.listed, .reason],
            answer: .named("TrainerProfile"),
            refusals: ["trainer_not_found", "reason_missing"]
        ) { submission, transaction in
            let id = try TrainerProfile.id(typed: submission.parameter("trainer"))
            let found = try TrainerProfile.find(id, by: submission.actor, in: transaction)
            return try TrainerProfile.list(
                found.id,
                publicly: try API.listed(in: submission),
                by: submission.act,
                in: transaction
            ).json
        }
    }

    // MARK: The trainer's own

    private var myTrainer: APIRoute {
        APIRoute(
            method: .get,
            template: "/me/trainer",
            summary: "The signed-in person's own entry in the register, and what leads on from it.",
            answer: .object([
                ("trainer", .named("TrainerProfile")),
                ("candidacies", .list(.named("Candidacy"))),
            ]),
            refusals: ["trainer_not_found"]
        ) { request in
            let actor = try await actor(request)
            let found: JSON = try await centre.read { (transaction: borrowing Transaction) in
                [
                    "trainer": try TrainerProfile.mine(of: actor, in: transaction).json,
                    "candidacies": .array(
                        try Candidacy.mine(of: actor, in: transaction).map(\.json)
                    ),
                ]
            }
            return answer(found)
        }
    }

    private var myApplication: APIRoute {
        .act(
            on: self,
            .post,
            "/me/trainer",
            summary: "Apply to become a trainer of the centre.",
            form: API.draft.filter { $0.name != "nominated_by" },
            answer: .named("TrainerProfile"),
            status: .created,
            refusals: ["person_not_found", "trainer_in_register"]
        ) { submission, transaction in
            try TrainerProfile.apply(submission.form, by: submission.actor, in: transaction).json
        }
    }

    private var myListing: APIRoute {
        .act(
            on: self,
            .post,
            "/me/trainer/listing",
            summary: "Choose whether to stand in the public list of trainers.",
            form: [API.listed],
            answer: .named("TrainerProfile"),
            refusals: ["trainer_not_found"]
        ) { submission, transaction in
            let mine = try TrainerProfile.mine(of: submission.actor, in: transaction)
            return try TrainerProfile.list(
                mine.id,
                publicly: try API.listed(in: submission),
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var myWithdrawal: APIRoute {
        .act(
            on: self,
            .post,
            "/me/trainer/withdrawal",
            summary: "Take back the own application, or leave the pool of trainers.",
            answer: .named("TrainerProfile"),
            refusals: ["trainer_not_found", "decision_does_not_follow"]
        ) { submission, transaction in
            try TrainerProfile.withdrawMine(by: submission.act, in: transaction).json
        }
    }
}
