import Credentials
import Foundation
import Postgres
import SerbianText

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
    let startsOn: CalendarDate
    let endsOn: CalendarDate
    let venue: String
    let issuedOn: CalendarDate
    let expiresOn: CalendarDate?
    let attendedHours: Hundredths
    let totalHours: Hundredths
    let finalScore: Hundredths?
    let minimumAttendance: Int
    let passScore: Int?
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
                certificates.course_title_sr_cyrl, certificates.starts_on, certificates.ends_on,
                certificates.venue, certificates.issued_on, certificates.expires_on,
                outcomes.attended_hours, outcomes.total_hours, outcomes.final_score_percent,
                cohorts.minimum_attendance_percent, cohorts.pass_score_percent,
                replaced.issued_on
            FROM certificates
            JOIN people ON people.id = certificates.person_id
            JOIN outcomes ON outcomes.enrolment_id = certificates.enrolment_id
            JOIN cohorts ON cohorts.id = certificates.cohort_id
            LEFT JOIN certificates AS replaced ON replaced.id = certificates.replaces_id
            WHERE certificates.verification_id = ANY(\(ids))
            ORDER BY certificates.id
            """,
            as: (
                ID<Certificate>.self, String.self, VerificationID.self, String.self,
                Certificate.Kind.self, String.self, String.self, String.self, String.self,
                CalendarDate.self, CalendarDate.self, String.self, CalendarDate.self,
                CalendarDate?.self, Hundredths.self, Hundredths.self, Hundredths?.self, Int.self,
                Int?.self, CalendarDate?.self
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
                kind: kind == .participation ? .certificate : .certificateOfCompletion,
                name: courseTitle,
                description: "\(kind.title.srCyrl): \(courseTitle)",
                criteriaURL: achievement + "#criteria",
                criteria: criteria
            ),
            evidence: EvidenceFacts(name: "Похађање обуке", narrative: hours),
            result: result,
            status: StatusEntry(list: addresses.statusList(issuer.slug, list), index: slot)
        )
    }

    private var criteria: String {
        let attendance = "Присуство на најмање \(minimumAttendance) % часова"
        guard kind == .completion, let passScore else { return attendance + "." }
        return attendance + " и најмање \(passScore) % на завршном тесту."
    }

    private var hours: String {
        "Похађано \(attendedHours.serbian) од \(totalHours.serbian) часова, од "
            + "\(startsOn.official) до \(endsOn.official), \(SerbianText.cyrillic(venue))."
    }

    private var result: ResultFacts? {
        guard kind == .completion, let finalScore else { return nil }
        return ResultFacts(
            name: "Завршни тест",
            percent: finalScore.description,
            percentToPass: passScore.map(String.init)
        )
    }
}

extension CalendarDate {
    /// The beginning of the day in UTC, as credentials write moments.
    fileprivate var midnight: Moment {
        Moment(unixSeconds: dayNumber * 86_400) ?? .epoch
    }

    /// The day as officials write it, `06.03.2024.`.
    fileprivate var official: String {
        let (year, month, day) = parts
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(two(day)).\(two(month)).\(year)."
    }
}

extension Hundredths {
    /// With a comma, as Serbian has it.
    fileprivate var serbian: String { description.replacing(".", with: ",") }
}
