import Documents
import Postgres

/// Something that whoever plans a session should know: no refusal, for it may be right.
package struct SessionRemark: Sendable {
    /// For programs: stable.
    package enum Code: String, CaseIterable, Sendable {
        /// Rare, and often a mistyped day: it has to be marked before the cohort closes, and its
        /// hours count for everybody.
        case outsideDays = "session_outside_days"
    }

    package let code: Code
    /// Under the field that it is about.
    package let problem: FieldProblem

    /// What is to be said of a session on a day of a cohort with these days; nil for nothing.
    init?(
        of day: CalendarDate,
        in cohort: String,
        _ days: ClosedRange<CalendarDate>,
        field: String = "held_on"
    ) {
        guard !days.contains(day) else { return nil }
        code = .outsideDays
        problem = FieldProblem(
            field,
            "\(day) is outside the days of \(cohort), \(days.lowerBound) to "
                + "\(days.upperBound): its hours count for everybody, and the cohort closes only "
                + "when it is marked; correct the day, or change the cohort's days first"
        )
    }
}

extension Session {
    /// What is to be said of a session of a cohort that was entered or changed in this transaction.
    package func remarks(
        cohort code: String,
        in transaction: borrowing Transaction
    ) throws -> [SessionRemark] {
        let cohort = try Cohort.find(code, in: transaction).draft
        let days = cohort.startsOn...cohort.endsOn
        return [SessionRemark(of: heldOn, in: cohort.code, days)].compactMap { $0 }
    }

    /// The session with what is to be said of it.
    package func json(_ remarks: [SessionRemark]) -> JSON {
        let codes = JSON.array(remarks.map { .string($0.code.rawValue) })
        return .object((json.members ?? []) + [JSON.Member("warnings", codes)])
    }
}
