import Postgres

extension CohortRoster {
    /// What a row says of somebody who has or had a seat.
    struct Statement {
        let enrolled: Enrolled
        let fact: Fact
        /// Whether something else is recorded in its place.
        let isCorrection: Bool
        let hasReason: Bool
    }

    /// A mark of a day, or a score in an assessment of a kind.
    enum Fact {
        case mark(AttendanceMark, on: CalendarDate)
        case score(Assessment.Kind)
    }

    /// Refuses what would change something in a cohort that has ended, and what is said of somebody
    /// who withdrew or did not come.
    ///
    /// Of these what was before is history, which comes in with a reason as long as nothing is
    /// recorded in its place: nobody was there after withdrawing or as a no-show, and no score is
    /// of a training that began later.
    func check(_ statement: Statement, in cohort: String) throws {
        try checkOpen(cohort)
        let enrolled = statement.enrolled
        let words: String
        switch enrolled.status {
        case .withdrawn: words = "has withdrawn from \(cohort)"
        case .noShow: words = "is entered as a no-show in \(cohort)"
        default: return
        }
        guard isHistory(statement, in: cohort) else {
            let day = enrolled.withdrawnOn.map { " on \($0)" } ?? ""
            throw InvalidForm([FieldProblem("email", words + day)])
        }
        guard statement.hasReason else {
            throw InvalidForm([
                FieldProblem("email", words + ": what was before is entered with a reason")
            ])
        }
    }

    private func isHistory(_ statement: Statement, in cohort: String) -> Bool {
        if statement.isCorrection { return false }
        let withdrawnOn = statement.enrolled.withdrawnOn
        switch statement.fact {
        case .mark(.present, let day), .mark(.late, let day):
            return withdrawnOn.map { day <= $0 } ?? false
        case .mark(.excused, _), .mark(.absent, _), .score(.pre):
            return true
        case .score:
            guard let withdrawnOn, let startsOn = startsOn(cohort) else { return true }
            return startsOn <= withdrawnOn
        }
    }
}
