import Credentials
import Postgres

/// One issue of certificates to a cohort: what was issued, and who was passed over and why.
package struct IssuedBatch: Sendable {
    /// nil when nobody was left to issue to.
    package let id: ID<CertificateBatch>?
    package let issued: [Issued]
    package let skipped: [Skipped]
    /// The addresses of those whose name in one script nobody had confirmed.
    package let unconfirmed: [String]

    /// A certificate that was issued, and to whom.
    package struct Issued: Sendable {
        package let number: String
        package let id: VerificationID
        package let email: String
    }

    /// Somebody who was passed over, and why.
    package struct Skipped: Sendable {
        package let email: String
        package let reasons: [String]
    }
}

extension IssuedBatch.Skipped {
    /// Who is passed over; nil for somebody who gets a certificate.
    init?(_ verdict: Eligibility) {
        guard !verdict.isEligible || verdict.heldNumber != nil else { return nil }
        self.init(
            email: verdict.email,
            reasons: verdict.isEligible ? ["certificate issued already"] : verdict.reasons
        )
    }
}

extension Certificate {
    /// Issues certificates of a kind to everybody of a closed cohort who is eligible and has none.
    ///
    /// One transaction and a constant number of statements, however many are issued; all or none.
    /// Each is signed in both forms, has a place in a status list and waits for the log.
    /// Repeating it issues nothing new, also not to somebody whose certificate was revoked. Takes
    /// the cohort's row lock and the year's register counter. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `CertificateError.cohortNotClosed`, with
    /// `AccreditationError.notOfCohort`, and with `BatchError.approvalMissing` where a second
    /// person has to approve.
    package static func issue(
        cohort code: String,
        kind: Kind,
        on date: CalendarDate?,
        chance: Chance,
        signing: Signing,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> IssuedBatch {
        try actor.require(.issueCertificates)
        let cohort = try lockClosed(code, in: transaction)
        guard kind != .accreditation else { throw AccreditationError.notOfCohort }
        let verdicts = try Eligibility.rows(
            of: cohort,
            isClosed: true,
            kind: kind,
            in: transaction
        )
        return try issue(verdicts, kind: kind, chance: chance, signing: signing, in: transaction) {
            (transaction: borrowing Transaction) in
            let issuedOn = try issueDate(date, of: cohort, in: transaction)
            let batch = try enterBatch(of: cohort, kind, on: issuedOn, in: transaction)
            return (batch, issuedOn)
        }
    }

    /// Locks a cohort; refuses with `NotFound` and `CertificateError.cohortNotClosed`.
    static func lockClosed(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> ID<Cohort> {
        let cohort = try Cohort.lock(code, in: transaction)
        let state = try transaction.value(
            "SELECT state FROM cohorts WHERE id = \(cohort)",
            as: Cohort.State.self
        )
        guard state == .closed else { throw CertificateError.cohortNotClosed }
        return cohort
    }

    /// Issues to those of the verdicts who are eligible and have none; `batch` is asked for only
    /// when somebody is.
    static func issue(
        _ verdicts: [Eligibility],
        kind: Kind,
        chance: Chance,
        signing: Signing,
        in transaction: borrowing Transaction,
        batch: (borrowing Transaction) throws -> (ID<CertificateBatch>, CalendarDate)
    ) throws -> IssuedBatch {
        let eligible = verdicts.filter { $0.isEligible && $0.heldNumber == nil }
        let skipped = verdicts.compactMap(IssuedBatch.Skipped.init)
        guard !eligible.isEmpty else {
            return IssuedBatch(id: nil, issued: [], skipped: skipped, unconfirmed: [])
        }
        let (batch, issuedOn) = try batch(transaction)
        let issued: [(String, VerificationID)]
        do {
            issued = try enter(
                eligible.map(\.enrolment),
                ids: Enrolment.codes(eligible.count, from: chance),
                kind: kind,
                batch: batch,
                issuedOn: issuedOn,
                in: transaction
            )
        } catch {
            throw (error as? PostgresError).flatMap(BatchError.init) ?? error
        }
        try StoredCredential.issue(
            issued.map(\.1),
            signing: signing,
            chance: chance,
            in: transaction
        )
        return IssuedBatch(
            id: batch,
            // Both in the order of the numbers.
            issued: zip(eligible, issued).map { candidate, entered in
                IssuedBatch.Issued(number: entered.0, id: entered.1, email: candidate.email)
            },
            skipped: skipped,
            unconfirmed: eligible.filter { !$0.isNameConfirmed }.map(\.email)
        )
    }

    static func enterBatch(
        of cohort: ID<Cohort>,
        _ kind: Kind,
        on issuedOn: CalendarDate,
        in transaction: borrowing Transaction
    ) throws -> ID<CertificateBatch> {
        let id = try transaction.value(
            """
            INSERT INTO certificate_batches (cohort_id, kind, issued_on)
            VALUES (\(cohort), \(kind), \(issuedOn))
            RETURNING id
            """,
            as: ID<CertificateBatch>.self
        )
        guard let id else { preconditionFailure("an INSERT of one row returns it") }
        return id
    }

    /// Today unless given; never before the cohort was closed and never in the future.
    private static func issueDate(
        _ date: CalendarDate?,
        of cohort: ID<Cohort>,
        in transaction: borrowing Transaction
    ) throws -> CalendarDate {
        guard
            let (today, closedOn) = try transaction.row(
                "SELECT centre_today(), closed_on FROM cohorts WHERE id = \(cohort)",
                as: (CalendarDate.self, CalendarDate?.self)
            )
        else { throw CertificateError.cohortNotClosed }
        let date = date ?? today
        guard date <= today, closedOn.map({ $0 <= date }) ?? false else {
            throw InvalidForm([
                FieldProblem("on", "lies in the future or before the cohort was closed")
            ])
        }
        return date
    }

    /// Reserves the next numbers of a year's register and returns the first of them.
    ///
    /// The counter's row is locked until the end of the transaction: no gap, no number twice.
    static func reserveSerials(
        _ count: Int,
        year: Int,
        in transaction: borrowing Transaction
    ) throws -> Int {
        let first = try transaction.value(
            "SELECT reserve_serials(\(year)::integer, \(count)::integer)",
            as: Int.self
        )
        guard let first else { throw CertificateError.notLive }
        return first
    }

    /// Freezes the facts of enrolments into certificates, in the given order.
    static func enter(
        _ enrolments: [ID<Enrolment>],
        ids: [String],
        kind: Kind,
        batch: ID<CertificateBatch>?,
        issuedOn: CalendarDate,
        in transaction: borrowing Transaction
    ) throws -> [(String, VerificationID)] {
        let year = issuedOn.parts.year
        let first = try reserveSerials(enrolments.count, year: year, in: transaction)
        return try transaction.rows(
            """
            INSERT INTO certificates (
                verification_id, register_year, register_serial, kind, batch_id, enrolment_id,
                cohort_id, person_id, holder_cyrl, holder_latn, course_code, course_title_sr_cyrl,
                course_title_sr_latn, course_title_en, project_title_sr_cyrl,
                project_title_sr_latn, project_title_en, cohort_code, starts_on, ends_on, venue,
                hours, issued_on)
            SELECT wanted.verification_id, \(year), \(first) + wanted.position - 1, \(kind),
                \(batch), enrolments.id, enrolments.cohort_id, enrolments.person_id,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn,
                courses.code, courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en,
                projects.title_sr_cyrl, projects.title_sr_latn, projects.title_en,
                cohorts.code, cohorts.starts_on, cohorts.ends_on, cohorts.venue,
                outcomes.total_hours, \(issuedOn)
            FROM unnest(\(enrolments), \(ids))
                WITH ORDINALITY AS wanted (enrolment_id, verification_id, position)
            JOIN enrolments ON enrolments.id = wanted.enrolment_id
            JOIN outcomes ON outcomes.enrolment_id = enrolments.id
            JOIN people ON people.id = enrolments.person_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            LEFT JOIN projects ON projects.id = cohorts.project_id
            ORDER BY wanted.position
            RETURNING number, verification_id, register_serial
            """,
            as: (String.self, VerificationID.self, Int.self)
        ).sorted { $0.2 < $1.2 }.map { ($0.0, $0.1) }
    }
}
