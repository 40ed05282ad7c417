import Credentials
import Documents
import Foundation
import Postgres

/// Something that a person is to be told: an outbox row with its text ready.
///
/// Nothing sends them yet. Whoever does picks the language.
package struct Notice: Sendable {
    package let id: ID<Notice>
    package let email: String
    package let kind: String
    /// What it is about: a certificate that expires in so many days, or an enrolment, which
    /// changed or whose cohort did.
    package let certificateNumber: String?
    package let daysBefore: Int?
    package let enrolmentCode: String?
    package let subject: Titles
    package let text: Titles
    package let enteredAt: Date

    package var json: JSON {
        [
            "id": .integer(id.value), "person": .string(email), "kind": .string(kind),
            "certificate": JSON(certificateNumber), "days_before": JSON(daysBefore),
            "enrolment": JSON(enrolmentCode.map { VerificationID(canonical: $0)?.printed ?? $0 }),
            "subject": subject.json, "text": text.json, "entered_at": .string(enteredAt.rfc3339),
        ]
    }

    /// The same for somebody who may read it and not act for the person: the enrolment's private
    /// code is neither named nor in the text.
    private var withoutCode: Notice {
        guard let code = enrolmentCode.flatMap(VerificationID.init(canonical:)) else { return self }
        let hidden = { (text: String) in text.replacing(code.printed, with: "••••") }
        return Notice(
            id: id,
            email: email,
            kind: kind,
            certificateNumber: certificateNumber,
            daysBefore: daysBefore,
            enrolmentCode: nil,
            subject: subject,
            text: Titles(
                srCyrl: hidden(text.srCyrl),
                srLatn: hidden(text.srLatn),
                en: hidden(text.en)
            ),
            enteredAt: enteredAt
        )
    }

    /// Notices in the order of entry; private codes are for who may manage enrolments.
    ///
    /// Refuses with `AccessError.notAllowed`.
    package static func list(
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Notice> {
        try actor.require(.readPeople)
        let seesCodes = actor.may(.manageEnrolments)
        let found = try transaction.rows(
            """
            SELECT notices.id, people.email, notices.kind, certificates.number,
                notices.days_before, notices.subject_sr_cyrl, notices.subject_sr_latn,
                notices.subject_en, notices.text_sr_cyrl, notices.text_sr_latn, notices.text_en,
                notices.entered_at, enrolments.code
            FROM notices
            JOIN people ON people.id = notices.person_id
            LEFT JOIN certificates ON certificates.id = notices.certificate_id
            LEFT JOIN enrolment_events ON enrolment_events.id = notices.event_id
            LEFT JOIN enrolments
                ON enrolments.id = coalesce(notices.enrolment_id, enrolment_events.enrolment_id)
            WHERE notices.id > \(page.afterID())
            ORDER BY notices.id
            LIMIT \(page.rowsMax + 1)
            """,
            as: (
                ID<Notice>.self, String.self, String.self, String?.self, Int?.self, String.self,
                String.self, String.self, String.self, String.self, String.self, Date.self,
                String?.self
            )
        ).map {
            let notice = Notice(
                id: $0,
                email: $1,
                kind: $2,
                certificateNumber: $3,
                daysBefore: $4,
                enrolmentCode: $12,
                subject: Titles(srCyrl: $5, srLatn: $6, en: $7),
                text: Titles(srCyrl: $8, srLatn: $9, en: $10),
                enteredAt: $11
            )
            return seesCodes ? notice : notice.withoutCode
        }
        return Page(found, for: page) { String($0.id.value) }
    }
}
