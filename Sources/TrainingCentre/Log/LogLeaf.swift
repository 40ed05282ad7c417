import Credentials
import Crypto
import Postgres

/// Something that happened, on its way into the transparency log.
///
/// An act enters its leaves in its own transaction, so that they are there exactly when the act
/// is; the sequencer gives them places later.
enum LogLeaf {
    /// Enters a leaf about a certificate, or about none.
    static func enter(
        _ kind: LogEntry.Kind,
        _ commitment: [UInt8],
        about certificate: ID<Certificate>? = nil,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            INSERT INTO log_leaves (kind, commitment, certificate_id)
            VALUES (\(kind), \(commitment), \(certificate))
            """
        )
    }

    /// SHA-256 over a label, a zero byte, a salt and what is committed to.
    ///
    /// The label keeps a commitment of one kind from being taken for one of another.
    static func commitment(_ label: String, salt: [UInt8] = [], _ content: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: Array("\(label)\0".utf8))
        hasher.update(data: salt)
        hasher.update(data: content)
        return Array(hasher.finalize())
    }
}

extension LogEntry.Kind: SQLValue {}
