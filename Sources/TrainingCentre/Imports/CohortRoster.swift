import Postgres

/// The cohorts that an import names, locked, with who is enrolled and which sessions there are.
struct CohortRoster {
    /// Somebody's enrolment: the seat that they have, else the last that they had.
    struct Enrolled {
        let id: ID<Enrolment>
        let status: Enrolment.Status
        let withdrawnOn: CalendarDate?
    }

    /// A session to be marked.
    struct Opened {
        let id: ID<Session>
        /// What is to be said of one that was made now; of others it was said before.
        let remark: SessionRemark?
    }

    /// A session of a day, of which there may be several.
    private struct Meeting {
        let id: ID<Session>
        let hours: Hundredths
        let begins: ClockTime?
    }

    private struct Entry {
        let id: ID<Cohort>
        let state: Cohort.State
        let days: ClosedRange<CalendarDate>
        let today: CalendarDate
        var enrolments: [String: Enrolled] = [:]
        var sessions: [CalendarDate: [Meeting]] = [:]
    }

    private var entries: [String: Entry] = [:]

    /// Locks the cohorts in one order, then looks.
    init(_ codes: [String], in transaction: borrowing Transaction) throws {
        let codes = Array(Set(codes))
        _ = try transaction.rows(
            "SELECT id FROM cohorts WHERE code = ANY(\(codes)) ORDER BY id FOR UPDATE",
            as: ID<Cohort>.self
        )
        for (code, id, state, startsOn, endsOn, today) in try transaction.rows(
            """
            SELECT code, id, state, starts_on, ends_on, centre_today()
            FROM cohorts WHERE code = ANY(\(codes))
            """,
            as: (
                String.self, ID<Cohort>.self, Cohort.State.self, CalendarDate.self,
                CalendarDate.self, CalendarDate.self
            )
        ) {
            entries[code] = Entry(
                id: id,
                state: state,
                days: startsOn...endsOn,
                today: today
            )
        }
        for (code, email, id, status, withdrawnOn) in try transaction.rows(
            """
            SELECT cohorts.code, people.email, enrolments.id, enrolments.status,
                enrolments.withdrawn_on
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN people ON people.id = enrolments.person_id
            WHERE cohorts.code = ANY(\(codes)) AND enrolments.held_seat
            ORDER BY is_live_enrolment(enrolments.status), enrolments.id
            """,
            as: (
                String.self, String.self, ID<Enrolment>.self, Enrolment.Status.self,
                CalendarDate?.self
            )
        ) {
            entries[code]?.enrolments[email] = Enrolled(
                id: id,
                status: status,
                withdrawnOn: withdrawnOn
            )
        }
        for (code, id) in try transaction.rows(
            """
            SELECT cohorts.code, cohorts.id FROM cohorts WHERE cohorts.code = ANY(\(codes))
            """,
            as: (String.self, ID<Cohort>.self)
        ) {
            for session in try Session.rows("WHERE sessions.cohort_id = \(id)", in: transaction) {
                entries[code]?.sessions[session.heldOn, default: []].append(
                    Meeting(id: session.id, hours: session.hours, begins: session.begins)
                )
            }
        }
    }

    var cohortIDs: [ID<Cohort>] { entries.values.map(\.id) }

    func startsOn(_ cohort: String) -> CalendarDate? { entries[cohort]?.days.lowerBound }

    /// Refuses what would change something in a cohort that has ended.
    func checkOpen(_ cohort: String) throws {
        switch entries[cohort]?.state {
        case .closed?: throw CohortError.closed
        case .cancelled?: throw CohortError.cancelled
        case .draft?, .published?, .confirmed?, .running?, nil: return
        }
    }

    /// Refuses with `InvalidForm` what is measured in a cohort that has not begun.
    func checkBegun(_ cohort: String) throws {
        guard let entry = entries[cohort] else { return }
        guard entry.days.lowerBound <= entry.today else {
            throw InvalidForm([FieldProblem("assessment", "\(cohort) has not begun yet")])
        }
    }

    /// The enrolment of a person; refuses with `InvalidForm`.
    func enrolment(of email: String, in cohort: String) throws -> Enrolled {
        guard let entry = entries[cohort] else {
            throw InvalidForm([
                FieldProblem("cohort_code", "there is no cohort \(cohort)", .notFound)
            ])
        }
        guard let enrolment = entry.enrolments[email] else {
            throw InvalidForm([FieldProblem("email", "is not enrolled in \(cohort)")])
        }
        return enrolment
    }

    /// The session on a day, made when there is none; refuses when it has another length.
    ///
    /// Of several on the day it is the one that begins then, or the only one of that length.
    /// Without `hours` it has to be there already.
    /// None is made for somebody who cannot be marked: it would lack everybody's marks for ever.
    mutating func session(
        on day: CalendarDate,
        at begins: ClockTime? = nil,
        hours: Hundredths?,
        for statement: Statement,
        in cohort: String,
        _ transaction: borrowing Transaction
    ) throws -> Opened {
        guard let entry = entries[cohort] else {
            throw InvalidForm([
                FieldProblem("cohort_code", "there is no cohort \(cohort)", .notFound)
            ])
        }
        guard day <= entry.today else {
            throw InvalidForm([FieldProblem("session_date", "\(day) lies in the future")])
        }
        if let known = try known(on: day, at: begins, hours: hours, in: entry) {
            return Opened(id: known, remark: nil)
        }
        try check(statement, in: cohort)
        guard Session.days(of: entry.days).contains(day) else {
            throw InvalidForm([
                FieldProblem("session_date", "\(day) lies far from the days of \(cohort)")
            ])
        }
        guard let hours else {
            throw InvalidForm([
                FieldProblem(
                    "hours",
                    "is missing: there is no session on \(day) yet to mark",
                    .missing
                )
            ])
        }
        guard
            let id = try transaction.value(
                """
                INSERT INTO sessions (cohort_id, held_on, hours)
                VALUES (\(entry.id), \(day), \(hours))
                RETURNING id
                """,
                as: ID<Session>.self
            )
        else { throw CohortError.closed }
        entries[cohort]?.sessions[day, default: []].append(
            Meeting(id: id, hours: hours, begins: nil)
        )
        let remark = SessionRemark(of: day, in: cohort, entry.days, field: "session_date")
        return Opened(id: id, remark: remark)
    }

    /// The session that a row means; nil when there is none on the day.
    private func known(
        on day: CalendarDate,
        at begins: ClockTime?,
        hours: Hundredths?,
        in entry: Entry
    ) throws -> ID<Session>? {
        let all = (entry.sessions[day] ?? []).filter { begins == nil || $0.begins == begins }
        let found = all.filter { hours == nil || $0.hours == hours }
        if found.count == 1 { return found.first?.id }
        let problem =
            switch (all.count, found.count) {
            case (0, _) where begins == nil: FieldProblem?.none
            case (0, _):
                FieldProblem(
                    "session_time",
                    "there is no session at that time on \(day)",
                    .notFound
                )
            case (1, _): FieldProblem("hours", "the session on \(day) has \(all[0].hours) hours")
            case (_, 0):
                FieldProblem("hours", "no session on \(day) has \(hours ?? Hundredths(0)) hours")
            default:
                FieldProblem(
                    "session_time",
                    "is missing: there are \(found.count) sessions "
                        + (hours == nil ? "" : "of that length ") + "on \(day)",
                    .missing
                )
            }
        if let problem { throw InvalidForm([problem]) }
        return nil
    }
}
