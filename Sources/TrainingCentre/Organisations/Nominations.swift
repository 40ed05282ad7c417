import Documents
import Postgres

/// What an institution nominated, cohort by cohort: its people, and the seats that it holds.
package struct Nominations: Sendable {
    package let organisation: Titles
    /// The latest first.
    package let cohorts: [NominatedCohort]
    /// The position behind which earlier ones follow; nil when these are the last.
    package let next: String?

    package init(organisation: Titles, cohorts: [NominatedCohort], next: String?) {
        self.organisation = organisation
        self.cohorts = cohorts
        self.next = next
    }

    /// Those of the institution whose focal point the actor is.
    ///
    /// A cohort's people stand by name in the alphabet of the language. Drafts are left out, as
    /// everywhere in public. Refuses with `AccessError.notAllowed`
    /// everybody else, and with `InvalidForm` a position that no page gave.
    package static func find(
        of actor: Actor,
        page: PageRequest,
        language: Language,
        in transaction: borrowing Transaction
    ) throws -> Nominations {
        let own = try Organisation.spokenFor(by: actor, in: transaction)
        let found = try NominatedCohort.list(
            of: own.id,
            page: page,
            language: language,
            in: transaction
        )
        return Nominations(
            organisation: own.name,
            cohorts: found.items,
            next: found.next
        )
    }
}

/// A cohort in which an institution has people, or holds seats.
package struct NominatedCohort: Sendable {
    package let heading: CohortHeading
    /// nil where no seat was held for the institution.
    package let quota: SeatQuota?
    /// The last day for naming somebody else; nil once the cohort has ended.
    package let substituteUntil: CalendarDate?
    /// Who has a seat, then who asks for one, then who gave up; by name.
    package let people: [Nominee]

    package init(
        heading: CohortHeading,
        quota: SeatQuota?,
        substituteUntil: CalendarDate?,
        people: [Nominee]
    ) {
        self.heading = heading
        self.quota = quota
        self.substituteUntil = substituteUntil
        self.people = people
    }

    fileprivate static func list(
        of organisation: ID<Organisation>,
        page: PageRequest,
        language: Language,
        in transaction: borrowing Transaction
    ) throws -> Page<NominatedCohort> {
        let after: ID<Cohort>? = try page.after == nil ? nil : ID(page.afterID())
        let rows = try transaction.rows(
            """
            SELECT cohorts.id, cohorts.code, courses.title_sr_cyrl, courses.title_sr_latn,
                courses.title_en, cohorts.starts_on, cohorts.ends_on, cohorts.venue, cohorts.state,
                CASE WHEN NOT cohort_has_ended(cohorts.state) THEN (
                    SELECT substitute_until_on FROM cohort_seats
                    WHERE cohort_seats.cohort_id = cohorts.id) END
            FROM cohorts JOIN courses ON courses.id = cohorts.course_id
            WHERE cohorts.state <> 'draft'
                AND cohorts.id IN (
                    SELECT cohort_id FROM enrolments WHERE organisation_id = \(organisation)
                    UNION
                    SELECT cohort_id FROM seat_quotas
                    WHERE organisation_id IN (SELECT organisation_records(\(organisation))))
                AND (\(after)::bigint IS NULL OR (cohorts.starts_on, cohorts.id) < (
                    SELECT before.starts_on, before.id FROM cohorts AS before
                    WHERE before.id = \(after)))
            ORDER BY cohorts.starts_on DESC, cohorts.id DESC
            LIMIT \(page.rowsMax + 1)
            """,
            as: (
                ID<Cohort>.self, String.self, String.self, String.self, String.self,
                CalendarDate.self, CalendarDate.self, String.self, Cohort.State.self,
                CalendarDate?.self
            )
        )
        let people = try Nominee.list(
            of: organisation,
            in: rows.map { $0.0 },
            language: language,
            transaction
        )
        let found = try rows.map { row in
            (
                id: row.0,
                cohort: NominatedCohort(
                    heading: CohortHeading(
                        code: row.1,
                        course: Titles(srCyrl: row.2, srLatn: row.3, en: row.4),
                        startsOn: row.5,
                        endsOn: row.6,
                        venue: row.7,
                        state: row.8
                    ),
                    quota: try SeatQuota.list(row.0, of: organisation, in: transaction).first,
                    substituteUntil: row.9,
                    people: people[row.0] ?? []
                )
            )
        }
        return Page(found, for: page) { String($0.id.value) }.map(\.cohort)
    }
}

/// Somebody whom an institution nominated, as its focal point sees the person.
package struct Nominee: Sendable {
    package let enrolment: ID<Enrolment>
    package let name: PersonName
    package let function: String
    package let status: Enrolment.Status
    /// Until when an offered seat is held: the day and the hour on the centre's clock, as 14:30.
    package let offerEnds: (on: CalendarDate, clock: String)?
    /// nil for somebody who never had a seat.
    package let hours: OwnProgress?
    /// nil until the cohort is closed.
    package let passed: Bool?

    package init(
        enrolment: ID<Enrolment>,
        name: PersonName,
        function: String,
        status: Enrolment.Status,
        offerEnds: (on: CalendarDate, clock: String)?,
        hours: OwnProgress?,
        passed: Bool?
    ) {
        self.enrolment = enrolment
        self.name = name
        self.function = function
        self.status = status
        self.offerEnds = offerEnds
        self.hours = hours
        self.passed = passed
    }

    static func list(
        of organisation: ID<Organisation>,
        in cohorts: [ID<Cohort>],
        language: Language,
        _ transaction: borrowing Transaction
    ) throws -> [ID<Cohort>: [Nominee]] {
        let rows = try transaction.rows(
            """
            SELECT enrolments.cohort_id, enrolments.id, people.given_name_cyrl,
                people.family_name_cyrl, people.given_name_latn, people.family_name_latn,
                people.proposed_script, enrolments.function, enrolments.status,
                (enrolments.offer_ends_at AT TIME ZONE 'Europe/Belgrade')::date,
                to_char(enrolments.offer_ends_at AT TIME ZONE 'Europe/Belgrade', 'HH24:MI'),
                coalesce(outcomes.attended_hours, standings.attended_hours),
                coalesce(outcomes.total_hours, standings.total_hours),
                cohorts.minimum_attendance_percent, outcomes.passed
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN people ON people.id = enrolments.person_id
            LEFT JOIN outcomes ON outcomes.enrolment_id = enrolments.id
            LEFT JOIN standings ON standings.enrolment_id = enrolments.id
            WHERE enrolments.organisation_id = \(organisation)
                AND enrolments.cohort_id = ANY(\(cohorts))
            ORDER BY NOT is_live_enrolment(enrolments.status), NOT enrolments.held_seat,
                \(Person.order(in: language)), enrolments.id
            """,
            as: (
                ID<Cohort>.self, ID<Enrolment>.self, String.self, String.self, String.self,
                String.self, PersonName.ProposedScript?.self, String.self, Enrolment.Status.self,
                CalendarDate?.self, String?.self, Hundredths?.self, Hundredths?.self, Int.self,
                Bool?.self
            )
        )
        var found: [ID<Cohort>: [Nominee]] = [:]
        for row in rows {
            let nominee = Nominee(
                enrolment: row.1,
                name: PersonName(
                    givenCyrl: row.2,
                    familyCyrl: row.3,
                    givenLatn: row.4,
                    familyLatn: row.5,
                    proposedScript: row.6
                ),
                function: row.7,
                status: row.8,
                offerEnds: row.9.flatMap { day in row.10.map { (on: day, clock: $0) } },
                hours: OwnProgress(attended: row.11, total: row.12, minimumPercent: row.13),
                passed: row.14
            )
            found[row.0, default: []].append(nominee)
        }
        return found
    }
}
