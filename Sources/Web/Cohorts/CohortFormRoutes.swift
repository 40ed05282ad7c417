import Documents
import HTTPServer
import Postgres
import TrainingCentre

/// What staff do with a cohort: its steps, closing it, issuing its certificates.
enum CohortFormRoutes {
    static var all: [FormRoute] { [steps, cancellation, closing, certificates] }

    private static var steps: FormRoute {
        FormRoute(
            template: "/cohorts/{code}/state",
            show: { visit, transaction in
                try forms(visit, .manageCatalogue, transaction)
                    .steps(on: centreToday(in: transaction))
            },
            act: { visit, form, act, transaction in
                var form = form
                let step: CohortForms.Step? = form.choice("step")
                try form.check()
                let code = visit.parameter("code")
                switch step {
                case .publish: _ = try Cohort.publish(code, by: act.actor, in: transaction)
                case .confirm: _ = try Cohort.confirm(code, by: act.actor, in: transaction)
                case .start: _ = try Cohort.start(code, by: act.actor, in: transaction)
                case nil: throw InvalidForm([FieldProblem("step", "is missing", .missing)])
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
                let forms = try forms(visit, .manageCatalogue, transaction)
                let code = forms.cohort.code
                return forms.closing(
                    lacking: try Cohort.lacking(code, by: visit.actor, in: transaction),
                    days: try Cohort.closingDays(code, in: transaction),
                    standings: try Eligibility.list(
                        cohort: code,
                        kind: .completion,
                        by: visit.actor,
                        in: transaction
                    )
                )
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
                let forms = try forms(visit, .issueCertificates, transaction)
                var standings: [Certificate.Kind: [Eligibility]] = [:]
                for kind in [Certificate.Kind.completion, .participation] {
                    standings[kind] = try Eligibility.list(
                        cohort: forms.cohort.code,
                        kind: kind,
                        by: visit.actor,
                        in: transaction
                    )
                }
                let closedOn = try Cohort.find(forms.cohort.code, in: transaction).closedOn
                let today = try centreToday(in: transaction)
                return forms.certificates(
                    days: closedOn.map { $0...max($0, today) },
                    standings: standings
                )
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

    static func forms(
        _ visit: FormRoute.Visit,
        _ permission: Permission,
        _ transaction: borrowing Transaction
    ) throws -> CohortForms {
        try visit.actor.require(permission)
        let cohort = try CohortHeading.find(visit.parameter("code"), in: transaction)
        return CohortForms(
            cohort: cohort,
            language: visit.language,
            site: visit.site,
            concerned: try Cohort.concerned(cohort.code, in: transaction)
        )
    }
}
