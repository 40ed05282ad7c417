import Documents
import Postgres
import TrainingCentre

/// What a trainee does: applies for a seat, gives one back, says that a course is wanted.
enum OwnFormRoutes {
    static var all: [FormRoute] { [withdrawal, application, interest] }

    private static let back = (text: MyText.heading.texts, path: "/me")

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
                let form = PageFormDescription(
                    id: "withdrawal",
                    title: OwnFormText.withdraw.texts,
                    text: OwnFormText.withdrawNote.texts,
                    action: "/me/enrolments/\(visit.parameter("code").percentEncoded)/withdrawal",
                    fields: [.reason(OwnFormText.why.texts, isRequired: false)],
                    buttons: [FormButton(label: OwnFormText.sendWithdrawal.texts)]
                )
                return content(form, cohort.course, visit, facts: cohort.facts(visit))
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
                    in: transaction
                )
                let code = found.cohort.draft.code
                let cohort = try CohortHeading.find(code, in: transaction)
                let institution = FormField(
                    name: "organisation",
                    label: OwnFormText.organisation.texts,
                    isRequired: true,
                    hint: OwnFormText.organisationNote.texts
                )
                let own: Set = ["given_name", "family_name", "email", "sex"]
                let facts = NominationForms.person(groups: try TargetGroup.list(in: transaction))
                    .filter { !own.contains($0.name) }
                let form = PageFormDescription(
                    id: "application",
                    title: OwnFormText.apply.texts,
                    text: OwnFormText.applyNote.texts,
                    action: "/cohorts/\(code.percentEncoded)/application",
                    fields: (found.rules.approval == .institutionAndCentre ? [institution] : [])
                        + facts.map { field in
                            var field = field
                            field.hint = nil
                            return field
                        },
                    buttons: [FormButton(label: OwnFormText.sendApplication.texts)]
                )
                return content(form, cohort.course, visit, facts: cohort.facts(visit))
            },
            act: { visit, form, act, transaction in
                DoneText.applied.json(
                    try Enrolment.takeSeat(
                        cohort: visit.parameter("code"),
                        form: form,
                        chance: visit.centre.chance,
                        by: act.actor,
                        in: transaction
                    )
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
                let form = PageFormDescription(
                    id: "interest",
                    title: OwnFormText.interest.texts,
                    text: OwnFormText.interestNote.texts,
                    action: "/courses/\(course.code.percentEncoded)/interest",
                    fields: [
                        FormField(name: "note", label: OwnFormText.note.texts, kind: .words)
                    ],
                    buttons: [FormButton(label: OwnFormText.sendInterest.texts)]
                )
                return content(form, course.title, visit)
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

    private static func content(
        _ form: PageFormDescription,
        _ lead: Titles,
        _ visit: FormRoute.Visit,
        facts: [FactRow] = []
    ) -> FormPage.Content {
        FormPage.Content(
            heading: form.title,
            lead: lead[visit.language],
            path: form.action,
            back: back,
            facts: facts,
            forms: [form]
        )
    }
}

extension CohortHeading {
    /// When and where, on a page with a form.
    func facts(_ visit: FormRoute.Visit) -> [FactRow] {
        [
            FactRow(
                name: EnrolmentText.dates(in: visit.language),
                value: startsOn.written(to: endsOn, in: visit.language)
            ),
            FactRow(
                name: EnrolmentText.place(in: visit.language),
                value: visit.site.place(venue, visit.language)
            ),
        ]
    }
}
