import Documents
import Postgres
import TrainingCentre

/// What a trainee does: applies for a seat, gives one back, says that a course is wanted.
enum OwnFormRoutes {
    static var all: [FormRoute] { [withdrawal, application, interest, interestWithdrawal] }

    private static var withdrawal: FormRoute {
        FormRoute(
            template: "/me/enrolments/{code}/withdrawal",
            show: { visit, transaction in
                let enrolment = try Enrolment.seen(
                    visit.parameter("code"),
                    by: visit.actor,
                    in: transaction
                )
                let cohort = try CohortHeading.find(enrolment.cohortCode, in: transaction)
                return OwnForms.withdrawal(
                    visit.parameter("code"),
                    of: cohort,
                    in: visit.language,
                    site: visit.site
                )
            },
            act: { visit, _, act, transaction in
                DoneText.withdrawn.json(
                    try Enrolment.withdraw(
                        visit.parameter("code"),
                        on: nil,
                        by: act,
                        in: transaction
                    )
                )
            },
            leads: { _ in "/me" }
        )
    }

    private static var application: FormRoute {
        FormRoute(
            template: "/cohorts/{code}/application",
            show: { visit, transaction in
                let found = try CohortOverview.find(
                    visit.parameter("code"),
                    for: visit.actor,
                    language: visit.language,
                    in: transaction
                )
                let content = OwnForms.application(
                    try CohortHeading.find(found.cohort.draft.code, in: transaction),
                    found.rules,
                    try PersonChoices(in: transaction),
                    in: visit.language,
                    site: visit.site
                )
                return visit.actor.takesPart ? content : OwnForms.forTrainees(content)
            },
            act: { visit, form, act, transaction in
                let enrolment = try Enrolment.takeSeat(
                    cohort: visit.parameter("code"),
                    form: form,
                    chance: visit.centre.chance,
                    by: act.actor,
                    in: transaction
                )
                return DoneText.applied.json(
                    enrolment,
                    try enrolment.remarks(by: act.actor, in: transaction)
                )
            },
            leads: { _ in "/me" }
        )
    }

    private static var interest: FormRoute {
        FormRoute(
            template: "/courses/{code}/interest",
            show: { visit, transaction in
                let course = try Course.find(visit.parameter("code"), in: transaction).draft
                let content = OwnForms.interest(
                    course.title,
                    course.code,
                    own: try OwnInterest.find(
                        course: course.code,
                        of: visit.actor,
                        in: transaction
                    ),
                    in: visit.language
                )
                return visit.actor.takesPart ? content : OwnForms.forTrainees(content)
            },
            act: { visit, form, act, transaction in
                _ = try Interest.express(
                    course: visit.parameter("code"),
                    form,
                    by: act.actor,
                    in: transaction
                )
                return ["done": .string(DoneText.wanted.rawValue)]
            },
            leads: { _ in "/me" }
        )
    }

    private static var interestWithdrawal: FormRoute {
        FormRoute(
            template: "/me/interests/{id}/withdrawal",
            show: { visit, transaction in
                OwnForms.withdrawal(
                    try OwnInterest.find(interestID(visit), of: visit.actor, in: transaction),
                    in: visit.language
                )
            },
            act: { visit, _, act, transaction in
                _ = try Interest.withdraw(interestID(visit), by: act, in: transaction)
                return ["done": .string(DoneText.unwanted.rawValue)]
            },
            leads: { _ in "/me" }
        )
    }

    /// The interest of the address; one that nobody has for what is no number.
    private static func interestID(_ visit: FormRoute.Visit) -> ID<Interest> {
        ID(Int(visit.parameter("id")) ?? 0)
    }
}
