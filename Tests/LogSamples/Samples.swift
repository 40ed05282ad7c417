import Credentials
import Crypto
import Foundation

/// A log of 70,000 entries as files: what its address would serve, and beside it what a reader
/// keeps.
///
/// The same in every run. Beside `checkpoint` and `tile/` there are the keys (`log.vkey`,
/// `witness.vkey`), the checkpoint of the first 300 entries and the proof that the log begins with
/// it (`checkpoint.300`, `consistency.300`, a hash a line), and proofs (`proof/N.tlog-proof`).
struct Samples {
    let directory: URL

    private static let origin = "log.plandiste.example"
    private static let size = 70_000
    private static let oldSize = 300
    private static let proved = [0, 1, 255, 256, 299, 300, 65_535, 65_536, 69_887, 69_888, 69_999]
    /// The sizes of batches change, so that tiles grow by all kinds of steps.
    private static let batches = [1, 255, 44, 777, 256, 1_000]

    func write() throws {
        let log = try NoteSigner(name: Self.origin, privateKey: Self.key("log"))
        let cosigner = try Cosigner(name: "witness.example/w1", privateKey: Self.key("witness"))
        let known = Witness.KnownLog(origin: Self.origin, keys: [log.key])
        let witness = Witness(cosigner: cosigner, logs: [known])
        try write(Array("\(log.key)\n".utf8), to: "log.vkey")
        try write(Array("\(cosigner.key)\n".utf8), to: "witness.vkey")

        var edge = TreeEdge()
        try append(to: &edge, upTo: Self.oldSize)
        let old = TreeHead(size: edge.size, root: edge.root)
        let first = try cosigned(old, by: witness, after: .empty, log, cosigner.key)
        try write(first.bytes, to: "checkpoint.\(Self.oldSize)")

        try append(to: &edge, upTo: Self.size)
        let head = TreeHead(size: edge.size, root: edge.root)
        let checkpoint = try cosigned(head, by: witness, after: old, log, cosigner.key)
        try write(checkpoint.bytes, to: LogPath.checkpoint.path)

        let tree = tree(of: Self.size)
        let consistency = try tree.consistencyProof(from: Self.oldSize)
        let lines = consistency.map { $0.base64 + "\n" }.joined()
        try write(Array(lines.utf8), to: "consistency.\(Self.oldSize)")
        for index in Self.proved {
            let proof = LogProof(
                extra: Self.digest("salt", index),
                index: index,
                hashes: try tree.inclusionProof(of: index),
                checkpoint: checkpoint
            )
            try write(proof.bytes, to: "proof/\(index).tlog-proof")
        }
    }

    /// Adds entries batch by batch and writes every tile and bundle that changes.
    private func append(to edge: inout TreeEdge, upTo size: Int) throws {
        var batch = 0
        while edge.size < size {
            let count = min(Self.batches[batch % Self.batches.count], size - edge.size)
            let entries = try (edge.size..<edge.size + count).map(Self.entry)
            for tile in edge.append(entries.map { MerkleHash.leaf($0) }) {
                try write(tile.bytes, to: LogPath.tile(tile.address).path)
                guard tile.address.level == 0 else { continue }
                let bundle = EntryBundleAddress(
                    index: tile.address.index,
                    width: tile.address.width
                )
                let range = bundle.firstEntry..<bundle.firstEntry + bundle.width
                let content = try EntryBundle.write(try range.map(Self.entry))
                try write(content, to: LogPath.entries(bundle).path)
            }
            batch += 1
        }
    }

    /// The checkpoint with the cosignature that a witness gives when it is asked.
    private func cosigned(
        _ head: TreeHead,
        by witness: Witness,
        after old: TreeHead,
        _ log: NoteSigner,
        _ key: NoteKey
    ) throws -> SignedCheckpoint {
        let checkpoint = try Checkpoint(origin: Self.origin, size: head.size, root: head.root)
        let signed = try SignedCheckpoint(checkpoint, signedBy: log)
        let request = WitnessRequest(
            oldSize: old.size,
            proof: try tree(of: head.size).consistencyProof(from: old.size),
            checkpoint: signed
        )
        let answer = try witness.answer(request.bytes, at: 1_800_000_000 + head.size) { _ in old }
        return try signed.adding(answer: answer.content, of: key)
    }

    private func tree(of size: Int) -> TiledTree {
        TiledTree(size: size) { address in
            let file = directory.appending(path: LogPath.tile(address).path)
            return try Tile(address: address, bytes: Array(try Data(contentsOf: file))).hashes
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let file = directory.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
    }

    // MARK: What stands in the log

    private static func entry(_ index: Int) throws -> [UInt8] {
        let commitment = try LogCommitment(
            toCertificate: Array("certificate \(index)".utf8),
            salt: digest("salt", index)
        )
        let kinds = LogEntry.Kind.allCases
        return LogEntry(kinds[index % kinds.count], commitment).bytes
    }

    private static func key(_ name: String) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: digest(name, 0))
    }

    private static func digest(_ name: String, _ number: Int) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(name) \(number)".utf8)))
    }
}
