import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Files of an edition, and what takes its place", .centre)
struct HandbookFileKindTests {
    private let library = HandbookLibrary()

    private static func mpeg4(_ brand: String, _ others: String = "isom") -> [UInt8] {
        [0, 0, 0, UInt8(16 + others.utf8.count)] + Array("ftyp\(brand)".utf8) + [0, 0, 2, 0]
            + Array(others.utf8) + Array(repeating: 0, count: 64)
    }

    private static func ogg(_ packet: String) -> [UInt8] {
        Array("OggS".utf8) + Array(repeating: 0, count: 22) + [1, 30] + Array(packet.utf8)
            + Array(repeating: 0, count: 30)
    }

    @Test(
        "A file is told by its beginning",
        arguments: [
            (Array("%PDF-1.4".utf8), Blob.MediaType.pdf),
            (Array("<!DOCTYPE html><title>x".utf8), .html),
            (Array("\u{FEFF}\n <!-- <html> --> <HTML lang='sr'>".utf8), .html),
            (Array("<?xml version='1.0'?>\n<html xmlns='x'>".utf8), .html),
            (Array("<htmlx>".utf8), nil), (Array("<p>text".utf8), nil),
            (Array("ID3\u{4}".utf8), .mp3), ([0xFF, 0xFB, 0x90, 0x64], .mp3),
            ([0xFF, 0xF3, 0x18, 0xC4], .mp3), ([0xFF, 0xF1, 0x50, 0x80], nil),
            ([0xFF, 0xFB, 0xF0, 0x64], nil), ([0xFF, 0xFF, 0xFF, 0xFF], nil),
            (mpeg4("M4A "), .m4a), (mpeg4("isom", "isomM4A "), .m4a), (mpeg4("isom"), nil),
            (mpeg4("mp42", "avc1"), nil), (ogg("OpusHead"), .ogg), (ogg("\u{1}vorbis"), .ogg),
            (ogg("theora"), nil), ([], nil), ([0xFF], nil), (Array("OggS".utf8), nil),
        ] as [([UInt8], Blob.MediaType?)]
    )
    func kinds(head: [UInt8], kind: Blob.MediaType?) {
        #expect(Blob.MediaType(head: head) == kind)
    }

    private func beside(_ bytes: [UInt8], of code: String = "VODIC-1") async throws {
        let incoming = try library.centre.blobs.receive()
        try incoming.write(bytes)
        try await library.centre.write(.clerk) {
            _ = try HandbookEdition.attachBeside(incoming, to: code, by: .clerk, in: $0)
        }
    }

    private func edition(_ code: String = "VODIC-1") async throws -> HandbookEdition {
        try await library.centre.read { try HandbookEdition.find(code, in: $0) }
    }

    private static let page = Array("<!doctype html><h1>Azil</h1>".utf8)

    @Test("A published edition gets more files, one of each kind, and keeps them")
    func besides() async throws {
        try await library.publish("VODIC-1")
        try await beside(Self.page)
        try await beside(Self.page)
        try await beside(Self.ogg("OpusHead"))
        #expect(try await edition().files.map(\.mediaType) == [.pdf, .html, .ogg])
        await #expect(throws: HandbookError.kindThere) {
            try await beside(Self.page + [0x20])
        }
        await #expect(throws: HandbookError.kindThere) {
            try await beside(Array("%PDF-1.7 another".utf8))
        }
        let refused = await #expect(throws: PostgresError.self) {
            try await library.centre.sql("DELETE FROM handbook_files")
        }
        #expect(refused?.constraint == "handbook_files_published_kept")
        let second = await #expect(throws: PostgresError.self) {
            try await library.centre.sql(
                """
                INSERT INTO handbook_files (edition_id, blob_id, media_type)
                SELECT editions.id, editions.blob_id, 'application/pdf'
                FROM handbook_editions AS editions
                """
            )
        }
        #expect(second?.constraint == "handbook_files_not_the_first")
        let file = try await library.centre.read {
            try HandbookEdition.readable("VODIC-1", format: "OGG", by: nil, in: $0).file
        }
        #expect(file.mediaType == .ogg)
        await #expect(throws: NotFound.self) {
            _ = try await library.centre.read {
                try HandbookEdition.readable("VODIC-1", format: "mp3", by: nil, in: $0)
            }
        }
    }

    @Test("What is only heard is not searched, and hides no edition that is")
    func heard() async throws {
        try await library.publish("VODIC-1", pages: ["тражилац азила"])
        try await library.publish("VODIC-2", ["year": "2025"], file: Self.ogg("OpusHead"))
        #expect(try await edition("VODIC-2").text == nil)
        #expect(try await library.places("azil") == ["VODIC-1 1"])
        #expect(try await library.found("azil").unsearched.isEmpty)
    }

    @Test("An edition points to the one that took its place, and no circle closes")
    func succession() async throws {
        for (code, year) in [("V-1", "2022"), ("V-2", "2021"), ("V-3", "2020")] {
            try await library.publish(code, ["year": year, "language_tag": "en"], pages: ["azil"])
        }
        #expect(try await library.places("azil") == ["V-1 1"])
        try await supersede("V-1", by: "V-2")
        try await supersede("V-2", by: "V-3")
        #expect(try await library.places("azil") == ["V-3 1"])
        let found = try await library.found("azil") { $0.includesSuperseded = true }.page.items
        let successors = Dictionary(
            uniqueKeysWithValues: found.map { ($0.edition.code, $0.edition.supersededBy) }
        )
        #expect(successors == ["V-1": "V-2", "V-2": "V-3", "V-3": nil])
        await #expect(throws: InvalidForm.self) { try await supersede("V-3", by: "V-1") }
        await #expect(throws: InvalidForm.self) { try await supersede("V-3", by: "V-3") }
        #expect(try await edition("V-1").successor?.code == "V-2")
        _ = try await library.centre.read {
            try HandbookEdition.readable("V-1", by: nil, in: $0)
        }
    }

    @Test("Two changes that would close a circle together wait for each other")
    func circle() async throws {
        for code in ["V-1", "V-2"] { try await library.publish(code) }
        try await library.overlap(.clerk) {
            try Self.supersede("V-1", by: "V-2", in: $0)
        } with: {
            let refused = await #expect(throws: InvalidForm.self) {
                try await supersede("V-2", by: "V-1")
            }
            #expect(refused?.fields.map(\.field) == ["superseded_by"])
        }
        #expect(try await edition("V-1").draft.supersededBy == "V-2")
        #expect(try await edition("V-2").draft.supersededBy == nil)
    }

    @Test("Nobody but the staff is told of a successor that is still a draft")
    func draft() async throws {
        try await library.publish("V-1")
        try await library.centre.write(.clerk) {
            let form = [
                "code": "V-2", "handbook_code": "VODIC", "language_tag": "en",
                "version_label": "2", "year": "2025", "licence": "CC0-1.0",
            ]
            _ = try HandbookEdition.create(Form(form), by: .clerk, in: $0)
        }
        try await supersede("V-1", by: "V-2")
        #expect(try await edition("V-1").json["superseded_by"] == "V-2")
        let shown = try await library.centre.read {
            try HandbookEdition.find("V-1", publicOnly: true, in: $0)
        }
        #expect(shown.json["superseded_by"] == .null && shown.successor == nil)
    }

    private func supersede(_ code: String, by other: String) async throws {
        try await library.centre.write(.clerk) {
            try Self.supersede(code, by: other, in: $0)
        }
    }

    private static func supersede(
        _ code: String,
        by other: String,
        in transaction: borrowing Transaction
    ) throws {
        let form = Form(["superseded_by": other])
        _ = try HandbookEdition.change(code, form, ifVersion: nil, by: .clerk, in: transaction)
    }
}
