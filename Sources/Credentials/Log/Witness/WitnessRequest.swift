/// What a log asks of a witness: `POST <prefix>/add-checkpoint` (C2SP tlog-witness).
package struct WitnessRequest: Sendable {
    /// The size that the log believes the witness to know; 0 before the first time.
    package let oldSize: Int
    /// The proof that the new tree begins with the old one; empty when the old one is.
    package let proof: [MerkleHash]
    package let checkpoint: SignedCheckpoint

    /// The specification's limit of hashes.
    package static let hashesMax = 63

    package init(oldSize: Int, proof: [MerkleHash], checkpoint: SignedCheckpoint) {
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// Reads the content of a request strictly.
    ///
    /// Throws `LogFormatError`.
    package init(_ bytes: [UInt8]) throws {
        var reader = LineReader(bytes)
        guard let line = reader.line(), line.starts(with: "old ".utf8),
            let size = StrictDecimal.read(line.dropFirst("old ".utf8.count))
        else { throw LogFormatError("the first line does not say the old size") }
        oldSize = size
        proof = try reader.hashes(max: Self.hashesMax)
        checkpoint = try SignedCheckpoint(reader.rest)
    }

    /// The content of the request.
    package var bytes: [UInt8] {
        let lines = ["old \(oldSize)"] + proof.map(\.base64) + [""]
        return Array(lines.map { $0 + "\n" }.joined().utf8) + checkpoint.bytes
    }
}
