import Postgres
import SerbianText

/// Whether a person was at a session.
///
/// That nothing is recorded is a state of its own: no mark.
package enum AttendanceMark: String, CaseIterable, Sendable {
    case present, late, excused, absent
}

extension Form {
    /// Reads `mark`, as the program or as a list that is kept by hand has it, in both scripts.
    mutating func attendanceMark() -> AttendanceMark? {
        switch SerbianText.fold(cell("mark")) {
        case "da", "prisutan", "prisutna", "prisutno", "prisustvo", "prisustvovao", "prisustvovala",
            "yes":
            return .present
        case "ne", "odsutan", "odsutna", "odsutno", "odsustvo", "odsustvovao", "odsustvovala",
            "neopravdano", "no":
            return .absent
        case "zakasnio", "zakasnila", "kasni", "kasnio", "kasnila", "kasnjenje": return .late
        case "opravdano", "opravdano odsutan", "opravdano odsutna", "opravdano odsustvo":
            return .excused
        default: return choice("mark")
        }
    }
}

/// One line of an attendance sheet.
package struct AttendanceLine: Sendable {
    package let heldOn: CalendarDate
    package let email: String
    /// nil: not recorded.
    package let mark: AttendanceMark?
    /// Whether the person arrived by own word, and nothing is recorded yet.
    package let isUnconfirmed: Bool

    /// The sheet of a cohort: every session with every confirmed person, marked or not.
    package static func list(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [AttendanceLine] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        return try transaction.rows(
            """
            SELECT sessions.held_on, people.email, latest.mark,
                latest.mark IS NULL
                    AND EXISTS (
                        SELECT FROM arrivals
                        WHERE arrivals.session_id = sessions.id
                            AND arrivals.enrolment_id = enrolments.id)
                    AND NOT EXISTS (
                        SELECT FROM arrival_confirmations
                        WHERE arrival_confirmations.session_id = sessions.id)
            FROM cohorts
            JOIN sessions ON sessions.cohort_id = cohorts.id
            JOIN enrolments ON enrolments.cohort_id = cohorts.id
                AND enrolments.status = 'confirmed'
            JOIN people ON people.id = enrolments.person_id
            LEFT JOIN LATERAL (
                SELECT attendance_marks.mark
                FROM attendance_marks
                WHERE attendance_marks.enrolment_id = enrolments.id
                    AND attendance_marks.session_id = sessions.id
                ORDER BY attendance_marks.id DESC
                LIMIT 1
            ) AS latest ON true
            WHERE cohorts.id = \(cohort)
            ORDER BY sessions.held_on, people.email
            """,
            as: (CalendarDate.self, String.self, AttendanceMark?.self, Bool.self)
        ).map { AttendanceLine(heldOn: $0, email: $1, mark: $2, isUnconfirmed: $3) }
    }
}
