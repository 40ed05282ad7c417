import Postgres

import struct FoundationEssentials.Date

/// Until when something was recorded that a report counts: a day or a moment, each to its end.
package enum KnownBy: Sendable {
    case day(CalendarDate)
    case moment(Date)

    /// Reads a day, or a moment of RFC 3339; nil for anything else.
    package init?(written: String) {
        if let day = CalendarDate(written: written) {
            self = .day(day)
        } else if let moment = try? Date(written.uppercased(), strategy: .iso8601) {
            self = .moment(moment)
        } else {
            return nil
        }
    }

    /// As it is printed and asked for.
    package var description: String {
        switch self {
        case .day(let day): day.description
        case .moment(let moment): moment.rfc3339
        }
    }

    /// As people read it.
    var text: Titles {
        switch self {
        case .day(let day): ReportRun.printed(day)
        case .moment(let moment):
            Titles(srCyrl: moment.rfc3339, srLatn: moment.rfc3339, en: moment.rfc3339)
        }
    }

    /// The first moment after it: of the next day in Belgrade, or of the next second.
    ///
    /// Refuses with `InvalidForm` what lies in the future.
    func end(in transaction: borrowing Transaction) throws -> Date {
        let (end, isFuture): (Date?, Bool)
        switch self {
        case .day(let day):
            isFuture = try day > centreToday(in: transaction)
            end = try transaction.value(
                "SELECT (\(day)::date + 1)::timestamp AT TIME ZONE 'Europe/Belgrade'",
                as: Date.self
            )
        case .moment(let moment):
            isFuture = try moment > transaction.now
            end = moment.addingTimeInterval(1)
        }
        guard let end, !isFuture else {
            throw InvalidForm([FieldProblem("known_by", "lies in the future")])
        }
        return end
    }
}

extension Report {
    /// Whether it can count what was recorded by a moment.
    package var takesKnownBy: Bool { withoutKnownBy == nil }

    /// Why it cannot count what was recorded by a moment; nil when all that it counts has one.
    var withoutKnownBy: String? {
        switch name {
        case .reach, .coverage, .deliveries, .months, .targetGroups, .sexes, .lsgs, .institutions,
            .projects, .areas, .targets, .learners:
            nil
        case .cascades: "who is a trainer is kept as it is now, without its past"
        case .deliveryLog: "who taught may be entered after the closing, without a moment of it"
        case .donorSheet: "two sheets of one year would differ by a few people, and name them so"
        }
    }
}

extension Form {
    /// A day, or a moment of RFC 3339.
    package mutating func knownBy(_ field: String) -> KnownBy? {
        guard has(field) else { return nil }
        let written = text(field)
        guard let known = KnownBy(written: written) else {
            refuse(field, "“\(written)” is no day and no moment: write 2024-02-29T14:30:00Z")
            return nil
        }
        return known
    }
}

/// The as-of date that was asked for, today by default.
///
/// Refuses with `InvalidForm` a day in the future: nobody knows what will be so.
func asOfDay(
    _ asked: CalendarDate?,
    in transaction: borrowing Transaction
) throws -> CalendarDate {
    let today = try centreToday(in: transaction)
    guard let asked, asked > today else { return asked ?? today }
    throw InvalidForm([
        FieldProblem("as_of", "lies in the future: give \(today) or an earlier day")
    ])
}
