import ArgumentParser
import EventLoop
import Foundation
import Glibc
import LearningPackages
import Synchronization
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
                ? [HandbookReader.pdfProgram, path, "/dev/null"]
                : [HandbookReader.pdfProgram, "-q", "-enc", "UTF-8", "-eol", "unix", path, "-"]
            var pointers = arguments.map { strdup($0) } + [nil]
            execvp(HandbookReader.pdfProgram, &pointers)
            throw ExitCode(ReaderExit.missing)
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

extension Program {
    /// Reads the text of all files of handbooks that wait for it, one after the other, and draws
    /// their covers.
    ///
    /// Who is cancelled ends the file under way, which is left as if it had not been taken.
    func readHandbooks() async throws {
        let reading = HandbookReading(centre)
        while let job = try await reading.take() {
            let isStopped = Mutex(false)
            let outcome = try await withTaskCancellationHandler {
                try await read(job) { isStopped.withLock { $0 } }
            } onCancel: {
                isStopped.withLock { $0 = true }
            }
            // Not of this task, so that what was done is recorded though it is cancelled.
            let recording = Task {
                guard let outcome else { return try await reading.putOff(job) }
                try await reading.record(job, outcome)
            }
            try await recording.value
            try Task.checkCancellation()
        }
        try await drawCovers()
    }

    /// What came of a file; nil when what reads it has gone missing.
    private func read(
        _ job: HandbookReading.Job,
        until isStopped: @escaping @Sendable () -> Bool
    ) async throws -> HandbookReader.Outcome? {
        let reader = HandbookReader().stopping(when: isStopped)
        return try await Thread.run(named: "handbook") {
            do {
                return try reader.read(job.path, as: job.mediaType)
            } catch is HandbookReaderMissing {
                return nil
            }
        }
    }

    /// Does so while a server or a worker runs, until cancelled.
    func keepReadingHandbooks() async {
        while !Task.isCancelled {
            // A file that fails waits for the end of its lease; the database may be away, and
            // somebody else says so.
            try? await readHandbooks()
            try? await Task.sleep(for: HandbookPauses.pause)
        }
    }
}

private enum HandbookPauses {
    static let pause = Duration.seconds(1)
}
