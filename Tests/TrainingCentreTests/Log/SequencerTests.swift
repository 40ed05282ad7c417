import Credentials
import Crypto
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The sequencer", .centre)
struct SequencerTests {
    private let centre = TrainingCentre.ofTest
    private var register: Register { Register(centre: centre) }

    private func roots() async throws -> [String] {
        try await centre.read {
            try $0.rows("SELECT size || ' ' || encode(hash, 'hex') FROM log_roots", as: String.self)
        }
    }

    /// The roots that were signed, in the same form.
    private func signed() async throws -> [String] {
        let notes = try await centre.read {
            try $0.rows("SELECT note FROM log_checkpoints ORDER BY size", as: String.self)
        }
        return try notes.map { note in
            let checkpoint = try SignedCheckpoint(Array(note.utf8)).checkpoint
            let digits = checkpoint.root.bytes.map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            return "\(checkpoint.size) \(digits.joined())"
        }
    }

    @Test("Cut off between commit and signature, the committed tree is the one that is signed")
    func cutOff() async throws {
        let id = try await register.issued("PRO", 3)[0]
        let keyless = TrainingCentre(
            database: TestDatabase.current.database,
            chance: .ofSystem,
            signing: .test(TestKeys(missing: ["test-log"])),
            papers: .ofCheckout,
            blobs: .nowhere
        )
        await #expect(throws: SigningKeyError.self) { try await Sequencer(keyless).run() }
        let committed = try await roots()
        #expect(committed.count == 1)
        #expect(try await signed() == [])
        try await Sequencer(centre).run()
        #expect(try await signed() == committed)
        // What came in between is another size, never another tree of the same one.
        try await register.revoke(id)
        await #expect(throws: SigningKeyError.self) { try await Sequencer(keyless).run() }
        _ = try await register.issued("DRUGA", 2)
        try await Sequencer(centre).run()
        #expect(try await roots().count == 3)
        #expect(try await Set(signed()).isSubset(of: Set(roots())))
        #expect(try await signed().count == 2)
        #expect(try await centre.auditLog().findings.filter { $0.code.isOfTree }.count == 0)
    }

    @Test("Of an older back-up nothing is signed and nothing is taken in; a newer one goes on")
    func olderBackup() async throws {
        let keys = TestKeys()
        let centre = TrainingCentre(
            database: TestDatabase.current.database,
            chance: .ofSystem,
            signing: .test(keys),
            papers: .ofCheckout,
            blobs: .nowhere
        )
        let ids = try await register.issued("PRO", 2)
        try await Sequencer(centre).run()
        let published = try #require(keys.checkpoint())
        // As if the database were older than what is remembered beside it.
        let size = try SignedCheckpoint(published).checkpoint.size
        let signer = try NoteSigner(
            name: Signing.test().addresses.logOrigin,
            privateKey: .init(rawRepresentation: try #require(keys.privateKey("test-log")))
        )
        let later = try Checkpoint(
            origin: Signing.test().addresses.logOrigin,
            size: size + 1,
            root: .empty
        )
        keys.keep(checkpoint: try SignedCheckpoint(later, signedBy: signer).bytes)
        let before = try await roots()
        // More leaves than were published: the tree would be as large, and another one.
        _ = try await register.issued("DRUGA", 3)
        let code = try await refusal { try await Sequencer(centre).run() }
        #expect(code == "log_shorter")
        // Numbers and places in lists were given out that this database does not know of.
        let older = Register(centre: centre)
        let counts = try await [
            centre.count("certificates"), centre.count("certificate_revocations"),
        ]
        let refusals = try await [
            refusal { _ = try await older.issued("TRECA", 1) },
            refusal { try await older.revoke(ids[0]) },
            refusal { try await older.replace(ids[0], "Ана Анић", "Ana Anić") },
            refusal { try await StatusPublisher(centre).run() },
        ]
        #expect(refusals == Array(repeating: "log_shorter", count: 4))
        let after = try await [
            centre.count("certificates"), centre.count("certificate_revocations"),
        ]
        #expect(after == counts)
        let doctor = try await Doctor.examine(centre).map(\.subject)
        #expect(doctor.contains { $0.contains("an older back-up was restored") })
        #expect(try await roots() == before)
        #expect(try await centre.auditLog().findings.map(\.code).contains(.logShorter))
        keys.keep(checkpoint: published)
        try await Sequencer(centre).run()
        #expect(try await roots().count == before.count + 1)
        try await older.revoke(ids[0])
    }
}

extension AuditFinding.Code {
    fileprivate var isOfTree: Bool { rawValue.hasPrefix("log_") }
}
