import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// What completes a module: how its film is watched, what becomes of content that is silent.
    var moduleRuleRoutes: [APIRoute] {
        [watchingRules, watchingRulesEntry, silenceRule, silenceRuleEntry]
    }

    private var watchingRules: APIRoute {
        APIRoute(
            method: .get,
            template: "/modules/{code}/watching",
            summary: "How the film of a module is watched.",
            answer: .named("WatchingRules"),
            refusals: ["module_not_found", "module_no_film"]
        ) { request in
            _ = try await actor(request)
            let code = request.parameters["code"] ?? ""
            return answer(
                try await centre.read { (transaction: borrowing Transaction) in
                    try WatchingRules.find(code, in: transaction)
                }.json
            )
        }
    }

    private var watchingRulesEntry: APIRoute {
        .act(
            on: self,
            .post,
            "/modules/{code}/watching",
            summary: """
                Say how the film of a module is watched from now on; what is left out stays, and \
                every change after the first needs a reason.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "skipping",
                    about: "Whether it may be skipped through; true when nobody said anything.",
                    schema: .boolean
                ),
                APIRoute.FormField(
                    name: "watched_percent",
                    about: "How much has to be watched, from 1 to 100; 90 when nobody said.",
                    schema: .integer
                ),
                APIRoute.FormField(name: "reason", about: "Why it changes."),
            ],
            answer: .named("WatchingRules"),
            refusals: ["module_not_found", "module_no_film", "reason_missing"]
        ) { submission, transaction in
            try WatchingRules.enter(
                submission.parameter("code"),
                submission.form,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var silenceRule: APIRoute {
        APIRoute(
            method: .get,
            template: "/modules/{code}/silence",
            summary: "What becomes of a module whose content never calls the run-time.",
            answer: .named("SilenceRule"),
            refusals: ["module_not_found", "module_no_run_time"]
        ) { request in
            _ = try await actor(request)
            let code = request.parameters["code"] ?? ""
            return answer(
                try await centre.read { (transaction: borrowing Transaction) in
                    try SilenceRule.find(code, in: transaction)
                }.json
            )
        }
    }

    private var silenceRuleEntry: APIRoute {
        .act(
            on: self,
            .post,
            "/modules/{code}/silence",
            summary: """
                Say what becomes, from now on, of parts of a module of SCORM or H5P whose content \
                never calls the run-time; every change after the first needs a reason.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "done_when_left",
                    about: "Whether such a part is done when it is left; else, as when nobody "
                        + "said anything, somebody enters the completion.",
                    isRequired: true,
                    schema: .boolean
                ),
                APIRoute.FormField(name: "reason", about: "Why it changes."),
            ],
            answer: .named("SilenceRule"),
            refusals: ["module_not_found", "module_no_run_time", "reason_missing"]
        ) { submission, transaction in
            try SilenceRule.enter(
                submission.parameter("code"),
                submission.form,
                by: submission.act,
                in: transaction
            ).json
        }
    }
}
