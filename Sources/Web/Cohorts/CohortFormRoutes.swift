import Documents
import HTTPServer
import Postgres
import TrainingCentre

/// What staff do with a cohort: its steps, closing it, issuing its certificates.
enum CohortFormRoutes {
    static var all: [FormRoute] { [steps, closing, certificates] }

    private enum Step: String, CaseIterable {
        case publish, confirm, start

        var label: DecisionText {
            switch self {
            case .publish: .publish
            case .confirm: .confirm
            case .start: .start
            }
        }
    }

    private static var steps: FormRoute {
        FormRoute(
            template: "/cohorts/{code}/state",
            show: { visit, transaction in
                try content(visit, transaction, .manageCatalogue) { path, _ in
                    PageFormDescription(
                        id: "step",
                        title: DecisionText.steps.texts,
                        action: path + "/state",
                        buttons: Step.allCases.map { step in
                            FormButton(
                                label: step.label.texts,
                                name: "step",
                                value: step.rawValue
                            )
                        }
                    )
                }
            },
            act: { visit, form, act, transaction in
                var form = form
                let step = form.choice("step", otherwise: Step.publish)
                try form.check()
                let code = visit.parameter("code")
                switch step {
                case .confirm: _ = try Cohort.confirm(code, by: act.actor, in: transaction)
                case .start: _ = try Cohort.start(code, by: act.actor, in: transaction)
                default: _ = try Cohort.publish(code, by: act.actor, in: transaction)
                }
                return ["done": .string(DoneText.stepped.rawValue)]
            },
            leads: { "/cohorts/\($0.parameter("code").percentEncoded)/state" }
        )
    }

    private static var closing: FormRoute {
        FormRoute(
            template: "/cohorts/{code}/closing",
            show: { visit, transaction in
                try content(visit, transaction, .manageCatalogue) { path, cohort in
                    cohort.state.hasEnded
                        ? nil
                        : PageFormDescription(
                            id: "closing",
                            title: DecisionText.closing.texts,
                            text: DecisionText.closingNote.texts,
                            action: path + "/closing",
                            fields: [
                                FormField(
                                    name: "on",
                                    label: DecisionText.closedOn.texts,
                                    kind: .line(type: "date")
                                )
                            ],
                            buttons: [FormButton(label: DecisionText.close.texts)]
                        )
                }
            },
            act: { visit, form, act, transaction in
                var form = form
                let day = form.optionalDate("on")
                try form.check()
                _ = try Cohort.close(
                    visit.parameter("code"),
                    on: day,
                    by: act.actor,
                    in: transaction
                )
                return ["done": .string(DoneText.closed.rawValue)]
            },
            leads: { "/cohorts/\($0.parameter("code").percentEncoded)/certificates" }
        )
    }

    private static var certificates: FormRoute {
        FormRoute(
            template: "/cohorts/{code}/certificates",
            show: { visit, transaction in
                try content(visit, transaction, .issueCertificates) { path, _ in
                    PageFormDescription(
                        id: "certificates",
                        title: DecisionText.certificates.texts,
                        text: DecisionText.certificatesNote.texts,
                        action: path + "/certificates",
                        fields: [
                            FormField(
                                name: "kind",
                                label: DecisionText.kind.texts,
                                kind: .choice([
                                    ("completion", DecisionText.completion.texts),
                                    ("participation", DecisionText.participation.texts),
                                ])
                            ),
                            FormField(
                                name: "on",
                                label: DecisionText.issuedOn.texts,
                                kind: .line(type: "date")
                            ),
                        ],
                        buttons: [FormButton(label: DecisionText.issue.texts)]
                    )
                }
            },
            act: { visit, form, act, transaction in
                var form = form
                let kind = form.kindOfCertificate()
                let day = form.optionalDate("on")
                try form.check()
                let batch = try Certificate.issue(
                    cohort: visit.parameter("code"),
                    kind: kind,
                    on: day,
                    chance: visit.centre.chance,
                    signing: visit.centre.signing,
                    by: act.actor,
                    in: transaction
                )
                return [
                    "done": .string(DoneText.issued.rawValue),
                    "count": .integer(batch.json["issued"]?.elements?.count ?? 0),
                ]
            },
            leads: { "/cohorts/\($0.parameter("code").percentEncoded)/certificates" }
        )
    }

    private static func content(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction,
        _ permission: Permission,
        _ form: (String, CohortHeading) -> PageFormDescription?
    ) throws -> FormPage.Content {
        try visit.actor.require(permission)
        let cohort = try CohortHeading.find(visit.parameter("code"), in: transaction)
        let path = "/cohorts/\(cohort.code.percentEncoded)"
        let form = form(path, cohort)
        return FormPage.Content(
            heading: form?.title ?? DecisionText.closing.texts,
            lead: cohort.course[visit.language],
            path: LanguageChoice.split(path: visit.request.path).path,
            back: (CohortText.group.texts, path),
            facts: cohort.facts(visit),
            forms: form.map { [$0] } ?? [],
            isStaff: true
        )
    }
}
