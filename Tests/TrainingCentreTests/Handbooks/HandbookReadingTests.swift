import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The text of handbooks is read as a job", .centre)
struct HandbookReadingTests {
    private let library = HandbookLibrary()
    private var reading: HandbookReading { HandbookReading(library.centre) }

    private func setDue() async throws {
        try await library.centre.sql("UPDATE handbook_texts SET due_at = now()")
    }

    @Test("A file is taken once while its lease lasts, also by two at once")
    func leased() async throws {
        try await library.publish("A-1", of: "A")
        try await library.publish("B-1", of: "B")
        async let one = reading.take()
        async let other = reading.take()
        let jobs = try await [one, other].compactMap(\.self)
        #expect(Set(jobs.map(\.path)).count == 2)
        #expect(try await reading.take() == nil)
        // Whoever died over it left it to be taken again.
        try await setDue()
        #expect(try await reading.take() != nil)
    }

    @Test("What was tried three times is given up, and read again when somebody asks")
    func givenUp() async throws {
        try await library.publish("A-1")
        for _ in 0..<3 {
            #expect(try await reading.take() != nil)
            try await setDue()
        }
        #expect(try await reading.take() == nil)
        let edition = try await library.centre.read { try HandbookEdition.find("A-1", in: $0) }
        #expect(edition.text == .unreadable(.givenUp))
        try await library.centre.write(.clerk) {
            _ = try HandbookEdition.readAgain("A-1", by: .clerk, in: $0)
        }
        let job = try #require(try await reading.take())
        try await reading.record(job, HandbookContent.reading("azil\u{0C}", .pdf))
        #expect(try await library.places("azil") == ["A-1 1"])
    }

    @Test("A file that is not there is looked for later and costs no attempt; so is a stopped one")
    func putOff() async throws {
        try await library.publish("A-1")
        let place = try await library.centre.read {
            library.centre.blobs.path(of: try #require(try Blob.all(in: $0).first))
        }
        let content = try Data(contentsOf: URL(filePath: place))
        try FileManager.default.removeItem(atPath: place)
        for _ in 0..<5 {
            #expect(try await reading.take() == nil)
            try await setDue()
        }
        try content.write(to: URL(filePath: place))
        for _ in 0..<5 {
            let job = try #require(try await reading.take())
            try await reading.record(job, .stopped)
        }
        #expect(try await reading.take() != nil)
    }

    @Test("What came too late or is read anew takes the place of what was there")
    func anew() async throws {
        try await library.publish("A-1", pages: ["azil", "azil"])
        try await library.centre.write(.clerk) {
            _ = try HandbookEdition.readAgain("A-1", by: .clerk, in: $0)
        }
        #expect(try await library.places("azil").count == 2)
        let job = try #require(try await reading.take())
        try await reading.record(job, HandbookContent.reading("azil\u{0C}", .pdf))
        try await reading.record(job, .unreadable(.damaged))
        #expect(try await library.places("azil") == ["A-1 1"])
    }

    @Test("An edition with a file that was read and cannot be opened is not published")
    func damaged() async throws {
        let file = Array("%PDF-1.7 broken".utf8)
        try await library.publish("A-1", file: file)
        let job = try #require(try await reading.take())
        try await reading.record(job, .unreadable(.damaged))
        let refused = try await refusal { try await library.publish("A-2", of: "B", file: file) }
        #expect(refused == "handbook_file_damaged")
        try await library.publish("A-3", of: "C", file: Array("%PDF-1.7 whole".utf8))
    }

    @Test("A long page comes in parts that end between words; too long a one is refused")
    func limits() async throws {
        let long = String(repeating: "dugačka reč ", count: 2_000)
        try await library.publish("A-1", pages: ["a", long + "kraj"])
        #expect(try await library.places("kraj") == ["A-1 2"])
        #expect(try await library.centre.count("handbook_pages") == 5)
        func problem(_ text: String) -> HandbookProblem? {
            guard case .unreadable(let problem) = HandbookContent.reading(text, .pdf) else {
                return nil
            }
            return problem
        }
        #expect(problem(String(repeating: "a\u{0C}", count: 20_000)) == nil)
        #expect(problem(String(repeating: "a\u{0C}", count: 20_001)) == .tooManyPages)
        #expect(problem(String(repeating: "a", count: 1_000_001)) == .pageTooLong)
        #expect(problem("") == .noText && problem("\u{0C}\u{0C}") == .noText)
    }

    @Test("Only the reader writes texts, and nobody the words of one")
    func privileges() async throws {
        try await library.publish("A-1", pages: ["azil"])
        let attacks: [SQL] = [
            "UPDATE handbook_pages SET content = 'x'", "DELETE FROM handbook_page_stems",
            "UPDATE handbook_page_stems SET stems = ''", "DELETE FROM handbook_texts",
            "INSERT INTO handbook_words (word) VALUES ('x')",
        ]
        for attack in attacks {
            await #expect(throws: PostgresError.self, "\(attack)") {
                try await self.library.centre.sql(attack)
            }
        }
    }

    @Test("Doctor names what waits for longer than an hour, and no file that cannot be read")
    func doctor() async throws {
        func findings() async throws -> [String] {
            try await Doctor.examine(library.centre).map(\.subject)
                .filter { $0.hasPrefix("edition") }
        }
        try await library.publish("A-1")
        #expect(try await findings() == [])
        try await library.centre.sql(
            "UPDATE handbook_texts SET requested_at = now() - interval '2 hours'"
        )
        #expect(try await findings() == ["edition A-1"])
        let job = try #require(try await reading.take())
        try await reading.record(job, .unreadable(.damaged))
        #expect(try await findings() == [])
    }
}
