import Documents
import Postgres
import TrainingCentre

/// What staff and trainers decide about one enrolment: everything that can be done with it now.
enum DecisionFormRoutes {
    static var all: [FormRoute] { [decision, transfer] }

    private static let template = "/cohorts/{code}/enrolments/{id}"

    private static var decision: FormRoute {
        FormRoute(
            template: template,
            show: content,
            act: { visit, form, act, transaction in
                var form = form
                let hours = form.optionalInteger("hours", in: 1...720)
                let doing: EnrolmentAct? = form.choice("act")
                try form.check()
                guard let doing else {
                    throw InvalidForm([FieldProblem("act", "is missing", .missing)])
                }
                return DoneText.decided.json(
                    try Enrolment.perform(
                        doing,
                        String(enrolment(visit, transaction).id.value),
                        hours: doing == .offer ? hours : nil,
                        by: act,
                        in: transaction
                    )
                )
            },
            leads: { $0.address(template) }
        )
    }

    private static var transfer: FormRoute {
        FormRoute(
            template: template + "/transfer",
            show: content,
            act: { visit, form, act, transaction in
                var form = form
                let cohort = form.code("cohort")
                let past = MovePast.named(in: &form)
                try form.check()
                let moved = try Enrolment.move(
                    String(enrolment(visit, transaction).id.value),
                    to: cohort,
                    past: past,
                    chance: visit.centre.chance,
                    by: act,
                    in: transaction
                )
                return DoneText.moved.json(
                    moved,
                    try moved.remarks(by: act.actor, in: transaction)
                )
            },
            leads: { $0.address(template) }
        )
    }

    /// The enrolment of the address; one of another cohort is not there.
    private static func enrolment(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction
    ) throws -> Enrolment {
        let id = visit.parameter("id")
        let enrolment = try Enrolment.seen(id, by: visit.actor, in: transaction)
        guard enrolment.cohortCode == visit.parameter("code").uppercased() else {
            throw NotFound("enrolment", id)
        }
        return enrolment
    }

    private static func content(
        _ visit: FormRoute.Visit,
        _ transaction: borrowing Transaction
    ) throws -> FormPage.Content {
        let (id, actor) = (visit.parameter("id"), visit.actor)
        let enrolment = try enrolment(visit, transaction)
        let cohort = try Cohort.find(enrolment.cohortCode, in: transaction)
        return DecisionForms(
            enrolment: enrolment,
            history: try EnrolmentHistory.find(id, by: actor, in: transaction).events,
            cohort: try CohortHeading.find(enrolment.cohortCode, in: transaction),
            seats: (cohort.seatsFree, cohort.draft.capacity),
            approval: try SeatRules.find(cohort: enrolment.cohortCode, in: transaction).approval,
            language: visit.language,
            site: visit.site
        ).content(
            try EnrolmentAct.possible(with: id, by: actor, in: transaction),
            mayMove: actor.may(.manageEnrolments),
            isReader: actor.may(.readPeople) && !actor.may(.manageEnrolments),
            isStaff: actor.may(.readPeople)
        )
    }
}
