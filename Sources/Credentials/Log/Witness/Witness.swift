/// A witness of other logs: it cosigns only trees that begin with the last one it has seen.
///
/// It decides and stores nothing. Compare and store in one transaction, and answer after it: two
/// requests at once would otherwise roll the remembered tree back (C2SP tlog-witness).
package struct Witness: Sendable {
    private let cosigner: Cosigner
    private let logs: [KnownLog]

    /// A log whose checkpoints the witness looks at.
    package struct KnownLog: Sendable {
        package let origin: String
        package let keys: [NoteKey]

        package init(origin: String, keys: [NoteKey]) {
            self.origin = origin
            self.keys = keys
        }
    }

    package init(cosigner: Cosigner, logs: [KnownLog]) {
        self.cosigner = cosigner
        self.logs = logs
    }

    /// The answer to the content of a request at a time in seconds since 1970.
    ///
    /// `remembered` gives the tree that was last cosigned for an origin, nil for none. Throws what
    /// it throws, and what the cryptography does.
    package func answer(
        _ content: [UInt8],
        at seconds: Int,
        remembered: (_ origin: String) throws -> TreeHead?
    ) throws -> WitnessAnswer {
        let request: WitnessRequest
        do {
            request = try WitnessRequest(content)
        } catch {
            return .badRequest("\(error)")
        }
        let new = request.checkpoint.checkpoint
        guard let log = logs.first(where: { new.isOf($0.origin) }) else { return .unknownLog }
        // A wrong signature of a known key is as good as none.
        guard let keys = try? request.checkpoint.note.verify(by: log.keys), !keys.isEmpty else {
            return .notSigned
        }
        guard request.oldSize <= new.size else {
            return .badRequest("the old size is larger than the checkpoint's")
        }
        let old = try remembered(log.origin) ?? .empty
        guard request.oldSize == old.size, old.size < new.size || old == new.head else {
            return .conflict(size: old.size)
        }
        guard isConsistent(request, with: old) else { return .inconsistent }
        let cosignature = try cosigner.cosign(request.checkpoint.note.text, at: seconds)
        return .cosigned(cosignature, remember: new.head)
    }

    private func isConsistent(_ request: WitnessRequest, with old: TreeHead) -> Bool {
        let new = request.checkpoint.checkpoint
        return MerkleProof.verifyConsistency(
            from: old.size,
            old.root,
            to: new.size,
            new.root,
            proof: request.proof
        )
    }
}

/// What a witness answers.
package enum WitnessAnswer: Sendable {
    /// Store the tree as the one remembered for the origin before answering.
    case cosigned(NoteSignature, remember: TreeHead)
    /// Another tree is remembered: one of this size.
    case conflict(size: Int)
    /// The new tree is not proved to begin with the remembered one.
    case inconsistent
    /// No trusted key of the log has signed the checkpoint.
    case notSigned
    /// No log of this origin is known.
    case unknownLog
    case badRequest(String)

    /// The size in the content of an answer 409 (`text/x.tlog.size`); nil for anything else.
    package static func conflictSize(_ content: [UInt8]) -> Int? {
        guard content.last == 0x0A else { return nil }
        return StrictDecimal.read(content.dropLast())
    }

    /// The status of HTTP.
    package var status: Int {
        switch self {
        case .cosigned: 200
        case .badRequest: 400
        case .notSigned: 403
        case .unknownLog: 404
        case .conflict: 409
        case .inconsistent: 422
        }
    }

    /// The media type of the content.
    package var contentType: String {
        if case .conflict = self { return "text/x.tlog.size" }
        return "text/plain; charset=utf-8"
    }

    /// The content: signature lines, a size, or a sentence for people.
    package var content: [UInt8] {
        switch self {
        case .cosigned(let signature, _): Array(signature.line.utf8)
        case .conflict(let size): Array("\(size)\n".utf8)
        case .inconsistent: Array("the proof of consistency does not hold\n".utf8)
        case .notSigned: Array("no trusted key has signed the checkpoint\n".utf8)
        case .unknownLog: Array("this log is not known here\n".utf8)
        case .badRequest(let problem): Array("\(problem)\n".utf8)
        }
    }
}

extension SignedCheckpoint {
    /// The same checkpoint with the cosignatures in a witness's answer 200 that are of `witness`.
    ///
    /// Lines of other keys are ignored. Throws `LogFormatError` when the content is no lines of
    /// signatures, `NoteError` when none is the witness's or one is wrong.
    package func adding(answer content: [UInt8], of witness: NoteKey) throws -> SignedCheckpoint {
        guard content.count <= SignedNote.Limits.bytesMax else {
            throw LogFormatError("the answer is longer than \(SignedNote.Limits.bytesMax) bytes")
        }
        var reader = LineReader(content)
        var copy = self
        var isSigned = false
        while let line = reader.line() {
            let signature = try NoteSignature(line: line)
            guard witness.isNamed(in: signature) else { continue }
            copy = try copy.adding(signature, of: witness)
            isSigned = true
        }
        guard reader.rest.isEmpty else { throw LogFormatError("the last line does not end") }
        guard isSigned else { throw NoteError.notSigned(by: witness.name) }
        return copy
    }
}
