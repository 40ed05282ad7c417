import CredentialSamples
import Crypto
import Documents
import TestSupport

@testable import Credentials
@testable import TrainingCentre

/// A certificate with its `.tlog-proof` as somebody presents them, in a log of five entries.
struct PresentedProof {
    static let salt = [UInt8](repeating: 7, count: 32)
    static let place = 2
    static let origin = "obuka.example/log"

    let issuer = SampleIssuer()
    let facts = SampleFacts.ordinary(1)
    let created = SampleFacts.start.adding(seconds: 60)
    let log: NoteSigner
    let witness: Cosigner
    /// The bytes of the file; text, since most kinds of tampering change lines of it.
    var proof: [UInt8] = []
    var document: [UInt8] = []
    var issuerDocument: JSON
    var logKey: String?
    var checkpoint: [UInt8]?
    var witnesses: [String] = []

    init() throws {
        log = try NoteSigner(name: Self.origin, privateKey: .init())
        witness = try Cosigner(name: "witness.example", privateKey: .init())
        issuerDocument = try issuer.document.json()
        logKey = log.key.description
        document = try Credential(facts).secured(with: issuer.proofSigner, created: created)
        proof = try proof(entries: Self.entries(of: facts)).bytes
    }

    /// Entries of which the third is the certificate's.
    static func entries(of facts: CredentialFacts) throws -> [[UInt8]] {
        let commitment = try LogCommitment(toCertificate: Credential(facts).unsecured, salt: salt)
        var entries = (0..<5).map { Array("{\"another\":\($0)}".utf8) }
        entries[place] = LogEntry(.issue, commitment).bytes
        return entries
    }

    /// The proof of the third of five entries, cosigned an hour after the certificate was made.
    func proof(
        entries: [[UInt8]],
        by signer: NoteSigner? = nil,
        origin: String = origin
    ) throws -> LogProof {
        let leaves = entries.map { MerkleHash.leaf($0) }
        let checkpoint = try Checkpoint(
            origin: origin,
            size: leaves.count,
            root: MerkleTree.root(of: leaves)
        )
        let alone = try SignedCheckpoint(checkpoint, signedBy: signer ?? log)
        let time = created.unixSeconds + 3_600
        let signed = try alone.adding(witness.cosign(checkpoint.text, at: time), of: witness.key)
        return LogProof(
            extra: Self.salt,
            index: Self.place,
            // The sibling, then the first two, then what is behind.
            hashes: [leaves[3], .node(leaves[0], leaves[1]), leaves[4]],
            checkpoint: signed
        )
    }

    func answer() throws -> JSON {
        try PresentedFiles(
            certificate: document,
            issuerDocument: issuerDocument.bytes,
            statusList: issuer.list(StatusBits()).secured(
                with: issuer.proofSigner,
                created: created
            ),
            logProof: proof,
            logKey: logKey,
            checkpoint: checkpoint,
            witnesses: witnesses
        ).answer(at: SampleFacts.start.unixSeconds + 86_400)
    }

    // MARK: Changing the file

    mutating func setLine(_ number: Int, _ change: (String) -> String) {
        var lines = String(decoding: proof, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).map(String.init)
        lines[number] = change(lines[number])
        proof = Array(lines.joined(separator: "\n").utf8)
    }

    mutating func removeLine(_ number: Int) {
        var lines = String(decoding: proof, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        lines.remove(at: number)
        proof = Array(lines.joined(separator: "\n").utf8)
    }
}

extension String {
    /// The text with one letter or digit of it, counted from its end, changed for another.
    func changed(fromEnd place: Int) -> String {
        let index = index(endIndex, offsetBy: -place)
        return replacingCharacters(in: index...index, with: self[index] == "A" ? "B" : "A")
    }

    private func replacingCharacters(in range: ClosedRange<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[self.index(after: range.upperBound)...]
    }
}
