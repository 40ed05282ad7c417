/// Whom a reader of a log believes: the log's keys, and how many of which witnesses.
package struct LogPolicy: Sendable {
    package let origin: String
    /// One of these has to have signed.
    package let logKeys: [NoteKey]
    package let witnesses: [NoteKey]
    /// How many of the witnesses have to have cosigned.
    package let witnessesMin: Int

    /// The policy for a log; its origin is the name of its first key unless another is given.
    ///
    /// Throws `LogFormatError` without a key of the log, for keys of the wrong kind, and when more
    /// witnesses are asked for than there are keys: two names with one key are one witness.
    package init(
        origin: String? = nil,
        logKeys: [NoteKey],
        witnesses: [NoteKey] = [],
        witnessesMin: Int = 0
    ) throws {
        guard let first = logKeys.first, logKeys.allSatisfy({ $0.kind == .ed25519 }) else {
            throw LogFormatError("a policy needs at least one key of the log")
        }
        guard witnesses.allSatisfy({ $0.kind == .cosignature }) else {
            throw LogFormatError("the key of a witness is one for cosignatures")
        }
        guard (0...Set(witnesses.map(\.publicKey)).count).contains(witnessesMin) else {
            throw LogFormatError("the policy asks for more witnesses than it names")
        }
        self.origin = origin ?? first.name
        self.logKeys = logKeys
        self.witnesses = witnesses
        self.witnessesMin = witnessesMin
    }

    /// The checkpoint, once it is known to be this log's and signed as the policy asks.
    ///
    /// Throws `LogPolicyError` for another log or too few witnesses, and `NoteError` for a missing
    /// or wrong signature.
    package func verify(_ signed: SignedCheckpoint) throws -> Checkpoint {
        guard signed.checkpoint.isOf(origin) else {
            throw LogPolicyError.otherLog(signed.checkpoint.origin)
        }
        if try signed.note.verify(by: logKeys).isEmpty {
            throw NoteError.notSigned(by: logKeys[0].name)
        }
        let cosigned = try signed.note.verify(by: witnesses)
        let count = Set(cosigned.map(\.publicKey)).count
        guard count >= witnessesMin else {
            throw LogPolicyError.tooFewWitnesses(count, of: witnessesMin)
        }
        return signed.checkpoint
    }
}

/// Why a checkpoint with right signatures is not enough.
package enum LogPolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    case otherLog(String)
    case tooFewWitnesses(Int, of: Int)

    /// The reason as a part of a sentence, for people.
    package var description: String {
        switch self {
        case .otherLog(let origin): "the checkpoint is of another log, \(origin)"
        case .tooFewWitnesses(let count, let min):
            "\(count) of the trusted witnesses have cosigned it; \(min) are asked for"
        }
    }
}
