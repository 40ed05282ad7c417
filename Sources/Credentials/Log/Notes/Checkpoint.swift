/// The state of a log: how many entries it has and the root of their tree (C2SP tlog-checkpoint).
package struct Checkpoint: Sendable {
    /// The log's name, for example `obuka.example/log`; compared by bytes, as `isOf` does.
    package let origin: String
    package let size: Int
    package let root: MerkleHash
    /// Lines behind the root, which mean nothing to us and are kept because they are signed.
    package let extensions: [String]

    /// Throws `LogFormatError` when origin or an extension are empty or have control characters.
    package init(
        origin: String,
        size: Int,
        root: MerkleHash,
        extensions: [String] = []
    ) throws {
        guard size >= 0, ([origin] + extensions).allSatisfy(Self.isLine) else {
            throw LogFormatError("the lines of a checkpoint are not empty and hold no others")
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Reads the text of a note as a checkpoint, strictly.
    ///
    /// Throws `LogFormatError`.
    package init(text: String) throws {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last?.isEmpty == true else {
            throw LogFormatError("a checkpoint has lines for origin, size and root")
        }
        guard let size = StrictDecimal.read(lines[1]) else {
            throw LogFormatError("the second line of the checkpoint is not a size")
        }
        guard let root = MerkleHash(base64: lines[2]) else {
            throw LogFormatError("the third line of the checkpoint is not a root hash")
        }
        try self.init(
            origin: String(decoding: lines[0], as: UTF8.self),
            size: size,
            root: root,
            extensions: lines[3..<lines.count - 1].map { String(decoding: $0, as: UTF8.self) }
        )
    }

    /// The text that is signed: one line each, the last one ended too.
    package var text: String {
        ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }

    /// Size and root.
    package var head: TreeHead { TreeHead(size: size, root: root) }

    /// Whether it is of the log with an origin, byte for byte.
    package func isOf(_ origin: String) -> Bool {
        self.origin.utf8.elementsEqual(origin.utf8)
    }

    private static func isLine(_ line: String) -> Bool {
        !line.isEmpty && line.utf8.allSatisfy { $0 >= 0x20 }
    }
}

/// A checkpoint with its signatures: what a log publishes.
package struct SignedCheckpoint: Sendable {
    /// Nobody's until `verify`.
    package let checkpoint: Checkpoint
    package private(set) var note: SignedNote

    /// Signs a checkpoint as the log.
    ///
    /// Throws only what the cryptography does. Sign a tree after it is stored, and never a
    /// smaller or another one than was signed before.
    package init(_ checkpoint: Checkpoint, signedBy signer: NoteSigner) throws {
        self.checkpoint = checkpoint
        let text = checkpoint.text
        note = try SignedNote(text: text, signatures: [try signer.sign(text)])
    }

    /// Reads a published checkpoint strictly; what was read is printed byte for byte.
    ///
    /// Throws `LogFormatError`.
    package init(_ bytes: [UInt8]) throws {
        note = try SignedNote(bytes)
        checkpoint = try Checkpoint(text: note.text)
    }

    /// The file.
    package var bytes: [UInt8] { note.bytes }

    /// The same checkpoint with the cosignature of a witness, which is verified.
    ///
    /// Throws `NoteError.wrongSignature` when it is not the witness's on this checkpoint, and
    /// `.notSigned` when it names another key.
    package func adding(_ cosignature: NoteSignature, of witness: NoteKey) throws
        -> SignedCheckpoint
    {
        let alone = try SignedNote(text: note.text, signatures: [cosignature])
        guard try alone.verify(by: [witness]) == [witness] else {
            throw NoteError.notSigned(by: witness.name)
        }
        var copy = self
        copy.note = note.adding(cosignature)
        return copy
    }
}
