import Credentials
import TestSupport
import Testing

@Suite("A witness of other logs")
struct WitnessTests {
    private let log = MemoryLog(entryCount: 600, seed: 9)
    private let signer: NoteSigner
    private let cosigner: Cosigner
    private let witness: Witness

    init() throws {
        signer = try NoteSigner.seeded("log.example", 1)
        cosigner = try Cosigner.seeded("witness.example", 2)
        let known = Witness.KnownLog(origin: "log.example", keys: [signer.key])
        witness = Witness(cosigner: cosigner, logs: [known])
    }

    private func head(_ size: Int) throws -> TreeHead {
        TreeHead(size: size, root: try log.tree(of: size).root())
    }

    private func request(from old: Int, to size: Int) throws -> WitnessRequest {
        let head = try head(size)
        let checkpoint = try Checkpoint(origin: "log.example", size: size, root: head.root)
        return WitnessRequest(
            oldSize: old,
            proof: try log.tree(of: size).consistencyProof(from: min(old, size)),
            checkpoint: try SignedCheckpoint(checkpoint, signedBy: signer)
        )
    }

    private func answer(_ request: WitnessRequest, remembering: TreeHead?) throws -> WitnessAnswer {
        try witness.answer(request.bytes, at: 1_000) { origin in
            #expect(origin == "log.example")
            return remembering
        }
    }

    @Test("A request is read as it was written")
    func roundTrip() throws {
        for (old, size) in [(0, 0), (0, 600), (17, 600), (600, 600)] {
            let request = try request(from: old, to: size)
            let read = try WitnessRequest(request.bytes)
            #expect(read.bytes == request.bytes)
            #expect(read.oldSize == old && read.proof == request.proof)
        }
    }

    @Test("A tree that grows is cosigned step by step, and the log can use the answer")
    func grows() throws {
        var remembered: TreeHead?
        for size in [0, 1, 255, 256, 300, 300, 600] {
            let request = try request(from: remembered?.size ?? 0, to: size)
            let answer = try answer(request, remembering: remembered)
            guard case .cosigned(let signature, let new) = answer else {
                Issue.record("\(size): \(answer)")
                return
            }
            #expect(answer.status == 200)
            #expect(new == (try head(size)))
            #expect(answer.content == bytes(signature.line))
            let signed = try request.checkpoint.adding(answer: answer.content, of: cosigner.key)
            let policy = try LogPolicy(
                logKeys: [signer.key],
                witnesses: [cosigner.key],
                witnessesMin: 1
            )
            #expect(try policy.verify(signed).size == size)
            remembered = new
        }
    }

    @Test("Another size than the remembered one is a conflict that says it")
    func conflict() throws {
        for (old, remembered) in [(0, 256), (255, 256), (300, 256), (256, nil)] as [(Int, Int?)] {
            let head = try remembered.map(head)
            let answer = try answer(try request(from: old, to: 600), remembering: head)
            #expect(answer.status == 409)
            #expect(answer.contentType == "text/x.tlog.size")
            #expect(answer.content == bytes("\(remembered ?? 0)\n"))
        }
    }

    @Test("The same size with another root is a conflict")
    func otherRoot() throws {
        let other = TreeHead(size: 600, root: .empty)
        let answer = try answer(try request(from: 600, to: 600), remembering: other)
        #expect(answer.status == 409)
        #expect(answer.content == bytes("600\n"))
    }

    @Test("A proof that does not hold is 422, and nothing is cosigned")
    func inconsistent() throws {
        let good = try request(from: 300, to: 600)
        let rewritten = TreeHead(size: 300, root: .empty)
        #expect(try answer(good, remembering: rewritten).status == 422)
        for proof in [[], good.proof.dropLast(), good.proof + [.empty], good.proof.reversed()] {
            let bad = WitnessRequest(
                oldSize: 300,
                proof: Array(proof),
                checkpoint: good.checkpoint
            )
            #expect(try answer(bad, remembering: try head(300)).status == 422)
        }
        let first = try request(from: 0, to: 600)
        let padded = WitnessRequest(oldSize: 0, proof: [.empty], checkpoint: first.checkpoint)
        #expect(try answer(padded, remembering: nil).status == 422)
    }

    @Test("An unknown log is 404, an unknown or wrong signature 403")
    func strangers() throws {
        let checkpoint = try Checkpoint(origin: "other.example", size: 0, root: .empty)
        let other = WitnessRequest(
            oldSize: 0,
            proof: [],
            checkpoint: try SignedCheckpoint(checkpoint, signedBy: signer)
        )
        #expect(try answer(other, remembering: nil).status == 404)
        let good = try request(from: 0, to: 600)
        let stranger = try NoteSigner.seeded("log.example", 3)
        let unsigned = WitnessRequest(
            oldSize: 0,
            proof: [],
            checkpoint: try SignedCheckpoint(good.checkpoint.checkpoint, signedBy: stranger)
        )
        #expect(try answer(unsigned, remembering: nil).status == 403)
        // The signature of the log on a smaller tree, put on this one.
        let text = good.checkpoint.note.text
        let line = try request(from: 0, to: 599).checkpoint.note.signatures[0].line
        let forged = bytes("old 0\n\n\(text)\n\(line)")
        #expect(try witness.answer(forged, at: 1) { _ in nil }.status == 403)
    }

    @Test("The old size may not be larger than the new one")
    func shrinking() throws {
        let answer = try answer(try request(from: 300, to: 256), remembering: try head(300))
        #expect(answer.status == 400)
    }

    @Test(
        "What is not exactly a request is 400",
        arguments: [
            "", "old 0\n", "CP", "\nCP", "old\n\nCP", "old 00\n\nCP", "old -1\n\nCP",
            "old 0\nCP", "old 0 \n\nCP", "Old 0\n\nCP", "old 0\r\n\r\nCP", "old 0\nAAAA\n\nCP",
            "old 0\n\n\nCP", "old 9223372036854775808\n\nCP", "old 0\n\nCPx",
        ]
    )
    func malformed(text: String) throws {
        let checkpoint = try request(from: 0, to: 600).checkpoint
        let content = text.replacing("CP", with: String(decoding: checkpoint.bytes, as: UTF8.self))
        let answer = try witness.answer(bytes(content), at: 1) { _ in nil }
        #expect(answer.status == 400)
    }

    @Test("More than 63 hashes are 400")
    func tooManyHashes() throws {
        let good = try request(from: 0, to: 600)
        for (count, status) in [(63, 422), (64, 400)] {
            let request = WitnessRequest(
                oldSize: 0,
                proof: Array(repeating: .empty, count: count),
                checkpoint: good.checkpoint
            )
            #expect(try answer(request, remembering: nil).status == status)
        }
    }

    @Test("What fails while remembering is thrown on")
    func storage() throws {
        struct Unavailable: Error {}
        let content = try request(from: 0, to: 600).bytes
        #expect(throws: Unavailable.self) {
            try witness.answer(content, at: 1) { _ in throw Unavailable() }
        }
    }

    @Test("An answer that is not the witness's is not added")
    func foreignAnswer() throws {
        let checkpoint = try request(from: 0, to: 600).checkpoint
        let stranger = try Cosigner.seeded("stranger.example", 8)
        let foreign = try stranger.cosign(checkpoint.note.text, at: 1).line
        let own = try cosigner.cosign(checkpoint.note.text, at: 1).line
        let both = try checkpoint.adding(answer: bytes(foreign + own), of: cosigner.key)
        #expect(both.note.signatures.count == 2)
        for answer in ["", foreign, "hello\n", own + "x", String(own.dropLast())] {
            #expect(throws: (any Error).self) {
                try checkpoint.adding(answer: bytes(answer), of: cosigner.key)
            }
        }
    }
}
