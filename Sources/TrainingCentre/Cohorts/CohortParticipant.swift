import Documents
import Postgres

/// Somebody of a cohort, as its trainers and the staff see the person in a list.
package struct CohortParticipant: Sendable {
    /// How commands name the enrolment; the private code stays with its holder.
    package let enrolment: ID<Enrolment>
    package let name: PersonName
    package let institution: String
    package let status: Enrolment.Status
    /// nil for somebody who never had a seat.
    package let hours: OwnProgress?
    package let scorePercent: Hundredths?
    /// nil until the cohort is closed.
    package let passed: Bool?
    /// Empty for a course without modules, and for who has no seat.
    package let modules: ModuleProgress

    package init(
        enrolment: ID<Enrolment>,
        name: PersonName,
        institution: String,
        status: Enrolment.Status,
        hours: OwnProgress?,
        scorePercent: Hundredths?,
        passed: Bool?,
        modules: ModuleProgress
    ) {
        self.enrolment = enrolment
        self.name = name
        self.institution = institution
        self.status = status
        self.hours = hours
        self.scorePercent = scorePercent
        self.passed = passed
        self.modules = modules
    }

    /// Those of a cohort: who has a seat, then who asks for one, then who gave up; by name.
    ///
    /// A page begins behind the enrolment at which the one before ended. The caller has checked
    /// that the reader may. Refuses with `InvalidForm` a position that is none of the cohort.
    static func list(
        cohort: ID<Cohort>,
        page: PageRequest,
        language: Language,
        in transaction: borrowing Transaction
    ) throws -> Page<CohortParticipant> {
        let order = order(in: language)
        let after = try position(of: page, in: cohort, transaction)
        let modules = try ModuleProgress.byEnrolment(
            "enrolments.cohort_id = \(cohort) AND enrolments.status = 'confirmed'",
            in: transaction
        )
        let found = try transaction.rows(
            """
            SELECT enrolments.id, people.given_name_cyrl, people.family_name_cyrl,
                people.given_name_latn, people.family_name_latn, people.proposed_script,
                enrolments.institution, enrolments.status,
                coalesce(outcomes.attended_hours, standings.attended_hours),
                coalesce(outcomes.total_hours, standings.total_hours),
                cohorts.minimum_attendance_percent,
                coalesce(outcomes.final_score_percent, standings.final_score_percent),
                outcomes.passed
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN people ON people.id = enrolments.person_id
            LEFT JOIN outcomes ON outcomes.enrolment_id = enrolments.id
            LEFT JOIN standings ON standings.enrolment_id = enrolments.id
            WHERE enrolments.cohort_id = \(cohort)
                AND (\(after)::bigint IS NULL OR (\(order)) > (
                    SELECT \(order)
                    FROM enrolments JOIN people ON people.id = enrolments.person_id
                    WHERE enrolments.id = \(after)))
            ORDER BY \(order)
            LIMIT \(page.rowsMax + 1)
            """,
            as: (
                ID<Enrolment>.self, String.self, String.self, String.self, String.self,
                PersonName.ProposedScript?.self, String.self, Enrolment.Status.self,
                Hundredths?.self, Hundredths?.self, Int.self, Hundredths?.self, Bool?.self
            )
        ).map { row in
            CohortParticipant(
                enrolment: row.0,
                name: PersonName(
                    givenCyrl: row.1,
                    familyCyrl: row.2,
                    givenLatn: row.3,
                    familyLatn: row.4,
                    proposedScript: row.5
                ),
                institution: row.6,
                status: row.7,
                hours: OwnProgress(attended: row.8, total: row.9, minimumPercent: row.10),
                scorePercent: row.11,
                passed: row.12,
                modules: modules[row.0] ?? ModuleProgress([])
            )
        }
        return Page(found, for: page) { String($0.enrolment.value) }
    }

    /// The enrolment behind which a page begins; nil for the first page.
    private static func position(
        of page: PageRequest,
        in cohort: ID<Cohort>,
        _ transaction: borrowing Transaction
    ) throws -> ID<Enrolment>? {
        guard page.after != nil else { return nil }
        let after = try transaction.value(
            """
            SELECT id FROM enrolments
            WHERE id = \(page.afterID()) AND cohort_id = \(cohort)
            """,
            as: ID<Enrolment>.self
        )
        guard let after else { throw PageRequest.unknownPosition }
        return after
    }

    private static func order(in language: Language) -> SQL {
        """
        NOT is_live_enrolment(enrolments.status), NOT enrolments.held_seat,
            \(Person.order(in: language)), enrolments.id
        """
    }
}
