import Credentials
import Documents
import Foundation
import Postgres
import SerbianText

/// A certificate of the register with all that its paper says.
struct PaperFacts: Sendable {
    let certificate: ID<Certificate>
    let kind: Certificate.Kind
    let number: String
    let id: VerificationID
    let holderCyrl: String
    let holderLatn: String
    let course: Titles
    let project: Titles?
    let donors: Titles?
    /// Of the training; nil for a trainer's certificate: a right to teach has no days and no place.
    let startsOn: CalendarDate?
    let endsOn: CalendarDate?
    let venue: String?
    let hours: Hundredths?
    let issuedOn: CalendarDate
    let expiresOn: CalendarDate?
    /// The moment of issue, which the drawing has as its own.
    let issuedAt: Date
    /// The municipality or city of the holder's institution at that time.
    let lsg: Titles?

    /// The facts of one certificate; refuses with `NotFound`.
    static func find(
        _ id: VerificationID,
        in transaction: borrowing Transaction
    ) throws -> PaperFacts {
        let found = try rows("WHERE certificates.verification_id = \(id)", in: transaction)
        guard let facts = found.first else { throw NotFound("certificate", id.printed) }
        return facts
    }

    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [PaperFacts] {
        try transaction.rows(
            """
            SELECT certificates.id, certificates.kind, certificates.number,
                certificates.verification_id, certificates.holder_cyrl, certificates.holder_latn,
                certificates.course_title_sr_cyrl, certificates.course_title_sr_latn,
                certificates.course_title_en, certificates.project_title_sr_cyrl,
                certificates.project_title_sr_latn, certificates.project_title_en,
                donors.sr_cyrl, donors.sr_latn, donors.en,
                certificates.starts_on, certificates.ends_on, certificates.venue,
                certificates.hours, certificates.issued_on, certificates.expires_on,
                certificates.issued_at, lsgs.name_cyrl, lsgs.name_latn, lsgs.name_en
            FROM certificates
            LEFT JOIN people ON people.id = certificates.person_id
            LEFT JOIN enrolments ON enrolments.id = certificates.enrolment_id
            LEFT JOIN lsgs ON lsgs.code = enrolments.lsg_code
            CROSS JOIN LATERAL (
                SELECT string_agg(organisations.name_sr_cyrl, ', ' ORDER BY organisations.id)
                        AS sr_cyrl,
                    string_agg(organisations.name_sr_latn, ', ' ORDER BY organisations.id)
                        AS sr_latn,
                    string_agg(organisations.name_en, ', ' ORDER BY organisations.id) AS en
                FROM cohorts
                JOIN project_roles ON project_roles.project_id = cohorts.project_id
                    AND project_roles.role = 'donor'
                JOIN organisations ON organisations.id = project_roles.organisation_id
                WHERE cohorts.id = certificates.cohort_id
            ) AS donors
            \(condition)
            """,
            as: (
                ID<Certificate>.self, Certificate.Kind.self, String.self, VerificationID.self,
                String.self, String.self, String.self, String.self, String.self, String?.self,
                String?.self, String?.self, String?.self, String?.self, String?.self,
                CalendarDate?.self, CalendarDate?.self, String?.self, Hundredths?.self,
                CalendarDate.self, CalendarDate?.self, Date.self, String?.self, String?.self,
                String?.self
            )
        ).map(PaperFacts.init)
    }

    private init(
        _ row: (
            ID<Certificate>, Certificate.Kind, String, VerificationID, String, String, String,
            String, String, String?, String?, String?, String?, String?, String?, CalendarDate?,
            CalendarDate?, String?, Hundredths?, CalendarDate, CalendarDate?, Date, String?,
            String?, String?
        )
    ) {
        (certificate, kind, number, id) = (row.0, row.1, row.2, row.3)
        (holderCyrl, holderLatn) = (row.4, row.5)
        course = Titles(srCyrl: row.6, srLatn: row.7, en: row.8)
        project = Titles(srCyrl: row.9, srLatn: row.10, en: row.11)
        donors = Titles(srCyrl: row.12, srLatn: row.13, en: row.14)
        (startsOn, endsOn, venue, hours) = (row.15, row.16, row.17, row.18)
        (issuedOn, expiresOn, issuedAt) = (row.19, row.20, row.21)
        lsg = Titles(srCyrl: row.22, srLatn: row.23, en: row.24)
    }

    // MARK: Documents

    /// What its paper says in one language, without the letterhead.
    ///
    /// - Throws: `QRCodeError` for an address that cannot be one.
    func document(
        _ language: Language,
        issuer: Issuer,
        addresses: Addresses
    ) throws -> CertificateDocument {
        let wording = PaperWording(language: language)
        let days = startsOn.flatMap { start in endsOn.map { (start, $0) } }
        let address = addresses.certificate(id)
        return CertificateDocument(
            kind: kind.printed,
            language: language,
            holder: language == .serbianCyrillic ? holderCyrl : holderLatn,
            course: course[language],
            project: project?[language],
            donor: donors?[language],
            held: days.map { wording.held(from: $0.0, to: $0.1) },
            hours: hours.map(wording.hours),
            place: place(language),
            number: number,
            printedID: id.printed,
            address: address,
            issuer: issuer.name[language],
            issuedOn: wording.date(issuedOn),
            validUntil: expiresOn.map(wording.until),
            qr: try QRCode(capitals: address.uppercased())
        )
    }

    /// The place stands in one script; no person's name is ever converted.
    func place(_ language: Language) -> String? {
        venue.map {
            language == .serbianCyrillic ? SerbianText.cyrillic($0) : SerbianText.latin($0)
        }
    }

    func badge(_ language: Language, issuer: Issuer) -> BadgeDocument {
        BadgeDocument(
            kind: kind.printed,
            language: language,
            course: course[language],
            issuer: issuer.name[language],
            issuedOn: PaperWording(language: language).date(issuedOn)
        )
    }
}

extension Certificate.Kind {
    var printed: CertificateDocument.Kind {
        switch self {
        case .completion: .completion
        case .participation: .participation
        case .accreditation: .accreditation
        }
    }
}
