import Postgres
import SerbianText

/// Reminds holders before a certificate of theirs expires: 90, 30 and 7 days before, each once.
package struct ExpiryReminders: Sendable {
    private let centre: TrainingCentre

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    /// Writes the notices that are due, and answers how many.
    ///
    /// Somebody who was not reminded in time is reminded once, of what is left. Nobody is reminded
    /// of a certificate that was ended, or whose accreditation is suspended or renewed. Two runs at
    /// once write each notice once.
    @discardableResult
    package func run() async throws -> Int {
        let act = Act(by: Actor(name: "reminders", roles: []))
        return try await centre.write(act) { (transaction: borrowing Transaction) in
            try NewNotice.enter(ExpiryReminders.due(in: transaction), in: transaction)
        }
    }

    private static func due(in transaction: borrowing Transaction) throws -> [NewNotice] {
        try transaction.rows(
            """
            SELECT certificates.person_id, certificates.id, certificates.number,
                certificates.holder_cyrl, certificates.holder_latn,
                certificates.course_title_sr_cyrl, certificates.course_title_sr_latn,
                certificates.course_title_en,
                certificates.expires_on, reminder.days_before
            FROM certificates
            JOIN live_certificates AS live ON live.certificate_id = certificates.id
            CROSS JOIN LATERAL (
                SELECT distance.days_before FROM (VALUES (7), (30), (90)) AS distance (days_before)
                WHERE certificates.expires_on - centre_today() <= distance.days_before
                ORDER BY distance.days_before
                LIMIT 1
            ) AS reminder
            WHERE certificates.expires_on BETWEEN centre_today() AND centre_today() + 90
                AND NOT EXISTS (
                    SELECT FROM notices
                    WHERE notices.certificate_id = certificates.id
                        AND notices.days_before <= reminder.days_before)
                AND NOT is_suspended(certificates.accreditation_id)
                AND NOT EXISTS (
                    SELECT FROM accreditations
                    WHERE accreditations.renews_id = certificates.accreditation_id)
            ORDER BY certificates.id
            LIMIT \(NewNotice.Limits.perRunMax)
            """,
            as: (
                ID<Person>.self, ID<Certificate>.self, String.self, String.self, String.self,
                String.self, String.self, String.self, CalendarDate.self, Int.self
            )
        ).map(NewNotice.init)
    }
}

extension NewNotice {
    /// A reminder of a certificate that expires.
    fileprivate init(
        _ person: ID<Person>,
        _ certificate: ID<Certificate>,
        _ number: String,
        _ holderCyrl: String,
        _ holderLatn: String,
        _ titleCyrl: String,
        _ titleLatn: String,
        _ titleEn: String,
        _ expiresOn: CalendarDate,
        _ daysBefore: Int
    ) {
        self.person = person
        occasion = .expiry(certificate, daysBefore: daysBefore)
        let (year, month, dayOfMonth) = expiresOn.parts
        let day = SerbianDate.official(year: year, month: month, day: dayOfMonth)
        subject = Titles(
            srCyrl: "Ваш сертификат тренера важи до \(day)",
            srLatn: "Vaš sertifikat trenera važi do \(day)",
            en: "Your trainer certificate is valid until \(expiresOn)"
        )
        text = Titles(
            srCyrl: "\(holderCyrl): сертификат тренера број \(number) за обуку „\(titleCyrl)“ важи "
                + "до \(day) Да бисте ову обуку изводили и после тог дана, обратите се Тренинг "
                + "центру за миграције ради обнове акредитације.",
            srLatn: "\(holderLatn): sertifikat trenera broj \(number) za obuku „\(titleLatn)“ važi "
                + "do \(day) Da biste ovu obuku izvodili i posle tog dana, obratite se Trening "
                + "centru za migracije radi obnove akreditacije.",
            en: "\(holderLatn): the trainer certificate number \(number) for the training "
                + "“\(titleEn)” is valid until \(expiresOn). To go on teaching it after that day, "
                + "ask the Training Centre for Migration to renew the accreditation."
        )
    }
}
