import Credentials
import Crypto
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// A log with everything in it, that a witness outside has seen: what an attacker finds.
struct Scene: Sendable {
    let centre: TrainingCentre
    /// Issued and as they were: nobody revoked or replaced the first three.
    let live: [VerificationID]
    let revoked: VerificationID
    let replaced: VerificationID
    /// The size before the revocation and the replacement.
    let earlierSize: Int
    let observer: Observer

    static func make() async throws -> Scene {
        let centre = TrainingCentre.ofTest
        let register = Register(centre: centre)
        let ids = try await register.issued("PRO", 5)
        try await settle(centre)
        let earlier = try await head(of: centre)
        try await register.revoke(ids[3], .misconduct)
        try await register.replace(ids[4], "Ксенија Џаџић", "Ksenija Džadžić")
        try await settle(centre)
        let observer = try Observer(try await checkpoint(of: centre))
        return Scene(
            centre: centre,
            live: Array(ids[..<3]),
            revoked: ids[3],
            replaced: ids[4],
            earlierSize: earlier.size,
            observer: observer
        )
    }

    static func settle(_ centre: TrainingCentre) async throws {
        try await Sequencer(centre).run()
        try await StatusPublisher(centre).run()
        try await IssuerPublisher(centre).run()
        try await Sequencer(centre).run()
    }

    static func checkpoint(of centre: TrainingCentre) async throws -> [UInt8] {
        try #require(try await centre.read { try PublishedLog.checkpoint(in: $0) })
    }

    static func head(of centre: TrainingCentre) async throws -> Checkpoint {
        try SignedCheckpoint(try await checkpoint(of: centre)).checkpoint
    }
}

/// Somebody outside who watches the log: another program that has cosigned a checkpoint and keeps
/// it, with the key that it knows the log by.
struct Observer: Sendable {
    let kept: [UInt8]
    private let head: TreeHead
    private let witness: Witness

    init(_ checkpoint: [UInt8]) throws {
        kept = checkpoint
        let signed = try SignedCheckpoint(checkpoint)
        head = signed.checkpoint.head
        let cosigner = try Cosigner(name: "witness.example", privateKey: .init())
        witness = Witness(
            cosigner: cosigner,
            logs: [.init(origin: signed.checkpoint.origin, keys: [try Observer.logKey()])]
        )
    }

    /// The key as it was published before anybody touched the database.
    private static func logKey() throws -> NoteKey {
        try NoteKey(
            name: Signing.test().addresses.logOrigin,
            kind: .ed25519,
            publicKey: try TestKeys().pair("test-log", .log).publicKey
        )
    }

    /// What it answers when the log as it stands now asks for a cosignature; 200 is the only good
    /// one.
    func answer(to centre: TrainingCentre) async throws -> Int {
        let (head, witness) = (head, witness)
        return try await centre.read { (transaction: borrowing Transaction) in
            guard let note = try LogStore.checkpoint(in: transaction) else { return 404 }
            let checkpoint = try SignedCheckpoint(note)
            let size = checkpoint.checkpoint.size
            let proof =
                head.size < size
                ? try LogStore.consistencyProof(from: head.size, to: size, in: transaction) : []
            let request = WitnessRequest(
                oldSize: min(head.size, size),
                proof: proof,
                checkpoint: checkpoint
            )
            return try witness.answer(request.bytes, at: 1) { _ in head }.status
        }
    }
}

/// What somebody can do who owns the database and has no key.
enum Forger {
    /// Runs statements past every privilege, trigger and constraint.
    static func run(
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Void
    ) async throws {
        try await Owner.run { transaction in
            _ = try transaction.execute("SET LOCAL session_replication_role = replica")
            try body(transaction)
        }
    }

    static func sql(_ statement: SQL) async throws {
        try await Owner.corrupt(statement)
    }

    /// Gives a certificate to somebody else in the register, the document and the token, with a
    /// salt and a leaf that fit; only the signatures cannot be made.
    static func renameEverywhere(
        _ id: VerificationID,
        in transaction: borrowing Transaction
    ) throws {
        let (old, new) = (("Петар Петровић", "Petar Petrović"), ("Лажа Лажић", "Laža Lažić"))
        _ = try transaction.execute(
            """
            UPDATE certificates SET holder_cyrl = \(new.0), holder_latn = \(new.1)
            WHERE verification_id = \(id)
            """
        )
        let stored = try StoredCredential.find(id, in: transaction)
        let (document, token) = try rewritten(stored, [old.0: new.0, old.1: new.1])
        let entries = try RegisterEntry.list([stored.certificate], in: transaction)
        let seed = [UInt8](repeating: 7, count: 32)
        let salt = try #require(entries.first).salt(seed: seed)
        _ = try transaction.execute(
            """
            UPDATE credentials
            SET document = \(document), token = \(token), seed = \(seed), salt = \(salt)
            WHERE certificate_id = \(stored.certificate)
            """
        )
        let commitment = try StoredCredential.commitment(of: document, salt: salt)
        _ = try transaction.execute(
            """
            UPDATE log_leaves SET commitment = \(commitment)
            WHERE certificate_id = \(stored.certificate) AND kind = 'issue'
            """
        )
    }

    /// A signed document and token with other texts, and the signatures as they were.
    static func rewritten(
        _ stored: StoredCredential,
        _ texts: [String: String]
    ) throws -> (document: [UInt8], token: [UInt8]) {
        func changed(_ bytes: some Collection<UInt8>) -> [UInt8] {
            let text = String(decoding: bytes, as: UTF8.self)
            return Array(texts.reduce(text) { $0.replacing($1.key, with: $1.value) }.utf8)
        }
        var parts = stored.token.split(separator: UInt8(ascii: ".")).map(Array.init)
        let payload = try #require(
            Base64URL.bytes(of: String(decoding: parts[1], as: UTF8.self))
        )
        parts[1] = Array(Base64URL.text(of: changed(payload)).utf8)
        let token = Array(parts.joined(separator: [UInt8(ascii: ".")]))
        return (changed(stored.document), token)
    }

    /// Makes the whole tree anew out of the leaves as they are, and all roots.
    static func rebuildTree(in transaction: borrowing Transaction) throws {
        let sizes = try transaction.rows("SELECT size FROM log_roots ORDER BY size", as: Int.self)
        let leaves = try transaction.rows(
            "SELECT kind, commitment FROM log_leaves WHERE place IS NOT NULL ORDER BY place",
            as: (LogEntry.Kind.self, [UInt8].self)
        ).map { kind, commitment in
            MerkleHash.leaf(LogEntry(kind, try #require(LogCommitment(commitment))).bytes)
        }
        _ = try transaction.execute("DELETE FROM log_tiles")
        var edge = TreeEdge()
        for size in sizes {
            // One at a time: a statement takes each tile once.
            for leaf in leaves[edge.size..<size] {
                try LogStore.save(edge.append([leaf]), in: transaction)
            }
            _ = try transaction.execute(
                "UPDATE log_roots SET hash = \(edge.root.bytes) WHERE size = \(size)"
            )
        }
    }

    /// Signs every root anew with a key, and publishes that key as the log's.
    static func signTree(
        with key: Curve25519.Signing.PrivateKey,
        in transaction: borrowing Transaction
    ) throws {
        let origin = Signing.test().addresses.logOrigin
        let signer = try NoteSigner(name: origin, privateKey: key)
        let roots = try transaction.rows(
            """
            SELECT log_roots.size, log_roots.hash FROM log_roots
            JOIN log_checkpoints ON log_checkpoints.size = log_roots.size
            """,
            as: (Int.self, [UInt8].self)
        )
        for (size, hash) in roots {
            let root = try #require(MerkleHash(hash))
            let checkpoint = try Checkpoint(origin: origin, size: size, root: root)
            let note = String(
                decoding: try SignedCheckpoint(checkpoint, signedBy: signer).bytes,
                as: UTF8.self
            )
            _ = try transaction.execute(
                "UPDATE log_checkpoints SET note = \(note) WHERE size = \(size)"
            )
        }
        _ = try transaction.execute(
            """
            UPDATE issuer_keys SET public_key = \(Array(key.publicKey.rawRepresentation))
            WHERE purpose = 'log'
            """
        )
    }
}
