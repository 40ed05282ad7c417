import Credentials
import Documents

/// A `.tlog-proof` that somebody presents with a certificate, and whom its reader believes.
struct PresentedLogProof: Sendable {
    private let proof: [UInt8]
    private let logKey: String?
    private let checkpoint: [UInt8]?
    private let witnesses: [String]

    init(_ proof: [UInt8], logKey: String?, checkpoint: [UInt8]?, witnesses: [String]) {
        self.proof = proof
        self.logKey = logKey
        self.checkpoint = checkpoint
        self.witnesses = witnesses
    }

    /// What the proof shows.
    struct Evidence {
        let entry: Int
        let size: Int
        /// Before this the log had the certificate; nil when no witness says so.
        let witnessedAt: Moment?

        var json: JSON {
            [
                "entry": .integer(entry), "size": .integer(size),
                "witnessed_at": JSON(witnessedAt?.description),
            ]
        }
    }

    /// What the proof shows about a certificate; throws `LogProblem`.
    func evidence(of facts: CredentialFacts) throws -> Evidence {
        guard let logKey else {
            throw LogProblem("The proof cannot be checked without the log's key")
        }
        do {
            let proof = try LogProof(proof)
            guard let salt = proof.extra else { throw LogProblem("The proof lacks the salt") }
            let commitment = try LogCommitment(
                toCertificate: try Credential(facts).unsecured,
                salt: salt
            )
            let policy = try policy(of: NoteKey(logKey))
            let found = try proof.verify(entry: LogEntry(.issue, commitment).bytes, by: policy)
            if let checkpoint {
                let known = try policy.verify(SignedCheckpoint(checkpoint))
                guard known.head == found.head else {
                    throw LogProblem(
                        "The proof is of another state of the log, of \(found.size) entries and "
                            + "not of \(known.size)"
                    )
                }
            }
            let times = witnessTimes(in: proof.checkpoint, policy)
            return Evidence(entry: proof.index, size: found.size, witnessedAt: times.min())
        } catch let problem as LogProblem {
            throw problem
        } catch {
            throw LogProblem("The log proof does not hold for this certificate: \(error)")
        }
    }

    private func policy(of key: NoteKey) throws -> LogPolicy {
        try LogPolicy(
            origin: key.name,
            logKeys: [key],
            witnesses: witnesses.map { try NoteKey($0) },
            witnessesMin: witnesses.count
        )
    }

    /// When the witnesses that are believed cosigned the checkpoint.
    private func witnessTimes(in signed: SignedCheckpoint, _ policy: LogPolicy) -> [Moment] {
        signed.note.signatures
            .filter { signature in policy.witnesses.contains { $0.isNamed(in: signature) } }
            .compactMap { Cosignature.seconds(of: $0).flatMap { Moment(unixSeconds: $0) } }
    }
}

/// Why a log proof does not prove, as a sentence.
struct LogProblem: Error, CustomStringConvertible {
    let description: String

    init(_ sentence: String) {
        description = sentence + "."
    }
}
