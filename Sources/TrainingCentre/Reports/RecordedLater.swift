import Documents
import Postgres
import SerbianText

import struct FoundationEssentials.Date

/// What a report as of a past day counts although it was recorded after that day.
package struct RecordedLater: Equatable, Sendable {
    package let deliveries: Int
    /// Merges of people that are in effect on the day.
    package let merges: Int
    /// The moment of the newest of them.
    package let newestAt: Date?

    package static let nothing = RecordedLater(deliveries: 0, merges: 0, newestAt: nil)

    package static let title = Titles(sr: "Евидентирано касније", en: "Recorded later")

    package var json: JSON {
        [
            "deliveries": .integer(deliveries), "merges": .integer(merges),
            "newest_at": JSON(newestAt?.rfc3339),
        ]
    }

    /// The numbers for people, without grammar: “реализације: 1; спајања лица: 0; последње: …”.
    package var text: Titles {
        guard let newestAt else { return Titles(sr: "ништа", en: "nothing") }
        let moment = newestAt.rfc3339
        let newest = Titles(srCyrl: moment, srLatn: moment, en: moment)
        return Titles(
            sr: "реализације: \(deliveries); спајања лица: \(merges); последње: ",
            en: "deliveries: \(deliveries); merges of people: \(merges); the newest: "
        ) + newest
    }
}

extension ReportScope {
    /// Looks what was recorded later up; nothing was for a report of today.
    func recordedLater(in transaction: borrowing Transaction) throws -> RecordedLater {
        guard asOf != (try centreToday(in: transaction)) else { return .nothing }
        let dayEnd: SQL = "((\(asOf)::date + 1)::timestamp AT TIME ZONE 'Europe/Belgrade')"
        let found = try transaction.row(
            """
            WITH \(deliveries), closings AS (
                SELECT recorded_at
                FROM deliveries JOIN cohort_closings ON cohort_id = deliveries.id
                WHERE recorded_at >= \(dayEnd)
            ), merges AS (
                SELECT entered_at FROM person_merges
                WHERE effective_on <= \(asOf) AND entered_at >= \(dayEnd)
                    AND (\(knownBefore)::timestamptz IS NULL OR entered_at < \(knownBefore))
            )
            SELECT (SELECT count(*) FROM closings), (SELECT count(*) FROM merges),
                greatest(
                    (SELECT max(recorded_at) FROM closings), (SELECT max(entered_at) FROM merges))
            """,
            as: (Int.self, Int.self, Date?.self)
        )
        guard let found else { return .nothing }
        return RecordedLater(deliveries: found.0, merges: found.1, newestAt: found.2)
    }
}
