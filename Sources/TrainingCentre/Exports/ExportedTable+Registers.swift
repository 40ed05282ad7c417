import Postgres

extension ExportedTable {
    /// Every row of a register, in the order of entry.
    func entries(
        of register: ExportedNoun.Register,
        in transaction: borrowing Transaction,
        _ body: ([String]) throws -> Void
    ) throws {
        switch register {
        case .certificates:
            try transaction.forEachRow(certificates, as: [String].self, body)
        }
    }

    /// The register of certificates with the facts that are printed, and what became of each.
    private var certificates: SQL {
        """
        SELECT ARRAY[
            certificates.number,
            regexp_replace(certificates.verification_id, '(....)(?=.)', '\\1-', 'g'),
            certificates.kind, certificate_states.status, people.email, certificates.holder_cyrl,
            certificates.holder_latn, coalesce(certificates.course_code, ''),
            coalesce(certificates.course_title_sr_cyrl, ''),
            coalesce(certificates.course_title_sr_latn, ''),
            coalesce(certificates.course_title_en, ''), coalesce(certificates.cohort_code, ''),
            coalesce(to_char(certificates.starts_on, 'YYYY-MM-DD'), ''),
            coalesce(to_char(certificates.ends_on, 'YYYY-MM-DD'), ''),
            coalesce(trim_scale(certificates.hours)::text, ''),
            to_char(certificates.issued_on, 'YYYY-MM-DD'),
            coalesce(to_char(certificates.expires_on, 'YYYY-MM-DD'), ''),
            coalesce(replaced.number, ''),
            coalesce(to_char(certificate_revocations.revoked_on, 'YYYY-MM-DD'), ''),
            coalesce(certificate_revocations.reason_class, '')]
        FROM certificates
        JOIN certificate_states ON certificate_states.id = certificates.id
        JOIN people ON people.id = certificates.person_id
        LEFT JOIN certificates AS replaced ON replaced.id = certificates.replaces_id
        LEFT JOIN certificate_revocations
            ON certificate_revocations.certificate_id = certificates.id
        WHERE \(cohort)::text IS NULL OR certificates.cohort_code = \(cohort)
        ORDER BY certificates.id
        """
    }
}
