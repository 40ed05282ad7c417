import Postgres

import struct FoundationEssentials.Date

extension SQL {
    /// The rows of a table as they were told on a day, under the name of the table.
    ///
    /// What was entered after that day counts with what it said first; with `knownBefore` only what
    /// was recorded before a moment counts at all.
    static func told(
        _ table: StaticString,
        on day: CalendarDate,
        knownBefore: Date? = nil
    ) -> SQL {
        guard let knownBefore else { return "\(raw: table)_on(\(day)) AS \(raw: table)" }
        return "\(raw: table)_on(\(day), \(knownBefore)) AS \(raw: table)"
    }
}

extension ReportScope {
    /// The rows of a table as they were told on the as-of date.
    func told(_ table: StaticString) -> SQL {
        .told(table, on: asOf, knownBefore: knownBefore)
    }
}

// What reports tell is changed with a reason, from the first day of the project or activity on.
extension Project { package static var isTold: Bool { true } }
extension ProjectOutput { package static var isTold: Bool { true } }
extension ProjectTarget { package static var isTold: Bool { true } }
extension Activity { package static var isTold: Bool { true } }
extension ActivityItem { package static var isTold: Bool { true } }
extension ActivitySpeaker { package static var isTold: Bool { true } }
extension NeedsAssessment { package static var isTold: Bool { true } }
extension Plan { package static var isTold: Bool { true } }
extension PlanArea { package static var isTold: Bool { true } }
