import Postgres

/// What waits for a decision in a cohort, for who makes it, with the seats there are.
package struct CohortDecisions: Sendable {
    package let cohort: CohortHeading
    package let capacity: Int
    package let seatsFree: Int
    package let hasWaitingList: Bool
    /// nil for who may not see how all seats are given.
    package let seats: CohortSeats?
    /// Those whom the actor may see waiting, who asked first before; at most 200.
    package let open: [OpenDecision]
    package let hasMore: Bool

    package init(
        cohort: CohortHeading,
        capacity: Int,
        seatsFree: Int,
        hasWaitingList: Bool,
        seats: CohortSeats?,
        open: [OpenDecision],
        hasMore: Bool
    ) {
        self.cohort = cohort
        self.capacity = capacity
        self.seatsFree = seatsFree
        self.hasWaitingList = hasWaitingList
        self.seats = seats
        self.open = open
        self.hasMore = hasMore
    }

    /// The decisions of a cohort: all for who may read people, and for a focal point those that
    /// the own institution has to make.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CohortDecisions {
        let seesAll = actor.may(.readPeople)
        guard seesAll || actor.roles.contains(.focalPoint) else { throw AccessError.notAllowed }
        let cohort = try Cohort.find(code, publicOnly: !actor.seesDrafts, in: transaction)
        let rules = try SeatRules.find(cohort: code, in: transaction)
        let ofInstitution: SQL = """
            enrolments.status = 'applied' AND \(rules.approval == .institutionAndCentre)
                AND enrolments.organisation_id IN (
                    SELECT organisation_id FROM account_roles
                    WHERE account_id = \(actor.accountID) AND role = 'focal-point')
            """
        let open =
            cohort.state.hasEnded
            ? []
            : try OpenDecision.list(
                cohort: try Cohort.id(of: code, in: transaction),
                rules.approval,
                seesAll ? "true" : ofInstitution,
                by: actor,
                in: transaction
            )
        return CohortDecisions(
            cohort: try CohortHeading.find(code, in: transaction),
            capacity: cohort.draft.capacity,
            seatsFree: cohort.seatsFree,
            hasWaitingList: rules.hasWaitingList,
            seats: seesAll ? try CohortSeats.find(cohort: code, by: actor, in: transaction) : nil,
            open: Array(open.prefix(PageRequest.Limits.rowsMax)),
            hasMore: open.count > PageRequest.Limits.rowsMax
        )
    }

    /// Does an act with everybody whom a form ticks, who asked first before: each alone, so that
    /// one who is refused stops no other.
    ///
    /// Who was decided on before stays so, and the outcome says it. Locks the cohort, so two who
    /// decide queue. Refuses with `AccessError.notAllowed`, `NotFound`, with `NobodyTicked`, and
    /// with `ReasonMissing` a no without a reason.
    package static func decide(
        _ doing: EnrolmentAct,
        _ stage: DecisionStage,
        ticked form: Form,
        cohort code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> [DecisionOutcome] {
        let mayDecide = act.actor.may(.manageEnrolments)
        guard mayDecide || stage == .institution && act.actor.roles.contains(.focalPoint) else {
            throw AccessError.notAllowed
        }
        precondition(doing == stage.agreement || doing == .decline, "yes or no")
        let ticked = form.values.keys.compactMap { field in
            field.hasPrefix(OpenDecision.fieldPrefix)
                ? Int(field.dropFirst(OpenDecision.fieldPrefix.count)) : nil
        }
        guard !ticked.isEmpty else { throw NobodyTicked() }
        if doing == .decline { _ = try act.requireReason() }
        _ = try Cohort.lock(code, in: transaction)
        let approval = try SeatRules.find(cohort: code, in: transaction).approval
        return try Set(ticked).sorted().map { enrolment in
            try DecisionOutcome.deciding(
                doing,
                stage,
                String(enrolment),
                of: code.uppercased(),
                approval,
                by: act,
                in: transaction
            )
        }
    }
}

/// A form about people in which nobody is ticked.
package struct NobodyTicked: Refusal {
    package init() {}

    package var kind: RefusalKind { .invalid }
    package var code: String { "nobody_ticked" }
    package var message: String { "nobody is ticked: tick whom this is about" }
}
