import Documents
import Postgres

/// The marks of one session of a cohort, as a sheet that somebody fills in.
package struct AttendanceSheet: Sendable {
    package let session: Session
    package let rows: [Row]

    /// Somebody who has a seat, and what is recorded.
    package struct Row: Sendable {
        package let enrolment: ID<Enrolment>
        package let email: String
        package let name: PersonName
        /// nil: nothing is recorded.
        package let mark: AttendanceMark?

        /// What the sheet calls the mark of this person.
        package var field: String { "mark-\(enrolment.value)" }
    }

    /// The sheet of a session, by its id, for who may record there; by family name, in the alphabet
    /// of the language.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        _ session: String,
        of code: String,
        by actor: Actor,
        language: Language,
        in transaction: borrowing Transaction
    ) throws -> AttendanceSheet {
        try Cohort.checkRecording(code, by: actor, in: transaction)
        let found = try Session.find(id: session, of: code, in: transaction)
        let rows = try transaction.rows(
            """
            SELECT enrolments.id, people.email, people.given_name_cyrl, people.family_name_cyrl,
                people.given_name_latn, people.family_name_latn, (
                    SELECT mark FROM attendance_marks
                    WHERE attendance_marks.enrolment_id = enrolments.id
                        AND attendance_marks.session_id = \(found.id)
                    ORDER BY attendance_marks.id DESC
                    LIMIT 1)
            FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            JOIN sessions ON sessions.cohort_id = enrolments.cohort_id
            WHERE sessions.id = \(found.id) AND enrolments.status = 'confirmed'
            ORDER BY \(Person.order(in: language)), enrolments.id
            """,
            as: (
                ID<Enrolment>.self, String.self, String.self, String.self, String.self,
                String.self, AttendanceMark?.self
            )
        ).map { id, email, givenCyrl, familyCyrl, givenLatn, familyLatn, mark in
            let name = PersonName(
                givenCyrl: givenCyrl,
                familyCyrl: familyCyrl,
                givenLatn: givenLatn,
                familyLatn: familyLatn,
                proposedScript: nil
            )
            return Row(enrolment: id, email: email, name: name, mark: mark)
        }
        return AttendanceSheet(session: found, rows: rows)
    }

    /// Records marks by enrolment, as an import of attendance does, all or none; gives how many.
    ///
    /// What is recorded already stays, and is corrected with a reason. Refuses with
    /// `ReasonMissing` and with `InvalidForm`, by the field of each person.
    package func record(
        _ marks: [ID<Enrolment>: AttendanceMark],
        of code: String,
        by act: Act,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> Int {
        let changed = rows.filter { row in marks[row.enrolment].map { $0 != row.mark } ?? false }
        if changed.contains(where: { $0.mark != nil }) { _ = try act.requireReason() }
        let report = try ImportedNoun.attendance.importRows(
            changed.map { row in
                ImportedRow(
                    line: row.enrolment.value,
                    values: [
                        "session_date": session.heldOn.description, "email": row.email,
                        "mark": marks[row.enrolment]?.rawValue ?? "",
                        "hours": session.hours.description,
                        "session_time": session.begins?.description ?? "",
                    ]
                )
            },
            options: ImportOptions(cohort: code),
            act: act,
            chance: chance,
            in: transaction
        )
        guard report.rejected.isEmpty else {
            throw InvalidForm(
                report.rejected.map { FieldProblem("mark-\($0.line)", $0.problem, $0.fieldCode) }
            )
        }
        return changed.count
    }
}
