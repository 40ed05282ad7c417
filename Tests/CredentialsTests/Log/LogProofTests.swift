import Credentials
import TestSupport
import Testing

@Suite("Proof files")
struct LogProofTests {
    private let log: MemoryLog
    private let signer: NoteSigner
    private let witness: Cosigner
    private let policy: LogPolicy
    private let signed: SignedCheckpoint

    init() throws {
        log = MemoryLog(entryCount: 700, seed: 4)
        signer = try NoteSigner.seeded("log.example/plandiste", 1)
        witness = try Cosigner.seeded("witness.example", 2)
        policy = try LogPolicy(logKeys: [signer.key], witnesses: [witness.key], witnessesMin: 1)
        let checkpoint = try Checkpoint(
            origin: "log.example/plandiste",
            size: log.edge.size,
            root: log.edge.root
        )
        signed = try SignedCheckpoint(checkpoint, signedBy: signer)
            .cosigned(by: witness, at: 1_800_000_000)
    }

    private func proof(of index: Int, extra: [UInt8]? = nil) throws -> LogProof {
        LogProof(
            extra: extra,
            index: index,
            hashes: try log.tree(of: log.edge.size).inclusionProof(of: index),
            checkpoint: signed
        )
    }

    @Test("A proof is printed, read, and proves its entry", arguments: [0, 1, 255, 256, 511, 699])
    func proves(index: Int) throws {
        for extra in [nil, [], Array(repeating: 9, count: 32)] as [[UInt8]?] {
            let bytes = try proof(of: index, extra: extra).bytes
            let read = try LogProof(bytes)
            #expect(read.bytes == bytes)
            #expect(read.extra == extra && read.index == index)
            #expect(try read.verify(entry: log.entries[index], by: policy).size == 700)
        }
    }

    @Test("It does not prove another entry, number or log")
    func refuses() throws {
        let proof = try proof(of: 300)
        let entry = log.entries[300]
        #expect(throws: LogProofError.notIncluded(index: 300)) {
            try proof.verify(entry: entry + [0], by: policy)
        }
        let moved = LogProof(index: 301, hashes: proof.hashes, checkpoint: signed)
        #expect(throws: LogProofError.notIncluded(index: 301)) {
            try moved.verify(entry: entry, by: policy)
        }
        let strange = try LogPolicy(logKeys: [try NoteSigner.seeded("log.example", 8).key])
        #expect(throws: LogPolicyError.self) { try proof.verify(entry: entry, by: strange) }
        let lonely = try SignedCheckpoint(signed.checkpoint, signedBy: signer)
        let unseen = LogProof(index: 300, hashes: proof.hashes, checkpoint: lonely)
        #expect(throws: LogPolicyError.tooFewWitnesses(0, of: 1)) {
            try unseen.verify(entry: entry, by: policy)
        }
    }

    @Test("Every changed byte of the file is noticed")
    func everyByte() throws {
        let original = try proof(of: 300).bytes
        var chance = SeededGenerator(seed: 6)
        for position in original.indices {
            var changed = original
            changed[position] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
            #expect(throws: (any Error).self, "byte \(position)") {
                try LogProof(changed).verify(entry: log.entries[300], by: policy)
            }
        }
        for count in original.indices {
            #expect(throws: (any Error).self, "cut to \(count) bytes") {
                try LogProof(Array(original.prefix(count)))
                    .verify(entry: log.entries[300], by: policy)
            }
        }
    }

    @Test(
        "What is not exactly a proof is refused",
        arguments: [
            "", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2\nindex 0\n\nCP",
            "c2sp.org/tlog-proof@v1\n\nCP", "c2sp.org/tlog-proof@v1\nindex 00\n\nCP",
            "c2sp.org/tlog-proof@v1\nindex -1\n\nCP", "c2sp.org/tlog-proof@v1\nindex\n\nCP",
            "c2sp.org/tlog-proof@v1\nindex 0 \n\nCP", "c2sp.org/tlog-proof@v1\nindex 0\nCP",
            "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nCP", "c2sp.org/tlog-proof@v1\nindex 0\n",
            "c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\nCP",
            "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\nCP",
            "c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 0\n\nCP",
            "c2sp.org/tlog-proof@v1\nindex 0\n\n\nCP", "c2sp.org/tlog-proof@v1\r\nindex 0\n\nCP",
            " c2sp.org/tlog-proof@v1\nindex 0\n\nCP", "c2sp.org/tlog-proof@v1\nindex 0\n\n",
        ]
    )
    func malformed(text: String) throws {
        let checkpoint = String(decoding: signed.bytes, as: UTF8.self)
        #expect(throws: LogFormatError.self) {
            try LogProof(bytes(text.replacing("CP", with: checkpoint)))
        }
    }

    @Test("More hashes than a tree can need are refused")
    func limits() throws {
        for count in [63, 64] {
            let hashes = Array(repeating: MerkleHash.empty, count: count)
            let bytes = LogProof(index: 0, hashes: hashes, checkpoint: signed).bytes
            let read = try? LogProof(bytes)
            #expect((read != nil) == (count == 63))
        }
        let long = LogProof(
            extra: Array(repeating: 0, count: (64 << 10) + 1),
            index: 0,
            hashes: [],
            checkpoint: signed
        )
        #expect(throws: LogFormatError.self) { try LogProof(long.bytes) }
    }
}
