import Postgres

/// That a learner has done all of a module here, as its attempt shows.
struct ReachedCompletion {
    let attempt: ID<ModuleAttempt>
    /// The module's code.
    let module: String
    let enrolment: ID<Enrolment>
    let cohort: ID<Cohort>
    let scorePercent: Hundredths?
    /// What shows it; nil where the attempt itself does.
    let evidence: String?

    /// Enters it in the learner's name: the first one, and one with a higher score.
    ///
    /// What staff took back stays so. Where none can be entered, as in a cohort that was closed
    /// meanwhile, the attempt stands all the same, and why it does not count is kept.
    func enter(by actor: Actor, requestID: String? = nil, in transaction: borrowing Transaction)
        throws
    {
        // Held until a refusal is kept, or a training that moves just now would not find it.
        _ = try transaction.value(
            "SELECT state FROM cohorts WHERE id = \(cohort) FOR UPDATE",
            as: Cohort.State.self
        )
        do {
            try transaction.savepoint {
                try enterFirstOrBetter(by: actor, requestID: requestID, in: transaction)
            }
        } catch {
            guard let refusal = error as? any Refusal else { throw error }
            // Anything else is that somebody entered it just now.
            try CompletionRefusal(rawValue: refusal.code)?.enter(for: self, in: transaction)
        }
    }

    private func enterFirstOrBetter(
        by actor: Actor,
        requestID: String?,
        in transaction: borrowing Transaction
    ) throws {
        let place = try CompletionPlace(module, enrolment, of: cohort, in: transaction)
        if let known = place.known {
            guard known.source == .here,
                (scorePercent?.value ?? -1) > (known.scorePercent?.value ?? -1)
            else { return }
        } else if place.isEntered {
            try CompletionRefusal.takenBack.enter(for: self, in: transaction)
            return
        }
        let completion = ModuleCompletion(
            completedOn: try centreToday(in: transaction),
            scorePercent: scorePercent,
            source: .here,
            evidence: evidence
        )
        let act = try Act(
            by: actor,
            because: place.isEntered ? "a later attempt reached more" : nil,
            requestID: requestID
        )
        try place.insert(completion, act, in: transaction)
    }
}
