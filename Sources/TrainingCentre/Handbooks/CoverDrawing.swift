import Documents
import Glibc
import LearningPackages
import Postgres

/// The covers of handbooks that wait to be drawn, in processes of their own.
package struct CoverDrawing: Sendable {
    private let centre: TrainingCentre
    /// The program that confines itself and draws: this one.
    private let program: String
    private var limits: ChildProcess.Limits

    /// Limits of the job.
    package enum Limits {
        /// Pixels of the two sizes: on the page of a handbook, twice as dense, and in the list.
        package static let largeHeight = 480
        package static let smallHeight = 200
        /// Pixels of a side, as the columns take them.
        static let sideMax = 10_000
        static let secondsMax = 60
        package static let processorSecondsMax = 30
        package static let memoryBytesMax = 1 << 30
        static let pictureBytesMax = 2 << 20
        /// Of a picture that is handed in, or stands in a book.
        package static let sourceBytesMax = 20 << 20
        static let leaseSeconds = 300
    }

    private static let waiting = WaitingFiles(
        table: "handbook_covers",
        doneAt: "drawn_at",
        leaseSeconds: Limits.leaseSeconds
    )

    package init(_ centre: TrainingCentre, program: String = "/proc/self/exe") {
        (self.centre, self.program) = (centre, program)
        limits = ChildProcess.Limits(
            secondsMax: Limits.secondsMax,
            outputBytesMax: Limits.pictureBytesMax
        )
    }

    /// The same job, which ends a cover undrawn as soon as nobody waits for it.
    package func stopping(when isStopped: @escaping @Sendable () -> Bool) -> CoverDrawing {
        var drawing = self
        drawing.limits.isStopped = isStopped
        return drawing
    }

    /// The program that draws pages.
    package static let pageProgram = "pdftoppm"

    /// Takes the next that is due; nil when there is none, or nothing here that draws.
    package func take() async throws -> TakenFile? {
        guard WaitingFiles.isInstalled(Self.pageProgram) else { return nil }
        return try await Self.waiting.take(Blob.MediaType.allCases, in: centre)
    }

    /// What came of it.
    package enum Outcome: Sendable {
        case drawn(large: [UInt8], small: [UInt8])
        case undrawn(Problem)
        /// Nobody waited for it any more.
        case stopped
    }

    /// Why there is no cover.
    package enum Problem: String, Sendable {
        case damaged, none
        case tooSlow = "too_slow"
        /// A kind of picture that is not drawn here, or a page too long for one.
        case notDrawn = "not_drawn"
    }

    /// Draws a cover; takes as long as that does, so it belongs on a thread of its own.
    ///
    /// Throws `SystemError` when the program cannot be started, and `HandbookReaderMissing`.
    package func draw(_ file: TakenFile) throws -> Outcome {
        var pictures: [[UInt8]] = []
        for height in [Limits.largeHeight, Limits.smallHeight] {
            let outcome = try ChildProcess.run(
                program,
                [
                    "handbook", "draw-cover", file.path, "--as", file.mediaType.rawValue,
                    "--height", String(height),
                ],
                within: limits
            )
            switch (outcome.passed, outcome.status) {
            case (.stopped, _): return .stopped
            case (.time, _), (_, 128 + SIGXCPU), (_, 128 + SIGKILL): return .undrawn(.tooSlow)
            case (nil, ReaderExit.missing): throw HandbookReaderMissing()
            case (nil, ReaderExit.refused):
                let code = outcome.output.split(separator: "\n").first.map(String.init)
                return .undrawn(code.flatMap(Problem.init(rawValue:)) ?? .damaged)
            case (nil, 0):
                guard let size = PicturePage.size(ofJPEG: outcome.bytes) else {
                    return .undrawn(.damaged)
                }
                guard max(size.width, size.height) <= Limits.sideMax else {
                    return .undrawn(.notDrawn)
                }
                pictures.append(outcome.bytes)
            default: return .undrawn(.damaged)
            }
        }
        return .drawn(large: pictures[0], small: pictures[1])
    }

    /// Records what came of it; whoever was slower than the lease records nothing anew.
    ///
    /// What was stopped is left to be taken at once; nil leaves for later a file that the program
    /// to draw it went missing for.
    package func record(_ file: TakenFile, _ outcome: Outcome?) async throws {
        var pictures: [IncomingBlob] = []
        var size: (width: Int, height: Int)?
        var problem: Problem?
        switch outcome {
        case .drawn(let large, let small):
            size = PicturePage.size(ofJPEG: large)
            for picture in [large, small] {
                let incoming = try centre.blobs.receive()
                try incoming.write(picture)
                pictures.append(incoming)
            }
        case .undrawn(let found): problem = found
        case .stopped: return try await Self.waiting.putOff(file, isStopped: true, in: centre)
        case nil: return try await Self.waiting.putOff(file, isStopped: false, in: centre)
        }
        try await centre.write(WaitingFiles.act) {
            [pictures, size, problem] (transaction: borrowing Transaction) in
            guard try Self.waiting.isOpen(file, in: transaction) else { return }
            let entered = try pictures.map { try $0.content().enter(in: transaction) }
            _ = try transaction.execute(
                """
                UPDATE handbook_covers
                SET due_at = NULL, drawn_at = now(), large_id = \(entered.first ?? nil),
                    small_id = \(entered.last ?? nil), width = \(size?.width),
                    height = \(size?.height), problem = \(problem?.rawValue)
                WHERE blob_id = \(file.blobID)
                """
            )
            // Last, so that what is refused leaves nothing behind.
            for picture in pictures { try picture.keep() }
        }
    }
}

/// The cover of an edition, in two sizes.
package struct EditionCover: Hashable, Sendable {
    package let large: Blob
    package let small: Blob
    /// Pixels of the large one.
    package let width: Int
    package let height: Int

    package init(large: Blob, small: Blob, width: Int, height: Int) {
        (self.large, self.small) = (large, small)
        (self.width, self.height) = (width, height)
    }

    package var json: JSON {
        [
            "width": .integer(width), "height": .integer(height),
            "sha256": .string(large.digest),
        ]
    }

    /// The covers that are drawn, by the codes of their editions.
    static func byEdition(
        _ codes: [String],
        in transaction: borrowing Transaction
    ) throws -> [String: EditionCover] {
        let rows = try transaction.rows(
            """
            SELECT editions.code, large.digest, large.bytes, small.digest, small.bytes,
                covers.width, covers.height
            FROM handbook_editions AS editions
            JOIN edition_cover_sources AS sources ON sources.edition_id = editions.id
            JOIN handbook_covers AS covers ON covers.blob_id = sources.blob_id
            JOIN blobs AS large ON large.id = covers.large_id
            JOIN blobs AS small ON small.id = covers.small_id
            WHERE editions.code = ANY(\(codes))
            """,
            as: (
                String.self, String.self, Int.self, String.self, Int.self, Int.self, Int.self
            )
        )
        var found: [String: EditionCover] = [:]
        for row in rows {
            found[row.0] = EditionCover(
                large: Blob(digest: row.1, bytes: row.2, mediaType: .jpeg),
                small: Blob(digest: row.3, bytes: row.4, mediaType: .jpeg),
                width: row.5,
                height: row.6
            )
        }
        return found
    }
}

extension HandbookEdition {
    /// Makes a picture the cover of an edition, in the place of its first page.
    ///
    /// A rehearsal keeps no file. Refuses with `AccessError.notAllowed`, `NotFound` and
    /// `BlobRefusal`, also for a picture that cannot be drawn.
    package static func cover(
        _ incoming: IncomingBlob,
        of code: String,
        rehearse: Bool = false,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> HandbookEdition {
        try actor.require(.manageCatalogue)
        let edition = try find(code, in: transaction)
        let content = try picture(incoming)
        let blob = try content.enter(in: transaction)
        _ = try transaction.execute(
            """
            UPDATE handbook_editions SET cover_blob_id = \(blob)
            WHERE code = \(edition.draft.code)
            """
        )
        if !rehearse { try incoming.keep() }
        return try find(code, in: transaction)
    }

    /// What was taken, if it can be drawn: one that cannot would hide the first page.
    private static func picture(_ incoming: IncomingBlob) throws -> Blob {
        let content: Blob
        do {
            content = try incoming.content()
        } catch BlobRefusal.unknownKind, BlobRefusal.notUTF8 {
            throw BlobRefusal.noPicture
        }
        guard [.jpeg, .png].contains(content.mediaType) else { throw BlobRefusal.noPicture }
        guard content.bytes <= CoverDrawing.Limits.sourceBytesMax else {
            throw BlobRefusal.tooLarge(bytesMax: CoverDrawing.Limits.sourceBytesMax)
        }
        guard PicturePage(Array(try incoming.whole())) != nil else { throw BlobRefusal.noPicture }
        return content
    }

    /// Those of several handbooks that can be read, with a cover, by handbook; the newest first.
    package static func withCovers(
        of handbooks: [String],
        openOnly: Bool,
        in transaction: borrowing Transaction
    ) throws -> [String: (edition: HandbookEdition, cover: EditionCover)] {
        let editions = try rows(
            """
            WHERE handbooks.code = ANY(\(handbooks))
                AND handbook_editions.published_on IS NOT NULL
                AND handbook_editions.withdrawn_on IS NULL
                AND (handbook_editions.access = 'open' OR NOT \(openOnly))
            ORDER BY handbook_editions.year DESC, handbook_editions.published_on DESC,
                handbook_editions.code
            """,
            in: transaction
        )
        let covers = try EditionCover.byEdition(editions.map(\.draft.code), in: transaction)
        var found: [String: (edition: HandbookEdition, cover: EditionCover)] = [:]
        for edition in editions where found[edition.draft.handbookCode] == nil {
            guard let cover = covers[edition.draft.code] else { continue }
            found[edition.draft.handbookCode] = (edition, cover)
        }
        return found
    }

    /// The covers of editions, by their codes.
    package static func covers(
        of editions: [HandbookEdition],
        in transaction: borrowing Transaction
    ) throws -> [String: EditionCover] {
        try EditionCover.byEdition(editions.map(\.draft.code), in: transaction)
    }

    /// The cover of an edition whose file somebody may read; refuses as `readable`, and with
    /// `NotFound` one without a cover.
    package static func readableCover(
        _ code: String,
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> (edition: HandbookEdition, cover: EditionCover) {
        let edition = try readable(code, by: actor, in: transaction).edition
        guard let cover = try covers(of: [edition], in: transaction)[edition.draft.code] else {
            throw NotFound("cover", "of \(edition.draft.code)")
        }
        return (edition, cover)
    }
}
