import Postgres

/// What became of somebody about whom was decided together with others.
package struct DecisionOutcome: Sendable {
    /// nil for nobody whom the actor may see.
    package let name: PersonName?
    /// The enrolment by its number.
    package let number: String
    package let result: Result

    /// A decision, or why there is none.
    package enum Result: Sendable {
        case done(Enrolment.Status)
        /// Somebody else decided before.
        case already(Enrolment.Status)
        /// Why not, and what the person lacks, where that is why.
        case refused(any Refusal, missing: [MissingPrerequisite])
    }

    /// Decides about one, in a savepoint; the caller holds the lock of the cohort.
    static func deciding(
        _ doing: EnrolmentAct,
        _ stage: DecisionStage,
        _ number: String,
        of cohort: String,
        _ approval: SeatRules.Approval,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> DecisionOutcome {
        var name: PersonName?
        do {
            let result = try transaction.savepoint {
                let known = try Enrolment.seen(number, by: act.actor, in: transaction)
                guard known.cohortCode == cohort else { throw NotFound("enrolment", number) }
                name = known.name
                guard let now = DecisionStage(of: known.status, approval) else {
                    return Result.already(known.status)
                }
                switch (stage, now) {
                case (.institution, .centre): return .already(known.status)
                case (.centre, .institution): throw EnrolmentError.notEndorsed
                default: break
                }
                return .done(
                    try Enrolment.perform(doing, number, by: act, in: transaction).status
                )
            }
            return DecisionOutcome(name: name, number: number, result: result)
        } catch {
            guard let refusal = error as? any Refusal else { throw error }
            let missing = (refusal as? PrerequisitesMissing)?.missing ?? []
            return DecisionOutcome(
                name: name,
                number: number,
                result: .refused(refusal, missing: missing)
            )
        }
    }
}
