import Credentials
import Postgres

/// A notice to be entered, worded for one person.
struct NewNotice: Sendable {
    let person: ID<Person>
    let occasion: Occasion
    let subject: Titles
    let text: Titles

    /// What a person is told of, each once.
    enum Occasion: Sendable {
        /// A change of an enrolment.
        case event(ID<EnrolmentEvent>)
        /// A change of the cohort of an enrolment.
        case cohort(ID<Enrolment>)
        /// So many days before a certificate expires.
        case expiry(ID<Certificate>, daysBefore: Int)

        fileprivate var kind: String {
            switch self {
            case .event: "enrolment"
            case .cohort: "cohort"
            case .expiry: "certificate-expiry"
            }
        }

        fileprivate var event: ID<EnrolmentEvent>? {
            if case .event(let id) = self { id } else { nil }
        }

        fileprivate var enrolment: ID<Enrolment>? {
            if case .cohort(let id) = self { id } else { nil }
        }

        fileprivate var certificate: ID<Certificate>? {
            if case .expiry(let id, _) = self { id } else { nil }
        }

        fileprivate var daysBefore: Int? {
            if case .expiry(_, let days) = self { days } else { nil }
        }
    }

    /// Limits of notices.
    enum Limits {
        /// Notices that one run writes; what is left is the next run's.
        static let perRunMax = 1_000
    }

    /// Enters notices in their order and answers how many; what was told before is left out.
    static func enter(
        _ notices: [NewNotice],
        in transaction: borrowing Transaction
    ) throws -> Int {
        guard !notices.isEmpty else { return 0 }
        let (occasions, subjects) = (notices.map(\.occasion), notices.map(\.subject))
        let texts = notices.map(\.text)
        return try transaction.execute(
            """
            INSERT INTO notices (
                person_id, kind, event_id, enrolment_id, certificate_id, days_before,
                subject_sr_cyrl, subject_sr_latn, subject_en, text_sr_cyrl, text_sr_latn, text_en)
            SELECT CASE WHEN people.nominated_email IS NULL THEN people.id
                    ELSE standing_person(people.id) END, kind, event_id, enrolment_id,
                certificate_id, days_before, subject_sr_cyrl, subject_sr_latn, subject_en,
                text_sr_cyrl, text_sr_latn, text_en
            FROM unnest(
                \(notices.map(\.person)), \(occasions.map(\.kind)), \(occasions.map(\.event)),
                \(occasions.map(\.enrolment)), \(occasions.map(\.certificate)),
                \(occasions.map(\.daysBefore)), \(subjects.map(\.srCyrl)),
                \(subjects.map(\.srLatn)), \(subjects.map(\.en)), \(texts.map(\.srCyrl)),
                \(texts.map(\.srLatn)), \(texts.map(\.en))
            ) WITH ORDINALITY AS told (
                person_id, kind, event_id, enrolment_id, certificate_id, days_before,
                subject_sr_cyrl, subject_sr_latn, subject_en, text_sr_cyrl, text_sr_latn, text_en,
                place)
            JOIN people ON people.id = told.person_id
            -- Who was nominated under another's address is told once the centre says who it is.
            WHERE people.nominated_email IS NULL OR standing_person(people.id) <> people.id
            ORDER BY place
            ON CONFLICT (certificate_id, days_before) DO NOTHING
            """
        )
    }
}
