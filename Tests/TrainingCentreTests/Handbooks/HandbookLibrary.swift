import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// Handbooks with files in a directory of their own, which goes with its last user.
final class HandbookLibrary: Sendable {
    let directory = NSTemporaryDirectory() + "obuka_blobs_\(UUID().uuidString)"
    let centre: TrainingCentre

    init() {
        centre = TrainingCentre(
            database: TestDatabase.current.database,
            chance: .ofSystem,
            signing: .test(),
            papers: .ofCheckout,
            blobs: BlobStore(directory: directory)
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Enters an edition with a file that nobody has read yet, and publishes it.
    func publish(
        _ code: String,
        of handbook: String = "VODIC",
        _ fields: [String: String] = [:],
        file: [UInt8]? = nil
    ) async throws {
        let incoming = try centre.blobs.receive()
        try incoming.write(file ?? Array("%PDF-1.7 \(code)".utf8))
        try await centre.write(.clerk) { (transaction: borrowing Transaction) in
            if try Handbook.withCodes([handbook], in: transaction).isEmpty {
                let titles = ["code": handbook, "title_sr_cyrl": "Водич", "title_en": "Guide"]
                _ = try Handbook.create(Form(titles), by: .clerk, in: transaction)
            }
            let known = [
                "code": code, "handbook_code": handbook, "language_tag": "sr-Cyrl",
                "version_label": code, "year": "2024", "licence": "CC-BY-4.0",
            ]
            let form = Form(known.merging(fields) { $1 })
            _ = try HandbookEdition.create(form, by: .clerk, in: transaction)
            _ = try HandbookEdition.attach(incoming, to: code, by: .clerk, in: transaction)
            _ = try HandbookEdition.publish(code, by: .clerk, in: transaction)
        }
    }

    /// The same with the text of its pages, as if a reader had found it there.
    func publish(
        _ code: String,
        of handbook: String = "VODIC",
        _ fields: [String: String] = [:],
        pages: [String]
    ) async throws {
        try await publish(code, of: handbook, fields)
        let text = pages.map { "\($0)\u{0C}" }.joined()
        let job = try #require(try await HandbookReading(centre).take())
        try await HandbookReading(centre).record(job, HandbookContent.reading(text, .pdf))
    }

    /// Does something, and something else at the same time, before the first is committed: that
    /// waits until the second waits for it, and for some seconds in case it does not.
    func overlap(
        _ act: Act,
        _ first: @escaping @Sendable (borrowing Transaction) throws -> Void,
        with second: () async throws -> Void
    ) async throws {
        let (begun, signal) = AsyncStream.makeStream(of: Void.self)
        async let done: Void = centre.write(act) { (transaction: borrowing Transaction) in
            defer { signal.finish() }
            try first(transaction)
            signal.finish()
            for _ in 0..<200 {
                let isAwaited = try transaction.value(
                    """
                    SELECT EXISTS (
                        SELECT FROM pg_locks
                        WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
                    FROM pg_sleep(0.02)
                    """,
                    as: Bool.self
                )
                if isAwaited == true { return }
            }
        }
        for await _ in begun {}
        try await second()
        try await done
    }

    func found(
        _ query: String,
        _ change: (inout PassageSearch) -> Void = { _ in },
        page: PageRequest = PageRequest(),
        by actor: Actor? = nil
    ) async throws -> FoundPassages {
        var search = try PassageSearch(query: query)
        change(&search)
        return try await centre.read { [search] (transaction: borrowing Transaction) in
            try HandbookPassage.search(search, page: page, by: actor, in: transaction)
        }
    }

    /// The editions and pages that a search finds, the best first: `VODIC-1 2`.
    func places(
        _ query: String,
        _ change: (inout PassageSearch) -> Void = { _ in },
        by actor: Actor? = nil
    ) async throws -> [String] {
        try await found(query, change, by: actor).page.items.map {
            "\($0.edition.code) \($0.number)"
        }
    }
}
