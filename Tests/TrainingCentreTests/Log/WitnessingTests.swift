import Credentials
import Crypto
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Witnesses of the log, and the centre as one", .centre)
struct WitnessingTests {
    private let centre = TrainingCentre.ofTest
    private var register: Register { Register(centre: centre) }

    /// A log of somebody else, whose trees are all in memory.
    private struct OtherLog {
        let key = Curve25519.Signing.PrivateKey()
        let origin = "other.example/log"

        var signer: NoteSigner { get throws { try NoteSigner(name: origin, privateKey: key) } }

        func leaves(_ count: Int, _ history: String) -> [MerkleHash] {
            (0..<count).map { MerkleHash.leaf(Array("\(history) \($0)".utf8)) }
        }

        /// A request to cosign the tree of `leaves`, which the witness knows up to `old`.
        func request(_ leaves: [MerkleHash], old: Int = 0) throws -> [UInt8] {
            var edge = TreeEdge()
            var tiles: [TileAddress: Tile] = [:]
            for tile in edge.append(leaves) { tiles[tile.address] = tile }
            let stored = tiles
            let tree = TiledTree(size: leaves.count) { stored[$0]?.hashes ?? [] }
            let checkpoint = try Checkpoint(origin: origin, size: leaves.count, root: edge.root)
            return WitnessRequest(
                oldSize: old,
                proof: try tree.consistencyProof(from: old),
                checkpoint: try SignedCheckpoint(checkpoint, signedBy: try signer)
            ).bytes
        }
    }

    private func watch(_ log: OtherLog) async throws {
        try await TestKeys.publish(in: centre)
        let vkey = try log.signer.key.description
        try await centre.write(.clerk) {
            try WatchedLog.watch(log.origin, vkey: vkey, by: .clerk, in: $0)
        }
    }

    // MARK: As a witness

    @Test("Of two different trees of one size that come at once, exactly one is cosigned")
    func race() async throws {
        let log = OtherLog()
        try await watch(log)
        let requests = try ["one", "two"].map { try log.request(log.leaves(7, $0)) }
        let outcomes = await TrainingCentreTests.race(8) { number in
            try await centre.cosign(requests[number % 2]).status
        }
        let statuses = try outcomes.map { try $0.get() }
        let cosigned = [0, 1].filter { history in
            statuses.enumerated().contains { $0.offset % 2 == history && $0.element == 200 }
        }
        #expect(cosigned.count == 1)
        #expect(Set(statuses).isSubset(of: [200, 409]))
    }

    @Test("It cosigns what grows, and nothing shorter, other or unsigned, also after it forgot")
    func witness() async throws {
        let log = OtherLog()
        #expect(try await centre.cosign(log.request(log.leaves(3, "a"))).status == 404)
        try await watch(log)
        #expect(try await centre.cosign(log.request(log.leaves(3, "a"))).status == 200)
        let answer = try await centre.cosign(log.request(log.leaves(300, "a"), old: 3))
        #expect(answer.status == 200)
        let signing = centre.signing
        let key = try await centre.read { try WatchedLog.witnessKey(signing, in: $0) }
        let checkpoint = try WitnessRequest(log.request(log.leaves(300, "a"), old: 3)).checkpoint
        let cosigned = try checkpoint.adding(answer: answer.content, of: key)
        #expect(try cosigned.note.verify(by: [key]) == [key])
        // A shorter one, one from a wrong size, another history, another key, and nonsense.
        #expect(try await centre.cosign(log.request(log.leaves(200, "a"))).status == 409)
        let late = try await centre.cosign(log.request(log.leaves(301, "a"), old: 3))
        #expect(late.status == 409 && late.content == Array("300\n".utf8))
        #expect(try await centre.cosign(log.request(log.leaves(301, "b"), old: 300)).status == 422)
        #expect(try await centre.cosign(OtherLog().request(log.leaves(301, "a"))).status == 403)
        #expect(try await centre.cosign(Array("old 3\n\nnothing".utf8)).status == 400)
        // Not to watch and to watch again does not make it forget.
        let act = try Act.clerk(because: "proba")
        try await centre.write(act) { try WatchedLog.unwatch(log.origin, by: act, in: $0) }
        #expect(try await centre.cosign(log.request(log.leaves(9, "b"))).status == 404)
        try await watch(log)
        #expect(try await centre.cosign(log.request(log.leaves(9, "b"))).status == 409)
        let refused = try await constraint {
            try await Owner.run {
                _ = try $0.execute("UPDATE watched_trees SET size = 9")
            }
        }
        #expect(refused == "watched_trees_grow")
    }

    // MARK: Being witnessed

    /// The centre as its own witness: another program would say the same.
    private func asked() -> Witnessing {
        let centre = centre
        return Witnessing(centre) { url, content in
            #expect(url == "http://witness.example/add-checkpoint")
            let answer = try await centre.cosign(content)
            return (answer.status, answer.content)
        }
    }

    private func addItself() async throws {
        let signing = centre.signing
        try await TestKeys.publish(in: centre)
        try await centre.write(.clerk) { transaction in
            let log = try PublishedLog.key(signing, in: transaction)
            try WatchedLog.watch(log.name, vkey: log.description, by: .clerk, in: transaction)
            let witness = try WatchedLog.witnessKey(signing, in: transaction)
            try LogWitness.add(
                "http://witness.example/",
                vkey: witness.description,
                by: .clerk,
                in: transaction
            )
        }
    }

    private func cosignatures() async throws -> Int {
        try SignedCheckpoint(try await Scene.checkpoint(of: centre)).note.signatures.count - 1
    }

    @Test("Each new checkpoint is cosigned, and so is every proof that is given away")
    func cosigned() async throws {
        try await addItself()
        #expect(try await asked().run().count == 0)
        let id = try await register.issued("PRO", 3)[0]
        try await Scene.settle(centre)
        #expect(try await cosignatures() == 0)
        #expect(try await asked().run().map(\.lag) == [0])
        #expect(try await cosignatures() == 1)
        #expect(try await asked().run().count == 0)
        // From the size that it knows, and from one that it has left behind.
        try await register.revoke(id)
        try await Scene.settle(centre)
        try await Owner.corrupt("UPDATE witness_states SET cosigned_size = 2")
        #expect(try await asked().run().map(\.problem) == [nil])
        #expect(try await cosignatures() == 1)
        let proof = try LogProof(try await centre.file(.logProof, of: id, to: nil))
        #expect(proof.checkpoint.note.signatures.count == 2)
        #expect(try await centre.auditLog().findings.map(\.message) == [])
    }

    @Test("A witness that cannot be reached or answers nonsense is news once and stops nothing")
    func unreachable() async throws {
        try await addItself()
        let id = try await register.issued("PRO", 1)[0]
        try await Scene.settle(centre)
        struct Away: Error {}
        let answers: [@Sendable () throws -> (Int, [UInt8])] = [
            { throw Away() }, { (500, []) }, { (200, Array("nonsense\n".utf8)) },
            { (409, Array("99999\n".utf8)) }, { (409, []) },
        ]
        for (number, answer) in answers.enumerated() {
            // Nobody who has just failed is asked again at once.
            try await Owner.corrupt(
                "UPDATE witness_states SET asked_at = asked_at - interval '1 hour'"
            )
            let outcomes = try await Witnessing(centre) { _, _ in try answer() }.run()
            #expect(outcomes.count == 1 && outcomes[0].problem != nil)
            #expect(outcomes.map(\.isNews) == [number == 0])
            #expect(try await Witnessing(centre) { _, _ in try answer() }.run().count == 0)
        }
        #expect(try await cosignatures() == 0)
        try await register.revoke(id)
        try await Scene.settle(centre)
        #expect(try await register.status(id) == .revoked)
        try await Owner.corrupt(
            "UPDATE witnesses SET created_at = created_at - interval '1 hour'"
        )
        try await Owner.corrupt(
            "UPDATE log_checkpoints SET signed_at = signed_at - interval '1 hour'"
        )
        let findings = try await Doctor.examine(centre)
        #expect(findings.map(\.check) == ["every witness follows the log"])
        try await Owner.corrupt(
            "UPDATE witness_states SET asked_at = asked_at - interval '1 hour'"
        )
        #expect(try await asked().run().map(\.isNews) == [true])
        #expect(try await Doctor.examine(centre).count == 0)
    }

    @Test("Addresses and keys that cannot be are refused")
    func refusals() async throws {
        let cosigner = try Cosigner(name: "w.example", privateKey: .init()).key.description
        let signer = try NoteSigner(name: "w.example", privateKey: .init()).key.description
        for (url, vkey) in [
            ("ftp://w.example", cosigner), ("https://", cosigner), ("https://w w", cosigner),
            ("https://w.example", signer), ("https://w.example", "w.example"),
        ] {
            let code = try await refusal {
                try await centre.write(.clerk) {
                    try LogWitness.add(url, vkey: vkey, by: .clerk, in: $0)
                }
            }
            #expect(code == "invalid", "\(url)")
        }
        let code = try await refusal {
            try await centre.write(.clerk) {
                try WatchedLog.watch("log.example", vkey: cosigner, by: .clerk, in: $0)
            }
        }
        #expect(code == "invalid")
    }
}
