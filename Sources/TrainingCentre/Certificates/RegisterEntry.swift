import Credentials
import Documents
import Postgres

/// A row of the register, whole: every certified fact, those too that no credential holds.
struct RegisterEntry: Sendable {
    let certificate: ID<Certificate>
    /// The facts in the order of `columns`, as texts.
    private let facts: [String?]

    /// A column that is added to the register is added here, at the end.
    static let columns: SQL = """
        verification_id, number, kind, holder_cyrl, holder_latn, course_code,
        course_title_sr_cyrl, course_title_sr_latn, course_title_en, project_title_sr_cyrl,
        project_title_sr_latn, project_title_en, cohort_code,
        to_char(starts_on, 'YYYY-MM-DD'), to_char(ends_on, 'YYYY-MM-DD'), venue, hours::text,
        to_char(issued_on, 'YYYY-MM-DD'), to_char(expires_on, 'YYYY-MM-DD'), batch_id::text,
        replaces_id::text, enrolment_id::text, cohort_id::text, person_id::text,
        accreditation_id::text
        """

    /// The rows of certificates, in the order of the register.
    static func list(
        _ certificates: [ID<Certificate>],
        in transaction: borrowing Transaction
    ) throws -> [RegisterEntry] {
        try transaction.rows(
            """
            SELECT id, ARRAY[\(columns)] FROM certificates
            WHERE id = ANY(\(certificates)) ORDER BY id
            """,
            as: (ID<Certificate>.self, [String?].self)
        ).map(RegisterEntry.init)
    }

    /// The salt of the certificate's leaf in the log.
    ///
    /// SHA-256 over `obuka-register-v1`, a zero byte, a seed of 32 random bytes and the row as a
    /// canonical JSON array (RFC 8785). The leaf commits to the salt and so to the row: nobody
    /// changes a fact that only the register holds without another hash. Throws what JCS does.
    func salt(seed: [UInt8]) throws -> [UInt8] {
        try salt(seed: seed, columns: facts.count)
    }

    /// Whether a leaf's salt is made of this row.
    ///
    /// A leaf commits to the columns that there were when it was made. That cannot be changed
    /// afterwards, so a shorter row passes for leaves of its time alone.
    func isOf(salt: [UInt8], seed: [UInt8]) -> Bool {
        [facts.count, Self.columnsAtFirst].contains {
            (try? self.salt(seed: seed, columns: $0)) == salt
        }
    }

    /// Up to `expires_on`: what the row's references are was added later.
    static let columnsAtFirst = 19

    func salt(seed: [UInt8], columns: Int) throws -> [UInt8] {
        let content = JSON.array(facts.prefix(columns).map { JSON($0) })
        return LogLeaf.commitment("obuka-register-v1", salt: seed, try JCS.bytes(of: content))
    }
}
