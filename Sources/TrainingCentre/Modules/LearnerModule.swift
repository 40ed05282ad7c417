import Postgres

/// One module of somebody who has a seat, as who records completions sees it.
package struct LearnerModule: Sendable {
    package let learner: EnrolmentModules
    package let standing: ModuleStanding
    /// The openings of the last attempt, in their order.
    package let log: [ModuleLogEntry]

    /// Finds the module of an enrolment, by its id, for the cohort's trainers and the staff.
    ///
    /// Refuses with `AccessError.notAllowed`, and with `NotFound` also whom another cohort has.
    package static func find(
        _ module: String,
        of enrolment: String,
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> LearnerModule {
        try Cohort.checkRecording(code, by: actor, in: transaction)
        let learner = try EnrolmentModules.find(id: enrolment, of: code, in: transaction)
        let standings = learner.progress.modules
        guard let standing = standings.first(where: { $0.code == module.uppercased() }) else {
            throw NotFound("module", module)
        }
        return LearnerModule(
            learner: learner,
            standing: standing,
            log: try ModuleLogEntry.list(
                of: standing.code,
                by: enrolment,
                attempt: nil,
                for: actor,
                in: transaction
            )
        )
    }
}
