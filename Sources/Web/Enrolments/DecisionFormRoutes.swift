import Documents
import Postgres
import TrainingCentre

/// What staff and trainers decide about one enrolment: everything that can be done with it now.
enum DecisionFormRoutes {
    static var all: [FormRoute] { [decision, transfer] }

    /// The address of the page, below the language.
    static func path(_ cohort: String, _ enrolment: Int) -> String {
        "/cohorts/\(cohort.percentEncoded)/enrolments/\(enrolment)"
    }

    private static var decision: FormRoute {
        FormRoute(
            template: "/cohorts/{code}/enrolments/{id}",
            show: content,
            act: { visit, form, act, transaction in
                var form = form
                let hours = form.optionalInteger("hours", in: 1...720)
                let doing: EnrolmentAct? = form.choice("act")
                try form.check()
                guard let doing else { throw InvalidForm([FieldProblem("act", "is missing")]) }
                return DoneText.decided.json(
                    try Enrolment.perform(
                        doing,
                        visit.parameter("id"),
                        hours: doing == .offer ? hours : nil,
                        by: act,
                        in: transaction
                    )
                )
            },
            leads: own
        )
    }

    private static var transfer: FormRoute {
        FormRoute(
            template: "/cohorts/{code}/enrolments/{id}/transfer",
            show: content,
            act: { visit, form, act, transaction in
                var form = form
                let cohort = form.code("cohort")
                try form.check()
                return DoneText.moved.json(
                    try Enrolment.move(
                        visit.parameter("id"),
                        to: cohort,
                        chance: visit.centre.chance,
                        by: act,
                        in: transaction
                    )
                )
            },
            leads: own
        )
    }

    private static func own(_ visit: FormRoute.Visit) -> String {
        "/cohorts/\(visit.parameter("code").percentEncoded)/enrolments/"
            + visit.parameter("id").percentEncoded
    }

    private static func content(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction
    ) throws -> FormPage.Content {
        let language = visit.language
        let id = visit.parameter("id")
        let enrolment = try Enrolment.seen(id, by: visit.actor, in: transaction)
        let cohort = try CohortHeading.find(enrolment.cohortCode, in: transaction)
        let acts = try EnrolmentAct.possible(with: id, by: visit.actor, in: transaction)
        let path = path(cohort.code, enrolment.id.value)
        var forms = acts.isEmpty ? [] : [form(acts, path)]
        if visit.actor.may(.manageEnrolments), enrolment.status.isLive {
            forms.append(transferForm(path))
        }
        return FormPage.Content(
            heading: DecisionText.decision.texts,
            lead: enrolment.name.written(in: language),
            path: path,
            back: (cohort.course, "/cohorts/\(cohort.code.percentEncoded)"),
            notice: forms.isEmpty ? DecisionText.nothing(in: language) : nil,
            facts: [
                FactRow(
                    name: CohortText.status(in: language),
                    value: SeatText(enrolment.status)(in: language)
                ),
                FactRow(
                    name: DecisionText.institution(in: language),
                    value: visit.site.place(enrolment.facts.institution, language)
                ),
                FactRow(
                    name: NominationText.function(in: language),
                    value: visit.site.place(enrolment.facts.function, language)
                ),
            ] + cohort.facts(visit),
            forms: forms,
            isStaff: visit.actor.may(.readPeople)
        )
    }

    private static func form(_ acts: [EnrolmentAct], _ path: String) -> PageFormDescription {
        let hours = FormField(
            name: "hours",
            label: DecisionText.hours.texts,
            kind: .line(type: "number")
        )
        return PageFormDescription(
            id: "decision",
            title: DecisionText.decision.texts,
            text: DecisionText.decisionNote.texts,
            action: path,
            fields: (acts.contains(.offer) ? [hours] : [])
                + [.reason(DecisionText.why.texts, isRequired: false)],
            buttons: acts.map { act in
                FormButton(
                    label: DecisionText(act).texts,
                    name: "act",
                    value: act.rawValue,
                    isQuiet: ![.approve, .offer, .accept].contains(act)
                )
            }
        )
    }

    private static func transferForm(_ path: String) -> PageFormDescription {
        PageFormDescription(
            id: "transfer",
            title: DecisionText.transfer.texts,
            text: DecisionText.transferNote.texts,
            action: path + "/transfer",
            fields: [
                FormField(name: "cohort", label: DecisionText.cohort.texts, isRequired: true),
                .reason(DecisionText.why.texts),
            ],
            buttons: [FormButton(label: DecisionText.sendTransfer.texts)]
        )
    }
}
