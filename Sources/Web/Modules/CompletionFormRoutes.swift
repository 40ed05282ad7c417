import Documents
import Postgres
import TrainingCentre

/// A trainer or staff enter that somebody has completed a module, and take it back.
enum CompletionFormRoutes {
    static var all: [FormRoute] { [completion, removal] }

    private static let template = "/cohorts/{code}/enrolments/{id}/modules/{module}"

    private static var completion: FormRoute {
        FormRoute(
            template: template,
            show: content,
            act: { visit, form, act, transaction in
                let found = try find(visit, transaction)
                var form = form
                // A page says when; today is for who enters it by a command.
                _ = form.date("completed_on")
                try form.check()
                _ = try ModuleCompletion.enter(
                    found.standing.code,
                    of: String(found.learner.enrolment.value),
                    form,
                    by: act,
                    in: transaction
                )
                return ["done": .string(DoneText.saved.rawValue)]
            },
            leads: { $0.address(template) }
        )
    }

    private static var removal: FormRoute {
        FormRoute(
            template: template + "/removal",
            show: content,
            act: { visit, _, act, transaction in
                let found = try find(visit, transaction)
                _ = try ModuleCompletion.takeBack(
                    found.standing.code,
                    of: String(found.learner.enrolment.value),
                    by: act,
                    in: transaction
                )
                return ["done": .string(DoneText.saved.rawValue)]
            },
            leads: { $0.address(template) }
        )
    }

    @Sendable private static func content(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction
    ) throws -> FormPage.Content {
        CompletionForms(
            found: try find(visit, transaction),
            cohort: try CohortHeading.find(visit.parameter("code"), in: transaction),
            language: visit.language
        ).content(isStaff: visit.actor.may(.readPeople))
    }

    private static func find(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction
    ) throws -> LearnerModule {
        try LearnerModule.find(
            visit.parameter("module"),
            of: visit.parameter("id"),
            cohort: visit.parameter("code"),
            by: visit.actor,
            in: transaction
        )
    }
}
