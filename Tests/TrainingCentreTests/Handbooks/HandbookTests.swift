import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Handbooks", .centre)
final class HandbookTests {
    private let directory = NSTemporaryDirectory() + "obuka_blobs_\(UUID().uuidString)"
    private let centre: TrainingCentre

    init() {
        centre = TrainingCentre(
            database: TestDatabase.current.database,
            chance: .ofSystem,
            signing: .test(),
            papers: .ofCheckout,
            blobs: BlobStore(directory: directory)
        )
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static let pdf = Array("%PDF-1.7 a handbook".utf8)

    private func enterEdition(_ more: [String: String] = [:]) async throws {
        try await centre.write(.clerk) {
            _ = try Handbook.create(
                Form(["code": "VODIC", "title_sr_cyrl": "Водич", "title_en": "Guide"]),
                by: .clerk,
                in: $0
            )
            let fields = [
                "code": "VODIC-1", "handbook_code": "VODIC", "language_tag": "sr-Cyrl",
                "version_label": "1", "year": "2024", "licence": "CC-BY-4.0",
            ]
            _ = try HandbookEdition.create(
                Form(fields.merging(more) { $1 }),
                by: .clerk,
                in: $0
            )
        }
    }

    private func attach(_ bytes: [UInt8], rehearse: Bool = false) async throws {
        let incoming = try centre.blobs.receive()
        if !bytes.isEmpty { try incoming.write(bytes) }
        try await centre.write(.clerk, rehearse: rehearse) {
            _ = try HandbookEdition.attach(
                incoming,
                to: "vodic-1",
                rehearse: rehearse,
                by: .clerk,
                in: $0
            )
        }
    }

    private func publish() async throws {
        try await centre.write(.clerk) {
            _ = try HandbookEdition.publish("VODIC-1", by: .clerk, in: $0)
        }
    }

    private func readable(by actor: Actor? = nil) async throws -> Blob {
        try await centre.read { try HandbookEdition.readable("VODIC-1", by: actor, in: $0).file }
    }

    private func files() throws -> [String] {
        let all = try FileManager.default.subpathsOfDirectory(atPath: directory)
        return all.filter { $0.count > "incoming".count && $0.contains("/") }
    }

    @Test("Statement 22: published with version, script and licence, and open to everybody")
    func statement22() async throws {
        try await enterEdition()
        await #expect(throws: HandbookError.hasNoFile) { try await self.publish() }
        try await attach(HandbookTests.pdf)
        await #expect(throws: NotFound.self) { _ = try await self.readable() }
        try await publish()
        let file = try await readable()
        #expect(file.mediaType == .pdf && file.bytes == HandbookTests.pdf.count)
        let kept = try Data(contentsOf: URL(filePath: centre.blobs.path(of: file)))
        #expect(Array(kept) == HandbookTests.pdf)
        let edition = try await centre.read { try HandbookEdition.find("VODIC-1", in: $0) }
        #expect(edition.draft.versionLabel == "1" && edition.draft.languageTag == "sr-Cyrl")
        #expect(edition.draft.licence == "CC-BY-4.0" && edition.draft.access == .open)
    }

    @Test("A published edition stays as it is, also for who knows SQL; its readers may change")
    func kept() async throws {
        try await enterEdition()
        try await attach(HandbookTests.pdf)
        try await publish()
        await #expect(throws: HandbookError.published) {
            try await self.attach(HandbookTests.pdf + [1])
        }
        let changes: [SQL] = [
            "licence = 'other'", "language_tag = 'en'", "published_on = NULL", "blob_id = NULL",
        ]
        for change in changes {
            let error = await #expect(throws: PostgresError.self) {
                try await self.centre.sql("UPDATE handbook_editions SET \(change)")
            }
            #expect(error?.constraint == "handbook_editions_published_kept", "\(change)")
        }
        await #expect(throws: PostgresError.self) {
            try await self.centre.sql("DELETE FROM handbook_editions")
        }
        try await centre.write(.clerk) {
            _ = try HandbookEdition.change(
                "VODIC-1",
                Form(["access": "accounts"]),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
        }
        await #expect(throws: AccessError.self) { _ = try await self.readable() }
        _ = try await readable(by: Actor(name: "a trainee", roles: [.trainee]))
    }

    @Test("What is withdrawn is read by nobody any more and stays withdrawn")
    func withdrawn() async throws {
        try await enterEdition()
        let act = try Act.clerk(because: "an error on page 3")
        await #expect(throws: HandbookError.notPublished) {
            try await self.centre.write(act) {
                _ = try HandbookEdition.withdraw("VODIC-1", by: act, in: $0)
            }
        }
        try await attach(HandbookTests.pdf)
        try await publish()
        try await centre.write(act) {
            _ = try HandbookEdition.withdraw("VODIC-1", by: act, in: $0)
        }
        await #expect(throws: HandbookError.withdrawn) { _ = try await self.readable() }
        await #expect(throws: HandbookError.withdrawn) { try await self.publish() }
        await #expect(throws: PostgresError.self) {
            try await self.centre.sql("UPDATE handbook_editions SET withdrawn_on = NULL")
        }
    }

    @Test(
        "What is no file of a known kind is refused and leaves nothing behind",
        arguments: [
            ([], BlobRefusal.empty.code), (Array("MZ".utf8), BlobRefusal.unknownKind.code),
            (Array("<script>alert(1)</script>".utf8), BlobRefusal.unknownKind.code),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "file_kind_unknown"),
            (Array("<!doctype html>".utf8) + [0xE8, 0xE6], "file_not_utf8"),
            (Array("PK\u{3}\u{4}".utf8) + Array(repeating: 0, count: 60), "file_kind_unknown"),
        ]
    )
    func refused(bytes: [UInt8], code: String) async throws {
        try await enterEdition()
        let error = await #expect(throws: BlobRefusal.self) { try await self.attach(bytes) }
        #expect(error?.code == code)
        // The connection's thread may hold the file for a moment longer.
        try await until("the end of the file") { try self.files() == [] }
        #expect(try await centre.count("blobs") == 0)
    }

    @Test("Doctor names a file that is gone or was cut short")
    func lost() async throws {
        try await enterEdition()
        try await attach(HandbookTests.pdf)
        func findings() async throws -> [String] {
            try await Doctor.examine(centre).map(\.subject).filter { $0.hasPrefix("file ") }
        }
        #expect(try await findings() == [])
        let digest = try await centre.value("SELECT digest FROM blobs", as: String.self)
        let file = URL(filePath: "\(directory)/\(digest.prefix(2))/\(digest)")
        try Data(HandbookTests.pdf.dropLast()).write(to: file)
        #expect(try await findings() == ["file \(digest)"])
        try FileManager.default.removeItem(at: file)
        #expect(try await findings() == ["file \(digest)"])
    }

    @Test("A rehearsal keeps no file, and one content is kept once")
    func once() async throws {
        try await enterEdition()
        try await attach(HandbookTests.pdf, rehearse: true)
        try await until("the end of the file") { try self.files() == [] }
        try await attach(HandbookTests.pdf)
        try await attach(HandbookTests.pdf)
        try await until("the end of the second file") { try self.files().count == 1 }
        #expect(try await centre.count("blobs") == 1)
    }

    @Test(
        "A field that cannot be is refused by name",
        arguments: [
            ("language_tag", "sr"), ("language_tag", "srpski"), ("year", "1890"), ("licence", ""),
            ("handbook_code", "NONE"), ("access", "everybody"),
        ]
    )
    func fields(field: String, value: String) async throws {
        let error = await #expect(throws: InvalidForm.self) {
            try await self.enterEdition([field: value])
        }
        #expect(error?.fields.map(\.field) == [field])
    }

    @Test("A handbook is found in either script, without diacritics, and with a slip")
    func found() async throws {
        try await enterEdition()
        for query in ["водич", "vodic", "vodič", "VODIC", "guide"] {
            let codes = try await centre.read {
                try Handbook.list(matching: query, page: PageRequest(), in: $0).items
                    .map(\.draft.code)
            }
            #expect(codes == ["VODIC"], "\(query)")
        }
    }
}
