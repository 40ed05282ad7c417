import Credentials
import TestSupport
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    private let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    @Test("The specification's example is read and printed")
    func example() throws {
        let text = "example.com/behind-the-sofa\n20852163\n\(root)\n"
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.isOf("example.com/behind-the-sofa"))
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == root)
        #expect(checkpoint.extensions.isEmpty)
        #expect(checkpoint.text == text)
    }

    @Test("Extension lines are kept, and an origin may have spaces")
    func extensions() throws {
        let text = "go.sum database tree\n0\n\(root)\none\ntwo three\n"
        let checkpoint = try Checkpoint(text: text)
        #expect(checkpoint.extensions == ["one", "two three"])
        #expect(checkpoint.text == text)
    }

    @Test("An origin of other bytes is another log")
    func origin() throws {
        let checkpoint = try Checkpoint(origin: "caf\u{E9}.example", size: 0, root: .empty)
        #expect(checkpoint.isOf("caf\u{E9}.example"))
        #expect(!checkpoint.isOf("cafe\u{301}.example"))
    }

    @Test(
        "What is not exactly a checkpoint is refused",
        arguments: [
            "", "\n", "log\n1\n", "log\n1\nROOT", "\n1\nROOT\n", "log\n\nROOT\n", "log\n01\nROOT\n",
            "log\n-1\nROOT\n", "log\n+1\nROOT\n", "log\n 1\nROOT\n", "log\n1 \nROOT\n",
            "log\n9223372036854775808\nROOT\n", "log\n0x1\nROOT\n", "log\n١\nROOT\n",
            "log\n1\nROOT \n", "log\n1\nROO\n",
            "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
            "log\n1\nAAAA\n", "log\n1\nROOT\n\n", "log\n1\nROOT\n\nmore\n", "log\r\n1\nROOT\n",
        ]
    )
    func refused(text: String) {
        let text = text.replacing("ROOT", with: root)
        #expect(throws: LogFormatError.self) { try Checkpoint(text: text) }
    }

    @Test("Nothing is signed that would not be read again")
    func unwritable() {
        for (origin, size, lines) in [
            ("", 0, []), ("a\nb", 0, []), ("a", -1, []), ("a", 0, [""]), ("a", 0, ["b\n"]),
        ] as [(String, Int, [String])] {
            #expect(throws: LogFormatError.self) {
                try Checkpoint(origin: origin, size: size, root: .empty, extensions: lines)
            }
        }
    }

    @Test("A published checkpoint is verified as its policy asks")
    func policy() throws {
        let log = try NoteSigner.seeded("log.example", 1)
        let witnesses = try (0..<3).map { try Cosigner.seeded("w\($0).example", 10 + $0) }
        let keys = witnesses.map(\.key)
        let checkpoint = try Checkpoint(origin: "log.example", size: 7, root: .leaf([1]))
        let signed = try SignedCheckpoint(checkpoint, signedBy: log)
            .cosigned(by: witnesses[0], at: 1_000).cosigned(by: witnesses[0], at: 2_000)
            .cosigned(by: witnesses[2], at: 3_000)
        let read = try SignedCheckpoint(signed.bytes)
        #expect(read.bytes == signed.bytes)
        for count in 0...3 {
            let policy = try LogPolicy(logKeys: [log.key], witnesses: keys, witnessesMin: count)
            if count <= 2 {
                #expect(try policy.verify(read).head == checkpoint.head)
            } else {
                #expect(throws: LogPolicyError.tooFewWitnesses(2, of: 3)) {
                    try policy.verify(read)
                }
            }
        }
        let other = try LogPolicy(origin: "other.example", logKeys: [log.key])
        #expect(throws: LogPolicyError.otherLog("log.example")) { try other.verify(read) }
        let stranger = try NoteSigner.seeded("log.example", 2).key
        #expect(throws: NoteError.notSigned(by: "log.example")) {
            try LogPolicy(logKeys: [stranger]).verify(read)
        }
        #expect(try LogPolicy(logKeys: [stranger, log.key]).verify(read).size == 7)
    }

    @Test("A policy that nobody can meet, or that counts one key twice, is refused")
    func impossiblePolicies() throws {
        let log = try NoteSigner.seeded("log.example", 1).key
        let one = try Cosigner.seeded("one.example", 2).key
        let same = try Cosigner.seeded("same.example", 2).key
        #expect(throws: LogFormatError.self) { try LogPolicy(logKeys: []) }
        #expect(throws: LogFormatError.self) { try LogPolicy(logKeys: [one]) }
        #expect(throws: LogFormatError.self) { try LogPolicy(logKeys: [log], witnesses: [log]) }
        #expect(throws: LogFormatError.self) { try LogPolicy(logKeys: [log], witnessesMin: -1) }
        #expect(throws: LogFormatError.self) {
            try LogPolicy(logKeys: [log], witnesses: [one, same], witnessesMin: 2)
        }
    }

    @Test("Two names with one key are one witness")
    func oneKeyTwice() throws {
        let log = try NoteSigner.seeded("log.example", 1)
        let (one, same) = (try Cosigner.seeded("one.example", 2), try Cosigner.seeded("same", 2))
        let other = try Cosigner.seeded("other.example", 3)
        let checkpoint = try Checkpoint(origin: "log.example", size: 0, root: .empty)
        let signed = try SignedCheckpoint(checkpoint, signedBy: log)
            .cosigned(by: one, at: 1).cosigned(by: same, at: 1)
        let policy = try LogPolicy(
            logKeys: [log.key],
            witnesses: [one.key, same.key, other.key],
            witnessesMin: 2
        )
        #expect(throws: LogPolicyError.tooFewWitnesses(1, of: 2)) { try policy.verify(signed) }
        #expect(try policy.verify(try signed.cosigned(by: other, at: 1)).size == 0)
    }

    @Test("A cosignature of somebody else or on something else is not added")
    func wrongCosignature() throws {
        let log = try NoteSigner.seeded("log.example", 1)
        let witness = try Cosigner.seeded("w.example", 2)
        let signed = try SignedCheckpoint(
            try Checkpoint(origin: "log.example", size: 0, root: .empty),
            signedBy: log
        )
        let foreign = try Cosigner.seeded("x.example", 3).cosign(signed.note.text, at: 1)
        #expect(throws: NoteError.notSigned(by: "w.example")) {
            try signed.adding(foreign, of: witness.key)
        }
        let misplaced = try witness.cosign("other\n", at: 1)
        #expect(throws: NoteError.wrongSignature(of: "w.example")) {
            try signed.adding(misplaced, of: witness.key)
        }
    }
}
