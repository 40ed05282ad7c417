import Credentials
import Postgres

/// The signed forms of a certificate, asked for on an event loop as verifications are.
///
/// Programs ask for these as people ask for the page, and it has to cost as little.
struct CredentialLookup: Sendable {
    /// A signed form, and whom it is about.
    struct Found: Sendable {
        let bytes: [UInt8]
        let holder: ID<Person>
        let shown: ShownName
    }

    let documents: BatchedLookup<VerificationID, Found>
    let tokens: BatchedLookup<VerificationID, Found>

    private enum Limits {
        /// A form has some kilobytes: a statement of many would hold up those behind it.
        static let keysMax = 64
    }

    init(database: Database) {
        documents = CredentialLookup.lookup("document", in: database)
        tokens = CredentialLookup.lookup("token", in: database)
    }

    /// The token, or the document; nil for an ID that the register does not have.
    func find(_ id: VerificationID, as file: CertificateFile) async throws -> Found? {
        try await file == .token ? tokens.lookup(id) : documents.lookup(id)
    }

    private static func lookup(
        _ column: String,
        in database: Database
    ) -> BatchedLookup<VerificationID, Found> {
        BatchedLookup(
            in: database,
            from: .replica,
            as: ([UInt8].self, ID<Person>.self, ShownName.self),
            keysMax: Limits.keysMax,
            row: Found.init,
            statement: { ids in
                """
                SELECT certificates.verification_id, credentials.\(identifier: column),
                    certificates.person_id, coalesce(person_privacies.shown, 'full')
                FROM certificates
                JOIN credentials ON credentials.certificate_id = certificates.id
                LEFT JOIN person_privacies
                    ON person_privacies.person_id = certificates.person_id
                WHERE certificates.verification_id = ANY(\(ids))
                """
            }
        )
    }
}
