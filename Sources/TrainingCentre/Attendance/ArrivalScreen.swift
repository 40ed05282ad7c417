import Documents
import Postgres

/// What the screen of a trainer shows at one moment.
package struct ArrivalScreen: Sendable {
    package let session: Int
    package let courseTitle: Titles
    package let cohortCode: String
    package let heldOn: CalendarDate
    /// How many have arrived, and how many have a place.
    package let arrived: Int
    package let enrolled: Int
    /// The code of this half minute; nil when nobody can arrive: on another day or after the count.
    package let code: String?
    /// How long the screen can show the code before there is a new one.
    package let secondsLeft: Int
    /// What the browser keeps so that it may go on showing codes.
    package let pass: String

    /// Opens the arrivals of a session, and gives the path of its screen.
    ///
    /// The path counts for ten minutes; the browser that opens it then goes on without. Staff and
    /// the cohort's trainers may. Refuses with `AccessError.notAllowed`, `NotFound`, and
    /// `ArrivalError` when the cohort is closed or the heads are counted.
    package static func open(
        _ day: String,
        of code: String,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        let cohort = try Cohort.lock(code, in: transaction)
        try actor.require(.manageEnrolments, orTeaching: [cohort], in: transaction)
        let session = try Session.find(day, of: code, in: transaction)
        let state = try transaction.row(
            """
            SELECT cohorts.state = 'closed', EXISTS (
                SELECT FROM arrival_confirmations WHERE session_id = \(session.id))
            FROM cohorts WHERE id = \(cohort)
            """,
            as: (Bool.self, Bool.self)
        )
        if state?.0 != false { throw ArrivalError.closed }
        if state?.1 != false { throw ArrivalError.confirmedAlready }
        try ArrivalKey.make(session.id, chance: chance, in: transaction)
        guard let key = try ArrivalKey.find(session.id, in: transaction) else {
            throw NotFound("session", day)
        }
        return [
            "session_date": session.heldOn.json,
            "screen": .string("/s/screen/\(session.id.value)?link=\(key.text(.link))"),
        ]
    }

    /// What to show to a browser that has the link or the pass of a session.
    ///
    /// Refuses with `NotFound` every other one.
    package static func find(
        session typed: String,
        link: String?,
        pass: String?,
        in transaction: borrowing Transaction
    ) throws -> ArrivalScreen {
        guard let id = Int(typed), id > 0,
            let key = try ArrivalKey.find(ID(id), in: transaction),
            link.map({ key.isGood($0, for: .link) }) ?? false
                || pass.map({ key.isGood($0, for: .screen) }) ?? false
        else { throw NotFound("screen", "for this browser") }
        let row = try transaction.row(
            """
            SELECT courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en, cohorts.code,
                sessions.held_on,
                (SELECT count(*) FROM arrivals WHERE session_id = sessions.id),
                (
                    SELECT count(*) FROM enrolments
                    WHERE enrolments.cohort_id = cohorts.id AND status = 'confirmed'),
                sessions.held_on = centre_today() AND cohorts.state <> 'closed'
                    AND NOT EXISTS (
                        SELECT FROM arrival_confirmations WHERE session_id = sessions.id),
                \(ArrivalKey.Limits.sliceSeconds)
                    - floor(extract(epoch FROM now()))::bigint % \(ArrivalKey.Limits.sliceSeconds)
            FROM sessions
            JOIN cohorts ON cohorts.id = sessions.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            WHERE sessions.id = \(key.session)
            """,
            as: (
                String.self, String.self, String.self, String.self, CalendarDate.self, Int.self,
                Int.self, Bool.self, Int.self
            )
        )
        guard let row else { throw NotFound("screen", "for this browser") }
        return ArrivalScreen(
            session: id,
            courseTitle: Titles(srCyrl: row.0, srLatn: row.1, en: row.2),
            cohortCode: row.3,
            heldOn: row.4,
            arrived: row.5,
            enrolled: row.6,
            code: row.7 ? ArrivalCode(session: key.session, text: key.text(.code)).printed : nil,
            secondsLeft: row.8,
            pass: key.text(.screen)
        )
    }
}
