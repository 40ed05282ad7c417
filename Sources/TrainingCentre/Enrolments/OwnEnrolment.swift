import Credentials
import Postgres

/// An enrolment of one's own: how it stands, what was attended and reached, what comes next.
package struct OwnEnrolment: Sendable {
    package let status: EnrolmentStatus
    /// nil for somebody who never had a seat, and before there is a session.
    package let hours: OwnProgress?
    package let scores: [Score]
    /// The sessions from today on, while the person has a seat.
    package let meetings: [CohortMeeting]
    /// The editions of handbooks that the cohort used.
    package let editions: [OwnEdition]

    /// What counts of the attempts at one assessment.
    package struct Score: Sendable {
        package let assessment: Titles
        package let percent: Hundredths

        package init(assessment: Titles, percent: Hundredths) {
            self.assessment = assessment
            self.percent = percent
        }
    }

    package init(
        status: EnrolmentStatus,
        hours: OwnProgress?,
        scores: [Score],
        meetings: [CohortMeeting],
        editions: [OwnEdition] = []
    ) {
        self.editions = editions
        self.status = status
        self.hours = hours
        self.scores = scores
        self.meetings = meetings
    }

    /// The actor's enrolments, under all records of the person, newest first; at most 200.
    static func list(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [OwnEnrolment] {
        let found = try EnrolmentStatus.mine(of: actor, in: transaction)
        let hours = try hours(of: found.map(\.code), in: transaction)
        let scores = try scores(of: found.map(\.code), in: transaction)
        let editions = try OwnEdition.byCode(found.map(\.code), in: transaction)
        let today = try centreToday(in: transaction)
        return try found.map { status in
            let isAhead = status.status == .confirmed && !status.cohortState.hasEnded
            return OwnEnrolment(
                status: status,
                hours: hours[status.code],
                scores: scores[status.code] ?? [],
                meetings: isAhead
                    ? try CohortMeeting.list(cohort: status.cohortCode, in: transaction)
                        .filter { $0.session.heldOn >= today } : [],
                editions: editions[status.code] ?? []
            )
        }
    }

    private static func hours(
        of codes: [VerificationID],
        in transaction: borrowing Transaction
    ) throws -> [VerificationID: OwnProgress] {
        let rows = try transaction.rows(
            """
            SELECT enrolments.code, coalesce(outcomes.attended_hours, standings.attended_hours),
                coalesce(outcomes.total_hours, standings.total_hours),
                cohorts.minimum_attendance_percent
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            LEFT JOIN outcomes ON outcomes.enrolment_id = enrolments.id
            LEFT JOIN standings ON standings.enrolment_id = enrolments.id
            WHERE enrolments.code = ANY(\(codes))
            """,
            as: (VerificationID.self, Hundredths?.self, Hundredths?.self, Int.self)
        )
        var found: [VerificationID: OwnProgress] = [:]
        for (code, attended, total, percent) in rows {
            found[code] = OwnProgress(attended: attended, total: total, minimumPercent: percent)
        }
        return found
    }

    private static func scores(
        of codes: [VerificationID],
        in transaction: borrowing Transaction
    ) throws -> [VerificationID: [Score]] {
        let rows = try transaction.rows(
            """
            SELECT enrolments.code, asked.title_sr_cyrl, asked.title_sr_latn, asked.title_en,
                counted.score_percent
            FROM enrolments
            JOIN assessment_standings AS counted ON counted.enrolment_id = enrolments.id
            JOIN effective_assessments AS asked
                ON asked.cohort_id = enrolments.cohort_id AND asked.code = counted.assessment
            WHERE enrolments.code = ANY(\(codes)) AND counted.score_percent IS NOT NULL
            ORDER BY enrolments.id, asked.position
            """,
            as: (VerificationID.self, String.self, String.self, String.self, Hundredths.self)
        )
        var found: [VerificationID: [Score]] = [:]
        for (code, srCyrl, srLatn, en, percent) in rows {
            let title = Titles(srCyrl: srCyrl, srLatn: srLatn, en: en)
            found[code, default: []].append(Score(assessment: title, percent: percent))
        }
        return found
    }
}
