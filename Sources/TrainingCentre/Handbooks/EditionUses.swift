import Postgres
import Synchronization

/// How often editions were read and taken home, counted in memory until it is entered.
///
/// It knows which file and nothing of whom. What was counted since the last entry is lost with a
/// process that crashes: a few seconds of it.
package final class EditionUses: Sendable {
    /// What is counted together.
    package struct Use: Hashable, Sendable {
        let edition: String
        let mediaType: Blob.MediaType
        let kind: Kind

        package init(_ edition: HandbookEdition, _ file: Blob, _ kind: Kind) {
            (self.edition, mediaType, self.kind) = (edition.draft.code, file.mediaType, kind)
        }
    }

    /// What somebody does with a file.
    package enum Kind: String, CaseIterable, Sendable {
        /// It is opened where it is, or heard.
        case reading
        /// It is taken home.
        case download
    }

    private let counts = Mutex<[Use: Int]>([:])

    /// Counts one more.
    package func count(_ use: Use) {
        counts.withLock { $0[use, default: 0] += 1 }
    }

    /// What was counted since it was asked last.
    fileprivate func take() -> [Use: Int] {
        counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
    }

    /// Counts what could not be entered once more.
    fileprivate func putBack(_ taken: [Use: Int]) {
        counts.withLock { $0.merge(taken, uniquingKeysWith: +) }
    }
}

extension TrainingCentre {
    /// Enters what was counted, under today's date on the centre's calendar.
    ///
    /// What cannot be entered is counted on, and what keeps it from it is thrown.
    package func enterEditionUses() async throws {
        let taken = editionUses.take()
        guard !taken.isEmpty else { return }
        // In one order, so that two servers do not wait for each other in a circle.
        let rows = taken.sorted {
            ($0.key.edition, $0.key.mediaType.rawValue, $0.key.kind.rawValue)
                < ($1.key.edition, $1.key.mediaType.rawValue, $1.key.kind.rawValue)
        }
        do {
            try await database.transaction { (transaction: borrowing Transaction) in
                _ = try transaction.execute(
                    """
                    INSERT INTO edition_uses (edition_id, used_on, media_type, kind, uses)
                    SELECT editions.id, centre_today(), counted.media_type, counted.kind,
                        counted.uses
                    FROM unnest(
                        \(rows.map(\.key.edition)), \(rows.map(\.key.mediaType.rawValue)),
                        \(rows.map(\.key.kind.rawValue)), \(rows.map(\.value))
                    ) WITH ORDINALITY AS counted (edition, media_type, kind, uses, place)
                    JOIN handbook_editions AS editions ON editions.code = counted.edition
                    ORDER BY counted.place
                    ON CONFLICT (edition_id, used_on, media_type, kind)
                    DO UPDATE SET uses = edition_uses.uses + excluded.uses
                    """
                )
            }
        } catch {
            editionUses.putBack(taken)
            throw error
        }
    }
}
