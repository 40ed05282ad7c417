import Foundation
import Postgres

/// The training centre: the domain's door to its database.
///
/// Everything that a write needs from outside is an argument here: chance is passed in, time is
/// the transaction's own. Made once, in `obuka`, and handed down.
package struct TrainingCentre: Sendable {
    package let database: Database
    package let chance: Chance
    package let signing: Signing
    package let papers: Papers
    package let blobs: BlobStore
    package let packages: PackageStore
    /// What of handbooks was read and is not entered yet.
    package let editionUses = EditionUses()
    let verificationLookup: VerificationLookup
    let credentialLookup: CredentialLookup
    let enrolmentLookup: EnrolmentLookup
    let tokenLookup: TokenLookup

    /// A centre on a migrated database.
    package init(
        database: Database,
        chance: Chance,
        signing: Signing,
        papers: Papers,
        blobs: BlobStore,
        packages: PackageStore? = nil
    ) {
        self.database = database
        self.chance = chance
        self.signing = signing
        self.papers = papers
        self.blobs = blobs
        self.packages = packages ?? PackageStore(blobs: blobs)
        verificationLookup = VerificationLookup(database: database)
        credentialLookup = CredentialLookup(database: database)
        enrolmentLookup = EnrolmentLookup(database: database)
        tokenLookup = TokenLookup(database: database)
    }

    /// Whether the primary database answers at present; it also answers for a lost replica.
    package var isReachable: Bool {
        get async { await database.isReachable(.primary) }
    }

    /// Runs one act of an actor as one transaction.
    ///
    /// The actor, the reason and the request are set for the transaction, where the database
    /// enters them into the audit with every row that is written. `rehearse` runs all of it and
    /// rolls it back.
    package func write<Value: Sendable>(
        _ act: Act,
        rehearse: Bool = false,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        let acting: @Sendable (borrowing Transaction) throws -> Value = {
            (transaction: borrowing Transaction) in
            try act.begin(in: transaction)
            return try body(transaction)
        }
        if rehearse { return try await database.rehearsal(acting) }
        return try await database.transaction(acting)
    }

    /// Runs several reads on one snapshot.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        try await database.transaction(isolation: .repeatableRead, readOnly: true, body)
    }
}

/// The source of random numbers, passed in so that only the program itself decides on it.
package struct Chance: RandomNumberGenerator, Sendable {
    private let source: @Sendable () -> UInt64

    /// Chance that draws 64 random bits from `source`; for IDs and tokens it must be unguessable.
    package init(_ source: @escaping @Sendable () -> UInt64) {
        self.source = source
    }

    package func next() -> UInt64 {
        source()
    }
}
