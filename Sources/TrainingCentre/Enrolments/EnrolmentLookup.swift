import Credentials
import Foundation
import Postgres

/// What a trainee asks most, how an enrolment stands.
struct EnrolmentLookup: Sendable {
    let lookup: BatchedLookup<VerificationID, EnrolmentStatus>

    init(database: Database) {
        lookup = BatchedLookup(
            in: database,
            from: .replica,
            as: (
                VerificationID.self, String.self, String.self, Enrolment.Status.self,
                CalendarDate?.self, String.self, Cohort.State.self, String.self, String.self,
                String.self, CalendarDate.self, CalendarDate.self, String.self, Bool?.self,
                String?.self, VerificationID?.self, Bool.self, Date?.self, CalendarDate?.self,
                String?.self, Int?.self, Int?.self, Bool.self
            ),
            row: EnrolmentStatus.init
        ) { codes in
            """
            SELECT enrolments.code, \(EnrolmentStatus.columns)
            WHERE enrolments.code = ANY(\(codes))
            """
        }
    }

    func find(_ code: VerificationID) async throws -> EnrolmentStatus? {
        try await lookup.lookup(code)
    }
}

extension EnrolmentStatus {
    /// What is read of enrolments, and from where, up to the condition.
    fileprivate static let columns: SQL =
        """
        enrolments.code,
            people.given_name_cyrl || ' ' || people.family_name_cyrl,
            people.given_name_latn || ' ' || people.family_name_latn, enrolments.status,
            enrolments.withdrawn_on, cohorts.code, cohorts.state, courses.title_sr_cyrl,
            courses.title_sr_latn, courses.title_en, cohorts.starts_on, cohorts.ends_on,
            cohorts.venue, outcomes.passed, outcomes.problem, certificates.verification_id,
            EXISTS (
                SELECT FROM certificates
                WHERE enrolment_id = enrolments.id AND kind = 'completion'),
            enrolments.offer_ends_at,
            (enrolments.offer_ends_at AT TIME ZONE 'Europe/Belgrade')::date,
            left((enrolments.offer_ends_at AT TIME ZONE 'Europe/Belgrade')::time::text, 5),
            queue.place, queue.length,
            EXISTS (
                SELECT FROM course_version_modules
                WHERE course_version_id = cohorts.course_version_id)
        FROM enrolments
        JOIN people ON people.id = enrolments.person_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        JOIN courses ON courses.id = cohorts.course_id
        LEFT JOIN outcomes ON outcomes.enrolment_id = enrolments.id
        LEFT JOIN live_certificates ON live_certificates.person_id = enrolments.person_id
            AND live_certificates.cohort_id = enrolments.cohort_id
            AND live_certificates.kind = 'completion'
        LEFT JOIN certificates ON certificates.id = live_certificates.certificate_id
        LEFT JOIN LATERAL (
            SELECT count(*) FILTER (
                    WHERE coalesce(waiting.queue_position, waiting.id)
                        <= coalesce(enrolments.queue_position, enrolments.id)) AS place,
                count(*) AS length
            FROM enrolments AS waiting
            WHERE enrolments.status = 'waiting' AND waiting.status = 'waiting'
                AND waiting.cohort_id = enrolments.cohort_id
        ) AS queue ON enrolments.status = 'waiting'
        """

    /// How the actor's own enrolments stand, under all records of the person, newest first.
    package static func mine(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [EnrolmentStatus] {
        guard let person = actor.personID else { return [] }
        // A statement of its own: among as many joins the planner would look for the person last,
        // having read every enrolment there is.
        let own = try transaction.rows(
            "SELECT id FROM enrolments WHERE person_id IN (\(Person.records(of: person)))",
            as: ID<Enrolment>.self
        )
        let found = try transaction.rows(
            """
            SELECT \(columns)
            WHERE enrolments.id = ANY(\(own))
            ORDER BY cohorts.starts_on DESC, enrolments.id DESC
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            as: (
                VerificationID.self, String.self, String.self, Enrolment.Status.self,
                CalendarDate?.self, String.self, Cohort.State.self, String.self, String.self,
                String.self, CalendarDate.self, CalendarDate.self, String.self, Bool?.self,
                String?.self, VerificationID?.self, Bool.self, Date?.self, CalendarDate?.self,
                String?.self, Int?.self, Int?.self, Bool.self
            )
        ).map(EnrolmentStatus.init)
        return try withModules(found, in: transaction)
    }

    /// The same with the progress through the modules, where the course has some.
    fileprivate static func withModules(
        _ found: [EnrolmentStatus],
        in transaction: borrowing Transaction
    ) throws -> [EnrolmentStatus] {
        let codes = found.filter(\.hasModules).map(\.code)
        guard !codes.isEmpty else { return found }
        let progress = try ModuleProgress.byCode(codes, in: transaction)
        return found.map { status in
            var status = status
            status.modules = progress[status.code] ?? status.modules
            return status
        }
    }

    /// Takes the columns of the statement in their order.
    fileprivate init(
        _ code: VerificationID,
        _ holderCyrl: String,
        _ holderLatn: String,
        _ status: Enrolment.Status,
        _ withdrawnOn: CalendarDate?,
        _ cohortCode: String,
        _ cohortState: Cohort.State,
        _ titleSrCyrl: String,
        _ titleSrLatn: String,
        _ titleEn: String,
        _ startsOn: CalendarDate,
        _ endsOn: CalendarDate,
        _ venue: String,
        _ passed: Bool?,
        _ problem: String?,
        _ certificateID: VerificationID?,
        _ wasCertified: Bool,
        _ offerEndsAt: Date?,
        _ offerEndsOn: CalendarDate?,
        _ offerEndsClock: String?,
        _ queuePlace: Int?,
        _ queueLength: Int?,
        _ hasModules: Bool
    ) {
        self.init(
            code: code,
            holderCyrl: holderCyrl,
            holderLatn: holderLatn,
            status: status,
            withdrawnOn: withdrawnOn,
            cohortCode: cohortCode,
            cohortState: cohortState,
            courseTitle: Titles(srCyrl: titleSrCyrl, srLatn: titleSrLatn, en: titleEn),
            startsOn: startsOn,
            endsOn: endsOn,
            venue: venue,
            outcome: passed.map { $0 ? .passed : .notPassed(problem: problem ?? "") },
            certificateID: certificateID,
            wasCertified: wasCertified,
            offer: offerEndsAt.map {
                Offer(endsAt: $0, endsOn: offerEndsOn ?? startsOn, clock: offerEndsClock ?? "")
            },
            queue: queuePlace.map { Queue(place: $0, length: queueLength ?? $0) },
            hasModules: hasModules
        )
    }
}

extension TrainingCentre {
    /// The state of the enrolment with this private code, however it was typed; nil when no
    /// enrolment has it.
    package func enrolmentStatus(_ typed: String) async throws -> EnrolmentStatus? {
        guard case .id(let code) = VerificationID.reading(typed) else { return nil }
        guard let found = try await enrolmentLookup.find(code) else { return nil }
        // Most courses have none: they cost no second question.
        guard found.hasModules else { return found }
        return try await read { (transaction: borrowing Transaction) in
            try EnrolmentStatus.withModules([found], in: transaction).first
        }
    }
}
