import Credentials
import Documents
import Postgres

/// Enters each edition of the issuer's document into the log: nobody shows a stranger other keys
/// unseen.
package struct IssuerPublisher: Sendable {
    private let centre: TrainingCentre

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    /// Enters the document when it is another one than was entered last; answers whether it was.
    @discardableResult
    package func run() async throws -> Bool {
        let signing = centre.signing
        return try await centre.database.transaction { (transaction: borrowing Transaction) in
            guard !(try SigningKey.list(in: transaction).isEmpty) else { return false }
            _ = try transaction.execute(
                "SELECT pg_advisory_xact_lock(hashtext('obuka issuer publisher'))"
            )
            let commitment = try IssuerPublisher.commitment(signing, in: transaction)
            guard try IssuerPublisher.logged(in: transaction) != commitment else { return false }
            try LogLeaf.enter(.did, commitment, in: transaction)
            return true
        }
    }

    /// What the log says of the present document.
    static func commitment(
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> [UInt8] {
        let issuer = try Issuer.own(in: transaction)
        let document = try IssuerPublication.document(issuer.slug, signing, in: transaction)
        return LogLeaf.commitment("obuka-did-v1", document.bytes)
    }

    /// What was entered last; nil before the first time.
    static func logged(in transaction: borrowing Transaction) throws -> [UInt8]? {
        try transaction.value(
            """
            SELECT commitment FROM log_leaves
            WHERE kind = 'did' AND certificate_id IS NULL ORDER BY id DESC LIMIT 1
            """,
            as: [UInt8].self
        )
    }
}
