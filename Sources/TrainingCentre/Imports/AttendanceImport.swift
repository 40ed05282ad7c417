import Postgres

/// Imports marks of attendance, making the sessions that the rows name.
///
/// Hours are the session's and not the mark's: who was there has all of them, who was absent none.
/// A row says them to make a session, or to tell one from another of the same day.
struct AttendanceImport {
    static let columns = ["cohort_code", "session_date", "email", "mark", "hours", "session_time"]

    private struct Draft {
        let cohort: String
        let heldOn: CalendarDate
        let begins: ClockTime?
        let email: String
        let mark: AttendanceMark
        /// Those of the session; nil: as they are entered there.
        let hours: Hundredths?
    }

    private struct Place: Hashable {
        let session: ID<Session>
        let enrolment: ID<Enrolment>
    }

    private let run: ImportRun

    init(_ run: ImportRun) {
        self.run = run
    }

    func perform(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        var outcomes = [RowOutcome](repeating: .unchanged, count: run.rows.count)
        let drafts = try run.read(&outcomes) { form in
            Draft(
                cohort: form.code("cohort_code"),
                heldOn: form.date("session_date"),
                begins: form.optionalClockTime("session_time"),
                email: form.email("email"),
                mark: form.attendanceMark() ?? .absent,
                hours: form.has("hours") ? form.hundredths("hours", in: 1...2_400) : nil
            )
        }
        var roster = try CohortRoster(drafts.compactMap { $0?.cohort }, in: transaction)
        try run.act.actor.require(
            .manageEnrolments,
            orTeaching: roster.cohortIDs,
            in: transaction
        )
        var marks = try knownMarks(of: roster, in: transaction)
        var new: [(place: Place, mark: AttendanceMark)] = []
        for (index, draft) in drafts.enumerated() {
            guard let draft else { continue }
            do {
                let enrolled = try roster.enrolment(of: draft.email, in: draft.cohort)
                let session = try roster.session(
                    on: draft.heldOn,
                    at: draft.begins,
                    hours: draft.hours,
                    for: statement(draft, of: enrolled, isCorrection: false),
                    in: draft.cohort,
                    transaction
                )
                let place = Place(session: session.id, enrolment: enrolled.id)
                if marks[place] == draft.mark { continue }
                try roster.check(
                    statement(draft, of: enrolled, isCorrection: marks[place] != nil),
                    in: draft.cohort
                )
                outcomes[index] = try run.outcome(
                    recorded: marks[place]?.rawValue,
                    field: "mark"
                ).with(session.remark)
                marks[place] = draft.mark
                new.append((place, draft.mark))
            } catch {
                outcomes[index] = try RowOutcome(rejecting: error)
            }
        }
        try enter(new, in: transaction)
        run.progress(run.rows.count)
        return outcomes
    }

    private func statement(
        _ draft: Draft,
        of enrolled: CohortRoster.Enrolled,
        isCorrection: Bool
    ) -> CohortRoster.Statement {
        CohortRoster.Statement(
            enrolled: enrolled,
            fact: .mark(draft.mark, on: draft.heldOn),
            isCorrection: isCorrection,
            hasReason: run.act.reason != nil
        )
    }

    private func knownMarks(
        of roster: CohortRoster,
        in transaction: borrowing Transaction
    ) throws -> [Place: AttendanceMark] {
        let rows = try transaction.rows(
            """
            SELECT DISTINCT ON (marks.enrolment_id, marks.session_id)
                marks.session_id, marks.enrolment_id, marks.mark
            FROM attendance_marks AS marks
            JOIN sessions ON sessions.id = marks.session_id
            WHERE sessions.cohort_id = ANY(\(roster.cohortIDs))
            ORDER BY marks.enrolment_id, marks.session_id, marks.id DESC
            """,
            as: (ID<Session>.self, ID<Enrolment>.self, AttendanceMark.self)
        )
        return Dictionary(
            uniqueKeysWithValues: rows.map { (Place(session: $0, enrolment: $1), $2) }
        )
    }

    private func enter(
        _ new: [(place: Place, mark: AttendanceMark)],
        in transaction: borrowing Transaction
    ) throws {
        guard !new.isEmpty else { return }
        _ = try transaction.execute(
            """
            INSERT INTO attendance_marks (session_id, enrolment_id, mark, reason)
            SELECT new.session_id, new.enrolment_id, new.mark, \(run.act.reason?.text)
            FROM unnest(
                \(new.map(\.place.session)), \(new.map(\.place.enrolment)),
                \(new.map(\.mark.rawValue))
            ) WITH ORDINALITY AS new (session_id, enrolment_id, mark, position)
            ORDER BY new.position
            """
        )
    }
}

extension RowOutcome {
    /// The outcome with what is to be said of the session that the row made.
    fileprivate func with(_ remark: SessionRemark?) -> RowOutcome {
        guard let remark else { return self }
        return .warned(self, remark.problem, code: remark.code.rawValue)
    }
}
