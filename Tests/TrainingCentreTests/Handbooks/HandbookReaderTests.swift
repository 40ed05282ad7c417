import Documents
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Files of strangers are read in a process of their own")
struct HandbookReaderTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("obuka_handbooks_\(UUID().uuidString)")

    private var program: String { get throws { try CheckoutFiles.program } }

    private static let generous = ChildProcess.Limits(
        secondsMax: 120,
        outputBytesMax: HandbookReader.Limits.textBytesMax
    )

    private func read(
        _ bytes: [UInt8],
        _ mediaType: Blob.MediaType = .pdf,
        within limits: ChildProcess.Limits = generous
    ) throws -> HandbookReader.Outcome {
        let path = try keep(bytes)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try HandbookReader(program: program, limits: limits).read(path, as: mediaType)
    }

    private func keep(_ bytes: [UInt8]) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("file")
        try Data(bytes).write(to: file)
        return file.path
    }

    private func content(
        _ bytes: [UInt8],
        _ mediaType: Blob.MediaType = .pdf
    ) throws -> HandbookContent {
        guard case .read(let content) = try read(bytes, mediaType) else {
            throw TestSupportError("it was not read")
        }
        return content
    }

    private func problem(_ outcome: HandbookReader.Outcome) -> HandbookProblem? {
        if case .unreadable(let problem) = outcome { problem } else { nil }
    }

    @Test("A PDF of a browser is read page by page, in both scripts")
    func browser() throws {
        for (name, words) in [
            ("VODIC-sr-Cyrl.pdf", "тражилац азила"), ("VODIC-sr-Latn.pdf", "tražilac azila"),
            ("VODIC-en.pdf", "asylum centres"),
        ] {
            let content = try content(CheckoutFiles.demo("handbooks/\(name)"))
            #expect(content.count == content.parts.map(\.number).max())
            #expect(content.parts.contains { $0.text.contains(words) && $0.number > 1 }, "\(name)")
        }
    }

    @Test("A PDF of our own is read")
    func own() throws {
        let sheet = SignInDocument(
            language: .serbianCyrillic,
            issuer: "Тренинг центар",
            course: "Локални акциони план",
            details: ["Пландиште"],
            sessions: ["1"],
            lines: [SignInDocument.Line(name: "Ђорђе Његош", institution: "Општина")],
            words: SignInDocument.Words(
                title: "Потписни лист",
                ordinal: "Бр.",
                name: "Име",
                institution: "Установа",
                signature: "Потпис",
                trainer: "Тренер"
            ),
            logos: []
        )
        let template = try PaperTemplate(json: CheckoutFiles.paperPart("certificate"))
        let pdf = try template.pdf(of: sheet, madeAt: Date(timeIntervalSince1970: 0))
        let text = try content(pdf).parts.map(\.text).joined(separator: " ")
        #expect(text.contains("Локални акциони план") && text.contains("Ђорђе Његош"))
    }

    @Test("A book is read chapter by chapter, each with its title")
    func book() throws {
        let book = SampleBook.ofChapters([
            ("Увод", "<p>прво&#12;поглавље</p>"), ("Azil", "<p>drugo <b>po</b>glavlje</p>"),
        ])
        let content = try content(book.bytes, .epub)
        #expect(
            content.parts == [
                HandbookContent.Part(number: 1, part: 1, title: "Увод", text: "прво поглавље"),
                HandbookContent.Part(number: 2, part: 1, title: "Azil", text: "drugo poglavlje"),
            ]
        )
    }

    @Test("A page of the web is read heading by heading")
    func page() throws {
        let page = Array("<!doctype html><title>Vodič</title>uvod<h2>Azil</h2><p>ра<b>д</b>".utf8)
        let content = try content(page, .html)
        #expect(
            content.parts == [
                HandbookContent.Part(number: 1, part: 1, title: "Vodič", text: "uvod"),
                HandbookContent.Part(number: 2, part: 1, title: "Azil", text: "Azil рад"),
            ]
        )
        #expect(try problem(read([0x3C, 0xFF], .html)) == .damaged)
    }

    @Test("What is broken, has no text, or is a broken or protected book says so")
    func unreadable() throws {
        let demo = try CheckoutFiles.demo("handbooks/VODIC-en.pdf")
        #expect(problem(try read(Array("%PDF-1.7 broken".utf8))) == .damaged)
        #expect(problem(try read(Array(demo.prefix(300)))) == .damaged)
        #expect(problem(try read(SamplePDF.blank())) == .noText)
        #expect(problem(try read(Array("PK".utf8), .epub)) == .damaged)
        var book = SampleBook.ofChapters([("Увод", "<p>прво</p>")])
        book.add(
            "META-INF/encryption.xml",
            "<encryption><EncryptedData><CipherData><CipherReference "
                + "URI='OEBPS/text/9.xhtml'/></CipherData></EncryptedData></encryption>"
        )
        #expect(problem(try read(book.bytes, .epub)) == .encrypted)
    }

    @Test(
        "A PDF with a password says so; one that only may not be changed is read",
        .enabled(if: access("/usr/bin/qpdf", X_OK) == 0, "qpdf makes these")
    )
    func encrypted() throws {
        let plain = "\(CheckoutFiles.root)/sql/demo/handbooks/VODIC-en.pdf"
        let file = try keep([])
        defer { try? FileManager.default.removeItem(at: folder) }
        for (user, expected) in [("user", HandbookProblem.encrypted), ("", nil)] {
            let made = try ChildProcess.run(
                "qpdf",
                ["--encrypt", user, "owner", "256", "--", plain, file]
            )
            #expect(made.status == 0, "\(made.output)")
            let outcome = try HandbookReader(program: program).read(file, as: .pdf)
            #expect(problem(outcome) == expected)
        }
    }

    @Test("A bomb ends at the limit of time, and its process with it")
    func bomb() throws {
        let short = ChildProcess.Limits(secondsMax: 2, outputBytesMax: 1 << 20)
        #expect(problem(try read(SamplePDF.bomb, within: short)) == .tooSlow)
        let path = try keep(SamplePDF.bomb)
        defer { try? FileManager.default.removeItem(at: folder) }
        let arguments = ["handbook", "read", path, "--as", "application/pdf", "--seconds", "1"]
        let outcome = try ChildProcess.run(program, arguments, within: Self.generous)
        #expect([128 + SIGXCPU, 128 + SIGKILL].contains(outcome.status))
        #expect(outcome.passed == nil)
    }

    @Test("Too much text is refused before it is in memory, and who waits no more is not kept")
    func tooMuch() throws {
        let demo = try CheckoutFiles.demo("handbooks/VODIC-en.pdf")
        let narrow = ChildProcess.Limits(secondsMax: 60, outputBytesMax: 100)
        #expect(problem(try read(demo, within: narrow)) == .tooMuchText)
        let path = try keep(SamplePDF.bomb)
        defer { try? FileManager.default.removeItem(at: folder) }
        let reader = try HandbookReader(program: program, limits: Self.generous)
            .stopping { true }
        guard case .stopped = try reader.read(path, as: .pdf) else {
            throw TestSupportError("it was read to its end")
        }
    }

    @Test("Without the program that reads PDF nothing is decided about a file")
    func missing() throws {
        let path = try keep(SamplePDF.blank())
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try ChildProcess.run(
            "/usr/bin/env",
            ["PATH=/nowhere", try program, "handbook", "read", path, "--as", "application/pdf"]
        )
        #expect(outcome.status == ReaderExit.missing)
    }
}
