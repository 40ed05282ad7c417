import Documents
import HTTPServer
import Postgres
import TrainingCentre

/// Staff decide about many of a cohort at once, and a focal point for the own institution.
enum CohortDecisionRoutes {
    static var all: [FormRoute] { DecisionStage.allCases.map(decisions) }

    private static func decisions(_ stage: DecisionStage) -> FormRoute {
        FormRoute(
            template: "/cohorts/{code}/decisions" + (stage == .centre ? "" : "/institution"),
            show: content,
            act: { visit, form, act, transaction in
                var form = form
                let doing: EnrolmentAct? = form.choice("act")
                try form.check()
                guard let doing, doing == stage.agreement || doing == .decline else {
                    throw InvalidForm([FieldProblem("act", "is missing", .missing)])
                }
                return DecisionWording.json(
                    try CohortDecisions.decide(
                        doing,
                        stage,
                        ticked: form,
                        cohort: visit.parameter("code"),
                        by: act,
                        in: transaction
                    )
                )
            },
            leads: { CohortDecisionForms.path($0.parameter("code")) },
            tell: { done, language, site in
                DecisionWording(language: language, site: site).tables(done)
            }
        )
    }

    private static func content(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction
    ) throws -> FormPage.Content {
        let actor = visit.actor
        let found = try CohortDecisions.find(
            visit.parameter("code"),
            by: actor,
            in: transaction
        )
        let stages: [DecisionStage] =
            actor.may(.manageEnrolments)
            ? [.centre, .institution] : actor.roles.contains(.focalPoint) ? [.institution] : []
        return CohortDecisionForms(found: found, language: visit.language, site: visit.site)
            .content(
                of: stages,
                areTicked: try Query(visit.request)["tick"] == "all",
                isStaff: actor.may(.readPeople)
            )
    }
}
