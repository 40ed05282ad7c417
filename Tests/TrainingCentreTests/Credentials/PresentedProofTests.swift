import CredentialSamples
import Crypto
import Documents
import TestSupport
import Testing

@testable import Credentials
@testable import TrainingCentre

/// A way to tamper with a log proof, and what the reason has to speak of.
private struct ProofTampering: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: String
    let apply: @Sendable (inout PresentedProof) throws -> Void

    init(
        _ what: String,
        _ reason: String,
        _ apply: @escaping @Sendable (inout PresentedProof) throws -> Void
    ) {
        testDescription = what
        self.reason = reason
        self.apply = apply
    }

    // The lines of a file: title, salt, index, three hashes, an empty one, origin, size, root, an
    // empty one, the log's signature, the witness's.
    static let all = [
        ProofTampering("cut off in the middle", "empty line") {
            $0.proof.removeLast($0.proof.count / 2)
        },
        ProofTampering("no checkpoint", "") { $0.proof.removeLast($0.proof.count * 2 / 3) },
        ProofTampering("an empty file", "first line") { $0.proof = [] },
        ProofTampering("another version", "first line") { $0.setLine(0) { _ in "tlog-proof@v2" } },
        ProofTampering("no salt", "salt") { $0.removeLine(1) },
        ProofTampering("another salt", "does not hold this entry") {
            $0.setLine(1) { $0.changed(fromEnd: 10) }
        },
        ProofTampering("another place", "does not hold this entry") {
            $0.setLine(2) { _ in "index 3" }
        },
        ProofTampering("a place outside of the log", "does not hold this entry") {
            $0.setLine(2) { _ in "index 5" }
        },
        ProofTampering("a place that is no number", "index") { $0.setLine(2) { _ in "index -1" } },
        ProofTampering("one hash changed", "does not hold this entry") {
            $0.setLine(4) { $0.changed(fromEnd: 10) }
        },
        ProofTampering("one hash less", "does not hold this entry") { $0.removeLine(5) },
        ProofTampering("two hashes exchanged", "does not hold this entry") { presented in
            let lines = String(decoding: presented.proof, as: UTF8.self).split(separator: "\n")
            presented.setLine(3) { _ in String(lines[4]) }
            presented.setLine(4) { _ in String(lines[3]) }
        },
        ProofTampering("the proof of another certificate", "does not hold this entry") {
            let other = try PresentedProof.entries(of: SampleFacts.ordinary(2))
            $0.proof = try $0.proof(entries: other).bytes
        },
        ProofTampering("a revocation in the place of the certificate", "does not hold") {
            var entries = try PresentedProof.entries(of: $0.facts)
            let commitment = try LogCommitment(
                toCertificate: Credential($0.facts).unsecured,
                salt: PresentedProof.salt
            )
            entries[PresentedProof.place] = LogEntry(.revoke, commitment).bytes
            $0.proof = try $0.proof(entries: entries).bytes
        },
        ProofTampering("a checkpoint of another log", "another log") {
            let entries = try PresentedProof.entries(of: $0.facts)
            $0.proof = try $0.proof(entries: entries, origin: "evil.example/log").bytes
        },
        ProofTampering("a checkpoint by somebody else's key", "has not signed it") {
            let other = try NoteSigner(name: PresentedProof.origin, privateKey: .init())
            let entries = try PresentedProof.entries(of: $0.facts)
            $0.proof = try $0.proof(entries: entries, by: other).bytes
        },
        ProofTampering("a larger log than was signed", "does not fit the text") {
            $0.setLine(8) { _ in "6" }
        },
        ProofTampering("another root", "does not fit the text") {
            $0.setLine(9) { $0.changed(fromEnd: 10) }
        },
        ProofTampering("a changed signature of the log", "does not fit the text") {
            $0.setLine(11) { $0.changed(fromEnd: 10) }
        },
        ProofTampering("no signature of the log", "has not signed it") { $0.removeLine(11) },
        ProofTampering("a forged cosignature", "witness.example does not fit") {
            $0.witnesses = [$0.witness.key.description]
            $0.setLine(12) { $0.changed(fromEnd: 10) }
        },
        ProofTampering("no cosignature", "trusted witnesses") {
            $0.witnesses = [$0.witness.key.description]
            $0.removeLine(12)
        },
        ProofTampering("a cosignature of somebody else", "trusted witnesses") {
            let other = try Cosigner(name: "witness.example", privateKey: .init())
            $0.witnesses = [other.key.description]
        },
        ProofTampering("an older state than the reader knows", "another state of the log") {
            let entries = try PresentedProof.entries(of: $0.facts) + [[1], [2]]
            let head = try Checkpoint(
                origin: PresentedProof.origin,
                size: entries.count,
                root: MerkleTree.root(of: entries.map { .leaf($0) })
            )
            $0.checkpoint = try SignedCheckpoint(head, signedBy: $0.log).note.bytes
        },
        ProofTampering("a known checkpoint that nobody signed", "has not signed it") {
            let other = try NoteSigner(name: PresentedProof.origin, privateKey: .init())
            let entries = try PresentedProof.entries(of: $0.facts)
            $0.checkpoint = try $0.proof(entries: entries, by: other).checkpoint.note.bytes
        },
        ProofTampering("no key of the log", "without the log's key") { $0.logKey = nil },
        ProofTampering("a key that is none", "name+ID+key") { $0.logKey = "obuka.example" },
    ]
}

@Suite("Log proofs that are presented")
struct PresentedProofTests {
    @Test("A good one says which entry, and since when a witness knows it")
    func good() throws {
        var presented = try PresentedProof()
        presented.witnesses = [presented.witness.key.description]
        let answer = try presented.answer()
        #expect(answer["status"] == "valid")
        #expect(answer["log"]?["entry"] == 2)
        #expect(answer["log"]?["size"] == 5)
        #expect(answer["log"]?["witnessed_at"] == "2025-01-01T01:01:00Z")
    }

    @Test(
        "Each kind of tampering is found, with a reason in a sentence",
        arguments: ProofTampering.all
    )
    private func tampered(_ tampering: ProofTampering) throws {
        var presented = try PresentedProof()
        #expect(try presented.answer()["status"] == "valid")
        try tampering.apply(&presented)
        let answer = try presented.answer()
        #expect(answer["status"] == "invalid")
        #expect(answer["code"] == "log_proof")
        let reason = answer["reason"]?.text ?? ""
        #expect(reason.contains(tampering.reason), "\(reason)")
        #expect(reason.hasSuffix(".") && reason.first?.isUppercase == true, "\(reason)")
    }

    @Test("A key that was revoked counts for what a witness saw before, and for nothing else")
    func revokedKey() throws {
        var presented = try PresentedProof()
        // The proof was cosigned at one hour and one minute.
        for (seconds, status) in [(3_661, "valid"), (3_660, "invalid")] {
            let revoked = SampleFacts.start.adding(seconds: seconds).description
            let methods = presented.issuerDocument["verificationMethod"]?.elements ?? []
            let key = try #require(methods.first?.members)
            let times =
                key.filter { $0.name != "revoked" } + [
                    JSON.Member("revoked", .string(revoked))
                ]
            presented.issuerDocument = .object(
                (presented.issuerDocument.members ?? []).map { member in
                    member.name == "verificationMethod"
                        ? JSON.Member(
                            member.name,
                            .array([.object(times)] + methods.dropFirst())
                        ) : member
                }
            )
            for witnesses in [[presented.witness.key.description], []] {
                presented.witnesses = witnesses
                let answer = try presented.answer()
                let code = answer["code"]?.text
                // The list is signed with that key too, so that the certificate is as good as the
                // key shows in the code only.
                let isProven = status == "valid" && !witnesses.isEmpty
                #expect(code == (isProven ? "status_list_signature" : "key_revoked"))
            }
        }
    }
}
