import Documents
import Postgres
import TrainingCentre

/// A trainee says to have read a handbook; trainers and staff record which editions a cohort used,
/// and see who has read them.
enum ReadingFormRoutes {
    static var all: [FormRoute] { [acknowledgement, used] }

    /// What is done with an edition of a cohort.
    enum Step: String, CaseIterable {
        case record, remove
    }

    private static var acknowledgement: FormRoute {
        FormRoute(
            template: "/me/enrolments/{code}/handbooks/{edition}",
            show: { visit, transaction in
                ReadingForms.acknowledgement(
                    try OwnEdition.find(
                        visit.parameter("edition"),
                        of: visit.parameter("code"),
                        by: visit.actor,
                        in: transaction
                    ),
                    in: visit.language
                )
            },
            act: { visit, _, act, transaction in
                _ = try OwnEdition.acknowledge(
                    visit.parameter("edition"),
                    of: visit.parameter("code"),
                    by: act.actor,
                    in: transaction
                )
                return ["done": .string(DoneText.read.rawValue)]
            },
            leads: { _ in "/me" }
        )
    }

    private static var used: FormRoute {
        FormRoute(
            template: "/cohorts/{code}/handbooks",
            show: { visit, transaction in
                let code = visit.parameter("code")
                let readings = try EditionAcknowledgement.list(
                    cohort: code,
                    by: visit.actor,
                    in: transaction
                )
                let actor = visit.actor
                // Who sees the list as neither staff nor auditor teaches the cohort.
                let records = actor.may(.manageCatalogue) || !actor.may(.readPeople)
                var content = ReadingForms(
                    cohort: try CohortHeading.find(code, in: transaction),
                    language: visit.language,
                    site: visit.site
                ).used(
                    try CohortEdition.list(cohort: code, publicOnly: false, in: transaction),
                    readings,
                    offered: try HandbookEdition.published(in: transaction)
                )
                if !records { content.forms = [] }
                content.isStaff = actor.may(.readPeople)
                return content
            },
            act: { visit, form, act, transaction in
                var form = form
                let edition = form.code("edition")
                let step = form.choice("send", otherwise: Step.record)
                try form.check()
                let cohort = visit.parameter("code")
                if step == .remove {
                    _ = try CohortEdition.remove(edition, cohort: cohort, by: act, in: transaction)
                } else {
                    _ = try CohortEdition.record(edition, cohort: cohort, by: act, in: transaction)
                }
                return ["done": .string(DoneText.editions.rawValue)]
            },
            leads: { "/cohorts/\($0.parameter("code").percentEncoded)/handbooks" }
        )
    }
}
