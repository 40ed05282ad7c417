import Credentials
import Documents
import Postgres

extension PaperFacts {
    /// Refuses with `NotCertifiable` when the paper of a certificate could not be printed.
    ///
    /// What is certified can never be changed, and one that cannot be printed would keep a whole
    /// cohort from being printed. A text that many certificates have is looked at once.
    static func requirePrintable(
        _ ids: [VerificationID],
        in transaction: borrowing Transaction
    ) throws {
        let texts = try transaction.rows(
            """
            SELECT min(people.email), facts.name, facts.text
            FROM certificates
            JOIN people ON people.id = certificates.person_id
            CROSS JOIN LATERAL (
                VALUES ('holder', holder_cyrl), ('holder', holder_latn),
                    ('course', course_title_sr_cyrl), ('course', course_title_sr_latn),
                    ('course', course_title_en), ('project', project_title_sr_cyrl),
                    ('project', project_title_sr_latn), ('project', project_title_en),
                    ('venue', venue)
            ) AS facts (name, text)
            WHERE certificates.verification_id = ANY(\(ids)) AND facts.text IS NOT NULL
            GROUP BY facts.name, facts.text
            """,
            as: (String.self, String.self, String.self)
        )
        for (email, fact, text) in texts {
            guard let problem = PaperLetters.problem(in: text) else { continue }
            throw NotCertifiable(email: email, problem: "\(fact) “\(text)” \(problem)")
        }
    }
}
