import Credentials
import Foundation
import Postgres

/// A certificate of the register with all that its credential says.
struct CertifiedFacts: Sendable {
    let certificate: ID<Certificate>
    let email: String
    let verificationID: VerificationID
    let number: String
    let kind: Certificate.Kind
    let holderCyrl: String
    let holderLatn: String
    let courseCode: String
    let courseTitle: String
    let issuedOn: CalendarDate
    let expiresOn: CalendarDate?
    /// What stands behind it.
    let ground: CertifiedGround
    /// When the certificate that this one replaces was issued.
    let firstIssuedOn: CalendarDate?

    /// The certificates with these IDs, in the order of the register.
    static func list(
        _ ids: [VerificationID],
        in transaction: borrowing Transaction
    ) throws -> [CertifiedFacts] {
        try transaction.rows(
            """
            SELECT certificates.id, people.email, certificates.verification_id,
                certificates.number, certificates.kind, certificates.holder_cyrl,
                certificates.holder_latn, certificates.course_code,
                certificates.course_title_sr_cyrl, certificates.issued_on,
                certificates.expires_on, replaced.issued_on,
                coalesce(certificates.starts_on, accreditations.starts_on),
                coalesce(certificates.ends_on, accreditations.ends_on), certificates.venue,
                outcomes.attended_hours, outcomes.total_hours, outcomes.final_score_percent,
                cohorts.minimum_attendance_percent, cohorts.pass_score_percent,
                EXISTS (
                    SELECT FROM course_version_modules AS asked
                    WHERE asked.course_version_id = cohorts.course_version_id
                        AND asked.is_required)
            FROM certificates
            JOIN people ON people.id = certificates.person_id
            LEFT JOIN outcomes ON outcomes.enrolment_id = certificates.enrolment_id
            LEFT JOIN cohorts ON cohorts.id = certificates.cohort_id
            LEFT JOIN accreditations ON accreditations.id = certificates.accreditation_id
            LEFT JOIN certificates AS replaced ON replaced.id = certificates.replaces_id
            WHERE certificates.verification_id = ANY(\(ids))
            ORDER BY certificates.id
            """,
            as: (
                ID<Certificate>.self, String.self, VerificationID.self, String.self,
                Certificate.Kind.self, String.self, String.self, String.self, String.self,
                CalendarDate.self, CalendarDate?.self, CalendarDate?.self, CalendarDate.self,
                CalendarDate.self, String?.self, Hundredths?.self, Hundredths?.self,
                Hundredths?.self, Int?.self, Int?.self, Bool.self
            )
        ).map(CertifiedFacts.init)
    }

    /// What the credential says, in Serbian Cyrillic.
    ///
    /// `now` bounds the beginning: nothing is valid in the future.
    func credentialFacts(
        issuer: Issuer,
        addresses: Addresses,
        holder: String,
        slot: Int,
        list: Int,
        now: Moment
    ) -> CredentialFacts {
        let achievement = addresses.achievement(issuer.slug, courseCode)
        return CredentialFacts(
            url: addresses.certificate(verificationID),
            issuer: IssuerProfile(
                did: addresses.did(issuer.slug),
                name: issuer.name.srCyrl,
                url: addresses.issuer(issuer.slug)
            ),
            validFrom: min(issuedOn.midnight, now),
            validUntil: expiresOn.map { $0.midnight.adding(seconds: 86_399) },
            awarded: firstIssuedOn.map { min($0.midnight, issuedOn.midnight, now) },
            holder: HolderFacts(id: holder, nameCyrillic: holderCyrl, nameLatin: holderLatn),
            registerNumber: number,
            achievement: AchievementFacts(
                url: achievement,
                kind: kind.achievement,
                name: courseTitle,
                description: "\(kind.title.srCyrl): \(courseTitle)",
                criteriaURL: achievement + "#criteria",
                criteria: ground.criteria(for: kind)
            ),
            evidence: ground.evidence,
            result: kind == .completion ? ground.result : nil,
            status: StatusEntry(list: addresses.statusList(issuer.slug, list), index: slot)
        )
    }
}

extension CertifiedFacts {
    /// Takes the columns of the statement in their order.
    fileprivate init(
        _ certificate: ID<Certificate>,
        _ email: String,
        _ verificationID: VerificationID,
        _ number: String,
        _ kind: Certificate.Kind,
        _ holderCyrl: String,
        _ holderLatn: String,
        _ courseCode: String,
        _ courseTitle: String,
        _ issuedOn: CalendarDate,
        _ expiresOn: CalendarDate?,
        _ firstIssuedOn: CalendarDate?,
        _ startsOn: CalendarDate,
        _ endsOn: CalendarDate,
        _ venue: String?,
        _ attendedHours: Hundredths?,
        _ totalHours: Hundredths?,
        _ finalScore: Hundredths?,
        _ minimumAttendance: Int?,
        _ passScore: Int?,
        _ takesModules: Bool
    ) {
        self.init(
            certificate: certificate,
            email: email,
            verificationID: verificationID,
            number: number,
            kind: kind,
            holderCyrl: holderCyrl,
            holderLatn: holderLatn,
            courseCode: courseCode,
            courseTitle: courseTitle,
            issuedOn: issuedOn,
            expiresOn: expiresOn,
            ground: CertifiedGround(
                startsOn: startsOn,
                endsOn: endsOn,
                delivery: venue.map {
                    CertifiedGround.Delivery(
                        venue: $0,
                        attendedHours: attendedHours ?? Hundredths(0),
                        totalHours: totalHours ?? Hundredths(0),
                        finalScore: finalScore,
                        minimumAttendance: minimumAttendance ?? 0,
                        passScore: passScore,
                        takesModules: takesModules
                    )
                }
            ),
            firstIssuedOn: firstIssuedOn
        )
    }
}

extension Certificate.Kind {
    /// The kind of achievement in Open Badges 3.0.
    fileprivate var achievement: AchievementFacts.Kind {
        switch self {
        case .completion: .certificateOfCompletion
        case .participation: .certificate
        case .accreditation: .certification
        }
    }
}

extension CalendarDate {
    /// The beginning of the day in UTC, as credentials write moments.
    fileprivate var midnight: Moment {
        Moment(unixSeconds: dayNumber * 86_400) ?? .epoch
    }
}
