import ArgumentParser
import Foundation
import Glibc
import LearningPackages
import Postgres
import TrainingCentre

extension HandbookCommand {
    struct Cover: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a picture, JPEG or PNG, as the cover of an edition.",
            discussion: "Without one the cover is the first page of the PDF, or that of the EPUB."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The picture.") var file: String
        @Option(help: "The edition's code.") var edition: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (edition, isRehearsal) = (edition, write.dryRun)
            let incoming = try program.centre.blobs.receive()
            try WholeFile.readPieces(file) { try incoming.write($0) }
            let found = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try HandbookEdition.cover(
                    incoming,
                    of: edition,
                    rehearse: isRehearsal,
                    by: actor,
                    in: transaction
                )
            }
            if !isRehearsal { try await program.drawCovers() }
            try out.write(found.json)
        }
    }

    /// What draws a cover, in a process of its own.
    struct DrawCover: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw the cover of a file within narrow limits and print it as JPEG.",
            shouldDisplay: false
        )

        @Argument var file: String
        @Option(help: "Its media type.") var `as`: String
        @Option(help: "Pixels.") var height: Int

        func run() throws {
            var confinement = Confinement(
                secondsMax: rlim_t(CoverDrawing.Limits.processorSecondsMax),
                memoryBytesMax: rlim_t(CoverDrawing.Limits.memoryBytesMax)
            )
            // For the page that is made of a picture.
            confinement.fileBytesMax = rlim_t(2 * CoverDrawing.Limits.sourceBytesMax)
            confinement.begin()
            do {
                switch Blob.MediaType(rawValue: self.as) {
                case .pdf: try becomeProgram(drawing: URL(fileURLWithPath: file).path)
                case .epub:
                    guard let cover = try BookReader(path: file).cover() else {
                        return try refuse(.none)
                    }
                    try draw(cover)
                default: try draw(Array(try Data(contentsOf: URL(fileURLWithPath: file))))
                }
            } catch is BookProblem {
                try refuse(.damaged)
            }
        }

        private func refuse(_ problem: CoverDrawing.Problem) throws {
            try StandardOutput.write(Array("\(problem.rawValue)\n".utf8))
            throw ExitCode(ReaderExit.refused)
        }

        /// Draws a picture as a page that holds it.
        private func draw(_ picture: [UInt8]) throws {
            guard picture.count <= CoverDrawing.Limits.sourceBytesMax,
                let content = PicturePage(picture)?.bytes
            else { return try refuse(.notDrawn) }
            // It has no name and is gone with the process.
            guard let page = tmpfile() else { throw ExitCode(ReaderExit.missing) }
            let descriptor = fileno(page)
            var rest = content[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress, $0.count)
                }
                guard count > 0 else { throw ExitCode(ReaderExit.missing) }
                rest = rest.dropFirst(count)
            }
            lseek(descriptor, 0, SEEK_SET)
            dup2(descriptor, STDIN_FILENO)
            try becomeProgram(drawing: "-")
        }

        /// From here on this process is `pdftoppm`, within the same limits.
        private func becomeProgram(drawing path: String) throws {
            try ReaderExit.become(
                CoverDrawing.pageProgram,
                [
                    "-q", "-jpeg", "-jpegopt", "quality=80,progressive=y", "-singlefile", "-f", "1",
                    "-l", "1", "-scale-to-x", "-1", "-scale-to-y", String(height), path,
                ]
            )
        }
    }
}
