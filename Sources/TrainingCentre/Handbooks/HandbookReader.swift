import Foundation
import Glibc
import LearningPackages
import Postgres
import SerbianText

/// Reads the text of files of handbooks in a process of its own, so that what a stranger made can
/// neither crash this one nor take its memory or its time.
///
/// That of a PDF is read by `pdftotext` of poppler: which characters a PDF shows is a matter of its
/// fonts, and poppler is what Debian keeps secure. A book is read by our own reader.
package struct HandbookReader: Sendable {
    /// The program that confines itself and reads: this one.
    private let program: String
    private var limits: ChildProcess.Limits

    /// What a file may have.
    package enum Limits {
        package static let pagesMax = 20_000
        /// Characters of one page.
        package static let pageCharactersMax = 1_000_000
        /// Bytes of the text of a whole file.
        package static let textBytesMax = 64 << 20
        package static let secondsMax = 300
        /// Of the processor alone.
        package static let processorSecondsMax = 120
        package static let memoryBytesMax = 1 << 30
    }

    /// A reader by a program; the tests have other limits.
    package init(
        program: String = "/proc/self/exe",
        limits: ChildProcess.Limits = ChildProcess.Limits(
            secondsMax: Limits.secondsMax,
            outputBytesMax: Limits.textBytesMax
        )
    ) {
        (self.program, self.limits) = (program, limits)
    }

    /// The same reader, which ends a file unread as soon as nobody waits for it.
    package func stopping(when isStopped: @escaping @Sendable () -> Bool) -> HandbookReader {
        var reader = self
        reader.limits.isStopped = isStopped
        return reader
    }

    /// What came of reading a file.
    package enum Outcome: Sendable {
        case read(HandbookContent)
        case unreadable(HandbookProblem)
        /// Nobody waited for it any more.
        case stopped
    }

    /// The text of a file; takes as long as that does, so it belongs on a thread of its own.
    ///
    /// Throws `SystemError` when the program cannot be started, and `HandbookReaderMissing`.
    package func read(_ file: String, as mediaType: Blob.MediaType) throws -> Outcome {
        let arguments = ["handbook", "read", file, "--as", mediaType.rawValue]
        let outcome = try ChildProcess.run(program, arguments, within: limits)
        switch (outcome.passed, outcome.status) {
        case (.stopped, _): return .stopped
        case (.output, _): return .unreadable(.tooMuchText)
        case (.time, _), (_, 128 + SIGXCPU), (_, 128 + SIGKILL): return .unreadable(.tooSlow)
        case (_, 0): return HandbookContent.reading(outcome.output, mediaType)
        case (_, ReaderExit.missing): throw HandbookReaderMissing()
        case (_, ReaderExit.refused):
            let code = outcome.output.split(separator: "\n").first.map(String.init)
            return .unreadable(code.flatMap(HandbookProblem.init(rawValue:)) ?? .damaged)
        default: return .unreadable(try isEncrypted(file, mediaType) ? .encrypted : .damaged)
        }
    }

    /// Whether a PDF that cannot be read wants a password; poppler says so in words alone.
    private func isEncrypted(_ file: String, _ mediaType: Blob.MediaType) throws -> Bool {
        guard mediaType == .pdf else { return false }
        let arguments = ["handbook", "read", file, "--as", mediaType.rawValue, "--complain"]
        return try ChildProcess.run(program, arguments, within: limits).output
            .contains("Incorrect password")
    }

    /// The program that reads PDF.
    package static let pdfProgram = "pdftotext"

    /// Whether files of a kind can be read on this machine.
    package static func canRead(_ mediaType: Blob.MediaType) -> Bool {
        mediaType != .pdf || WaitingFiles.isInstalled(pdfProgram)
    }
}

/// How a process that reads ends when it gives no text.
package enum ReaderExit {
    /// It says on its first line why; `EX_DATAERR`.
    package static let refused: Int32 = 65
    /// A program that it needs is not there, as shells say it.
    package static let missing: Int32 = 127
}

/// The program that reads or draws files of a kind is not installed.
package struct HandbookReaderMissing: Error {}

/// Why a file has no text that can be searched.
package enum HandbookProblem: String, CaseIterable, Sendable {
    case damaged, encrypted
    /// Pictures of pages, as a scanner makes them.
    case noText = "no_text"
    case tooManyPages = "too_many_pages"
    case pageTooLong = "page_too_long"
    case tooMuchText = "too_much_text"
    case tooSlow = "too_slow"
    /// Each attempt ended with the server.
    case givenUp = "given_up"

    /// What is wrong, and what to do, as people read it behind the edition's code.
    package var message: String {
        switch self {
        case .damaged: "the file is damaged: print or export it once more"
        case .encrypted: "the file is protected with a password: hand it in without one"
        case .noText: "no text found, perhaps it is scanned: run text recognition over it"
        case .tooManyPages: "it has more than \(HandbookReader.Limits.pagesMax) pages: divide it"
        case .pageTooLong: "a page of it has more than a million characters"
        case .tooMuchText:
            "it has more than \(HandbookReader.Limits.textBytesMax >> 20) MiB of text: divide it"
        case .tooSlow: "reading its text took too long: print or export it once more"
        case .givenUp: "reading its text failed three times"
        }
    }
}
