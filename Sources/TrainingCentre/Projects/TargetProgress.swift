import Documents
import Postgres

/// What a project promised beside what it achieved, which is counted now.
package struct TargetProgress: Sendable {
    package let target: ProjectTarget
    /// How many there are; for users with how well that is known.
    package let achieved: Headcount

    /// Every target of a project as of a date, today unless given.
    ///
    /// Refuses with `NotFound`, and with `InvalidForm` a name that several projects have.
    package static func list(
        of project: String,
        asOf: CalendarDate? = nil,
        in transaction: borrowing Transaction
    ) throws -> [TargetProgress] {
        let id = try Project.id(named: project, in: transaction)
        let day = try asOfDay(asOf, in: transaction)
        return try ProjectTarget.list(of: id, on: day, in: transaction).map { target in
            let reach = try ProjectReach.make(
                id,
                course: target.draft.courseCode,
                asOf: day,
                in: transaction
            )
            return TargetProgress(target: target, achieved: reach.count(target.draft.indicator))
        }
    }

    package var json: JSON {
        [
            "target": .string(target.draft.code),
            "indicator": .string(target.draft.indicator.rawValue),
            "course": JSON(target.draft.courseCode), "promised": .integer(target.draft.promised),
            "achieved": achieved.count.map(JSON.integer) ?? .null,
            "achieved_qualifier": .string(achieved.qualifier.rawValue),
        ]
    }
}

extension ProjectReach {
    /// The number that an indicator stands for.
    func count(_ indicator: ProjectTarget.Indicator) -> Headcount {
        func exactly(_ count: Int) -> Headcount {
            Headcount(count: count, qualifier: .exact, men: nil, women: nil)
        }
        return switch indicator {
        case .deliveries: exactly(deliveries)
        case .personsPassed: exactly(personsPassed)
        case .lsgs: exactly(lsgs)
        case .centres: exactly(centres)
        case .users: users
        }
    }
}
