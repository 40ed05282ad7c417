import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Covers are drawn as a job", .centre)
struct CoverDrawingTests {
    private let library = HandbookLibrary()
    private var centre: TrainingCentre { library.centre }

    /// By the program, which stands beside the one that runs the tests.
    private var drawing: CoverDrawing {
        get throws { CoverDrawing(centre, program: try CheckoutFiles.program) }
    }

    private func setDue() async throws {
        try await centre.sql("UPDATE handbook_covers SET due_at = now()")
    }

    private func problem() async throws -> String {
        try await centre.value(
            "SELECT coalesce(problem, '-') FROM handbook_covers",
            as: String.self
        )
    }

    /// The names of all files that are kept.
    private func kept() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: library.directory)
            .map { String($0.split(separator: "/").last ?? "") }.filter { $0.count == 64 }
    }

    @Test("A cover is drawn in two sizes, which are kept with their rows")
    func drawn() async throws {
        try await library.publish("A-1", file: SamplePDF.blank())
        let drawing = try drawing
        let file = try #require(try await drawing.take())
        #expect(try await drawing.take() == nil)
        try await drawing.record(file, try drawing.draw(file))
        let cover = try await centre.read {
            try HandbookEdition.readableCover("A-1", by: nil, in: $0).cover
        }
        #expect(cover.height == 480 && cover.width == 480)
        #expect(try kept().contains(cover.large.digest) && kept().contains(cover.small.digest))
    }

    @Test("A page that is much too wide is not drawn, and nothing of it is kept")
    func wide() async throws {
        try await library.publish("A-1", file: SamplePDF.blank(width: 3_000))
        let drawing = try drawing
        let file = try #require(try await drawing.take())
        try await drawing.record(file, try drawing.draw(file))
        #expect(try await problem() == "not_drawn")
        #expect(try kept().count == 1)
    }

    @Test("A file that is not there, a stopped one, and a missing program cost no attempt")
    func putOff() async throws {
        try await library.publish("A-1", file: SamplePDF.bomb)
        let place = try await centre.read { [blobs = centre.blobs] in
            blobs.path(of: try #require(try Blob.all(in: $0).first))
        }
        try FileManager.default.removeItem(atPath: place)
        let drawing = try drawing
        for _ in 0..<5 {
            #expect(try await drawing.take() == nil)
            try await setDue()
        }
        try Data(SamplePDF.bomb).write(to: URL(filePath: place))
        for _ in 0..<5 {
            let file = try #require(try await drawing.take())
            let outcome = try drawing.stopping { true }.draw(file)
            guard case .stopped = outcome else { throw TestSupportError("it was drawn") }
            try await drawing.record(file, outcome)
        }
        // The program as it is where nothing else is installed.
        let bare = "\(library.directory)/bare"
        try Data("#!/bin/sh\nPATH=/nowhere exec '\(try CheckoutFiles.program)' \"$@\"\n".utf8)
            .write(to: URL(filePath: bare))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bare)
        for _ in 0..<5 {
            let file = try #require(try await drawing.take())
            #expect(throws: HandbookReaderMissing.self) {
                _ = try CoverDrawing(centre, program: bare).draw(file)
            }
            try await drawing.record(file, nil)
            #expect(try await drawing.take() == nil)
            try await setDue()
        }
        #expect(try await problem() == "-")
    }

    @Test("What was tried three times is given up, and drawn again when somebody asks")
    func givenUp() async throws {
        try await library.publish("A-1", file: Array("OggS".utf8) + Self.sound)
        try await cover(SamplePicture.png(2))
        for _ in 0..<3 {
            #expect(try await drawing.take() != nil)
            try await setDue()
        }
        #expect(try await drawing.take() == nil)
        #expect(try await problem() == "given_up")
        // An edition that is only heard has a cover, too.
        try await centre.write(.clerk) {
            _ = try HandbookEdition.readAgain("A-1", by: .clerk, in: $0)
        }
        #expect(try await drawing.take() != nil)
    }

    @Test("A picture that cannot be drawn is refused, and the first page stays the cover")
    func refusedPictures() async throws {
        try await library.publish("A-1")
        for picture in [
            SamplePicture.png(6), SamplePicture.png(4), SamplePicture.png(2, depth: 16),
            SamplePicture.png(2, interlaced: 1),
            Array("GIF89a".utf8) + Array(repeating: 0, count: 40),
            Array("RIFF\u{10}\u{0}\u{0}\u{0}WEBPVP8 ".utf8), Array("%PDF-1.7".utf8),
            Array("<!doctype html>".utf8) + [0xFF],
        ] {
            let refused = await #expect(throws: BlobRefusal.self) { try await cover(picture) }
            #expect(refused?.code == "file_no_picture")
        }
        let size = CoverDrawing.Limits.sourceBytesMax
        let refused = await #expect(throws: BlobRefusal.self) {
            try await cover(SamplePicture.png(2) + Array(repeating: 0, count: size))
        }
        #expect(refused?.code == "file_too_large")
        #expect(try await centre.count("handbook_covers") == 1)
        try await cover(SamplePicture.png(2))
        #expect(try await centre.count("handbook_covers") == 2)
    }

    private func cover(_ picture: [UInt8]) async throws {
        let incoming = try centre.blobs.receive()
        try incoming.write(picture)
        try await centre.write(.clerk) {
            _ = try HandbookEdition.cover(incoming, of: "A-1", by: .clerk, in: $0)
        }
    }

    private static let sound: [UInt8] =
        Array(repeating: 0, count: 22) + [1, 30] + Array("OpusHead".utf8)
        + Array(repeating: 0, count: 30)
}
