/// A file that proves offline that an entry is in a log (C2SP tlog-proof, version 1).
///
/// It holds the way from the entry to the root, and a checkpoint with the signatures of the log
/// and of witnesses. It does not hold the entry.
package struct LogProof: Sendable {
    /// What an application adds, vouched for by nobody: here the salt of the entry's commitment.
    package let extra: [UInt8]?
    /// The number of the entry in the log, from 0.
    package let index: Int
    /// From the leaf's sibling to the root's child.
    package let hashes: [MerkleHash]
    package let checkpoint: SignedCheckpoint

    /// Limits of what is read.
    package enum Limits {
        /// A tree of 2^63 leaves has no more levels.
        package static let hashesMax = 63
        package static let extraBytesMax = 64 << 10
    }

    package init(
        extra: [UInt8]? = nil,
        index: Int,
        hashes: [MerkleHash],
        checkpoint: SignedCheckpoint
    ) {
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Reads a `.tlog-proof` file strictly; what was read is printed byte for byte.
    ///
    /// Throws `LogFormatError`.
    package init(_ bytes: [UInt8]) throws {
        var reader = LineReader(bytes)
        guard reader.line()?.elementsEqual(Self.firstLine.utf8) == true else {
            throw LogFormatError("the first line is not \(Self.firstLine)")
        }
        var line = reader.line()
        extra = try line.flatMap(Self.extra)
        if extra != nil { line = reader.line() }
        guard let line, line.starts(with: "index ".utf8),
            let index = StrictDecimal.read(line.dropFirst("index ".utf8.count))
        else { throw LogFormatError("no line says the index") }
        self.index = index
        hashes = try reader.hashes(max: Limits.hashesMax)
        checkpoint = try SignedCheckpoint(reader.rest)
    }

    private static let firstLine = "c2sp.org/tlog-proof@v1"

    private static func extra(_ line: ArraySlice<UInt8>) throws -> [UInt8]? {
        let word = "extra ".utf8
        guard line.starts(with: word) else { return nil }
        guard let bytes = Base64Form.standard.decode(line.dropFirst(word.count)) else {
            throw LogFormatError("the extra data are not base64")
        }
        guard bytes.count <= Limits.extraBytesMax else {
            throw LogFormatError("the extra data are longer than \(Limits.extraBytesMax) bytes")
        }
        return bytes
    }

    /// The file.
    package var bytes: [UInt8] {
        var lines = [Self.firstLine]
        if let extra { lines.append("extra \(Base64Form.standard.encode(extra))") }
        lines.append("index \(index)")
        lines += hashes.map(\.base64)
        lines.append("")
        return Array(lines.map { $0 + "\n" }.joined().utf8) + checkpoint.bytes
    }

    /// The checkpoint of the log, once it is known that the policy is met and the entry is in it.
    ///
    /// Throws `LogPolicyError` and `NoteError` as `LogPolicy.verify` does, and
    /// `LogProofError.notIncluded` when the proof does not lead from the entry to the root.
    package func verify(entry: [UInt8], by policy: LogPolicy) throws -> Checkpoint {
        let verified = try policy.verify(checkpoint)
        let isIncluded = MerkleProof.verifyInclusion(
            of: .leaf(entry),
            at: index,
            inTreeOf: verified.size,
            root: verified.root,
            proof: hashes
        )
        guard isIncluded else { throw LogProofError.notIncluded(index: index) }
        return verified
    }
}

/// Why a proof proves nothing about an entry.
package enum LogProofError: Error, Hashable, Sendable, CustomStringConvertible {
    case notIncluded(index: Int)

    /// The reason as a part of a sentence, for people.
    package var description: String {
        switch self {
        case .notIncluded(let index): "the log does not hold this entry as its number \(index)"
        }
    }
}
