import ArgumentParser
import EventLoop
import Glibc
import Synchronization
import TrainingCentre

extension Program {
    /// Reads the text of all files of handbooks that wait for it, one after the other, and draws
    /// their covers.
    ///
    /// Who is cancelled ends the file under way, which is left as if it had not been taken.
    func readHandbooks() async throws {
        let reading = HandbookReading(centre)
        while let file = try await reading.take() {
            try await work { isStopped in
                try HandbookReader().stopping(when: isStopped).read(file.path, as: file.mediaType)
            } record: {
                try await reading.record(file, $0)
            }
        }
        try await drawCovers()
    }

    /// Draws all covers that wait for it, one after the other, and is cancelled as that is.
    func drawCovers() async throws {
        let drawing = CoverDrawing(centre)
        while let file = try await drawing.take() {
            try await work { isStopped in
                try drawing.stopping(when: isStopped).draw(file)
            } record: {
                try await drawing.record(file, $0)
            }
        }
    }

    /// Reads and draws what waits while a server or a worker runs, until cancelled.
    func keepReadingHandbooks() async {
        while !Task.isCancelled {
            // A file that fails waits for the end of its lease; the database may be away, and
            // somebody else says so.
            try? await readHandbooks()
            try? await Task.sleep(for: HandbookPauses.pause)
        }
    }

    /// Works on a file on a thread of its own, and has recorded what came of it; nil when a program
    /// that it needs has gone missing.
    private func work<Outcome: Sendable>(
        _ body: @escaping @Sendable (_ isStopped: @escaping @Sendable () -> Bool) throws -> Outcome,
        record: @escaping @Sendable (Outcome?) async throws -> Void
    ) async throws {
        let isStopped = Mutex(false)
        let outcome = try await withTaskCancellationHandler {
            try await Thread.run(named: "handbook") { () -> Outcome? in
                do {
                    return try body { isStopped.withLock { $0 } }
                } catch is HandbookReaderMissing {
                    return nil
                }
            }
        } onCancel: {
            isStopped.withLock { $0 = true }
        }
        // Not of this task, so that what was done is recorded though it is cancelled.
        try await Task { try await record(outcome) }.value
        try Task.checkCancellation()
    }
}

private enum HandbookPauses {
    static let pause = Duration.seconds(1)
}

extension ReaderExit {
    /// From here on this process is another program, within the same limits.
    static func become(_ program: String, _ arguments: [String]) throws {
        var pointers = ([program] + arguments).map { strdup($0) } + [nil]
        execvp(program, &pointers)
        throw ExitCode(missing)
    }
}
