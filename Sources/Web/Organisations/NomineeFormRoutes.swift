import Documents
import Postgres
import TrainingCentre

/// A focal point takes a nomination back, or names somebody else in its place.
enum NomineeFormRoutes {
    static var all: [FormRoute] {
        [
            FormRoute(
                template: "/nominations/enrolments/{id}/withdrawal",
                show: { visit, transaction in
                    try content(visit, transaction) { enrolment, _ in
                        NominationForms.withdrawal(enrolment.id.value)
                    }
                },
                act: { visit, _, act, transaction in
                    DoneText.withdrawn.json(
                        try Enrolment.withdraw(
                            visit.parameter("id"),
                            on: nil,
                            by: act,
                            in: transaction
                        )
                    )
                },
                leads: { _ in "/nominations" }
            ),
            FormRoute(
                template: "/nominations/enrolments/{id}/substitution",
                show: { visit, transaction in
                    try content(visit, transaction) { enrolment, choices in
                        NominationForms.substitution(
                            enrolment.id.value,
                            choices,
                            asksLSG: enrolment.facts.lsgCode == nil
                        )
                    }
                },
                act: { visit, form, act, transaction in
                    let enrolment = try Enrolment.substitute(
                        visit.parameter("id"),
                        with: form,
                        chance: visit.centre.chance,
                        by: act,
                        in: transaction
                    )
                    return DoneText.substituted.json(
                        enrolment,
                        try enrolment.remarks(by: act.actor, in: transaction)
                    )
                },
                leads: { _ in "/nominations" }
            ),
        ]
    }

    /// The page of somebody who is nominated, with the form.
    private static func content(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction,
        _ form: (Enrolment, PersonChoices) -> PageFormDescription
    ) throws -> FormPage.Content {
        let language = visit.language
        let enrolment = try Enrolment.seen(
            visit.parameter("id"),
            by: visit.actor,
            in: transaction
        )
        let call = try NominationCall.find(
            enrolment.cohortCode,
            of: visit.actor,
            language: language,
            in: transaction
        )
        let form = form(enrolment, try PersonChoices(in: transaction))
        return FormPage.Content(
            heading: form.title,
            lead: enrolment.name.written(in: language),
            path: form.action,
            back: (NominationText.heading.texts, "/nominations"),
            facts: [
                FactRow(
                    name: CohortText.status(in: language),
                    value: SeatText(enrolment.status)(in: language)
                ),
                FactRow(
                    name: EnrolmentText.training(in: language),
                    value: call.heading.course[language]
                ),
            ],
            forms: [form]
        )
    }
}
