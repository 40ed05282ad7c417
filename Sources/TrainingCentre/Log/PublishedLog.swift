import Credentials
import Postgres

/// What the log publishes: its newest checkpoint, its tiles and its entries.
///
/// A file is published when a signed checkpoint covers it.
package enum PublishedLog {
    /// The newest signed checkpoint; nil while the log is empty.
    package static func checkpoint(in transaction: borrowing Transaction) throws -> [UInt8]? {
        try LogStore.checkpoint(in: transaction)
    }

    /// A file of the log below its prefix; nil when it is not published.
    package static func file(
        _ path: LogPath,
        in transaction: borrowing Transaction
    ) throws -> [UInt8]? {
        guard let bytes = try checkpoint(in: transaction) else { return nil }
        let size = try SignedCheckpoint(bytes).checkpoint.size
        switch path {
        case .checkpoint: return bytes
        case .tile(let address):
            guard
                let there = TileAddress(
                    level: address.level,
                    index: address.index,
                    inTreeOf: size
                ), there.width >= address.width,
                let hashes = try LogStore.tiles([address], in: transaction)[address]
            else { return nil }
            return try Tile(address: address, hashes: hashes).bytes
        case .entries(let address):
            guard let there = EntryBundleAddress(index: address.index, inTreeOf: size),
                there.width >= address.width
            else { return nil }
            return try EntryBundle.write(try LogStore.entries(address, in: transaction))
        }
    }

    /// The key that verifies the log's signatures, as a line (C2SP signed-note vkey).
    package static func key(
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> NoteKey {
        let key = try Signers.live(.log, SigningKey.list(in: transaction))
        return try NoteKey(
            name: signing.addresses.logOrigin,
            kind: .ed25519,
            publicKey: key.publicKey
        )
    }
}
