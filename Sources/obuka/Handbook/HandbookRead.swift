import ArgumentParser
import Foundation
import Glibc
import LearningPackages
import TrainingCentre

extension HandbookCommand {
    /// What reads the text of a file, in a process of its own.
    struct Read: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the text of a file within narrow limits and print it.",
            shouldDisplay: false
        )

        @Argument var file: String
        @Option(help: "Its media type.") var `as`: String
        @Flag(help: "Print why it cannot be read, in poppler's words.") var complain = false
        @Option(help: "Seconds of the processor.")
        var seconds = HandbookReader.Limits.processorSecondsMax

        func run() throws {
            var confinement = Confinement(
                secondsMax: rlim_t(seconds),
                memoryBytesMax: rlim_t(HandbookReader.Limits.memoryBytesMax)
            )
            confinement.fileBytesMax = 0
            confinement.begin()
            do {
                let book: Book
                switch Blob.MediaType(rawValue: self.as) {
                case .epub: book = try BookReader(path: file).read()
                case .html: book = try WebPageReader(path: file).read()
                default: return try becomeReaderOfPDF()
                }
                try StandardOutput.write(Array(HandbookContent.written(book).utf8))
            } catch let problem as BookProblem {
                try StandardOutput.write(Array("\(HandbookProblem(problem).rawValue)\n".utf8))
                throw ExitCode(ReaderExit.refused)
            }
        }

        /// From here on this process is `pdftotext`, within the same limits.
        private func becomeReaderOfPDF() throws {
            let path = URL(fileURLWithPath: file).path
            let arguments =
                complain
                ? [path, "/dev/null"] : ["-q", "-enc", "UTF-8", "-eol", "unix", path, "-"]
            try ReaderExit.become(HandbookReader.pdfProgram, arguments)
        }
    }
}

extension HandbookProblem {
    fileprivate init(_ problem: BookProblem) {
        switch problem {
        case .damaged: self = .damaged
        case .encrypted: self = .encrypted
        case .tooManyChapters: self = .tooManyPages
        case .tooMuchText: self = .tooMuchText
        }
    }
}
