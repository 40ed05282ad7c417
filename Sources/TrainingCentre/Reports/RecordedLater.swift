import Documents
import Postgres
import SerbianText

import struct FoundationEssentials.Date

/// What a report as of a past day counts although it was recorded after that day.
package struct RecordedLater: Equatable, Sendable {
    package let deliveries: Int
    /// Merges of people that are in effect on the day.
    package let merges: Int
    /// Areas of plans, targets and workshops for users that the report tells of.
    package var entries = 0
    /// The moment of the newest of them.
    package let newestAt: Date?

    package static let nothing = RecordedLater(deliveries: 0, merges: 0, newestAt: nil)

    package static let title = Titles(sr: "Евидентирано касније", en: "Recorded later")

    package var json: JSON {
        [
            "deliveries": .integer(deliveries), "merges": .integer(merges),
            "entries": .integer(entries), "newest_at": JSON(newestAt?.rfc3339),
        ]
    }

    /// The numbers for people, without grammar: “реализације: 1; спајања лица: 0; последње: …”.
    package var text: Titles {
        guard let newestAt else { return Titles(sr: "ништа", en: "nothing") }
        let moment = newestAt.rfc3339
        let newest = Titles(srCyrl: moment, srLatn: moment, en: moment)
        let plans =
            entries == 0
            ? Titles(sr: "", en: "")
            : Titles(
                sr: "области, циљеви и радионице: \(entries); ",
                en: "areas, targets and workshops: \(entries); "
            )
        return Titles(
            sr: "реализације: \(deliveries); спајања лица: \(merges); ",
            en: "deliveries: \(deliveries); merges of people: \(merges); "
        ) + plans + Titles(sr: "последње: ", en: "the newest: ") + newest
    }
}

extension ReportScope {
    /// Looks up what a report counts that was recorded later; nothing was for one of today.
    func recordedLater(
        of report: Report.Name,
        in transaction: borrowing Transaction
    ) throws -> RecordedLater {
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
            ), entries AS (
                SELECT created_at FROM (\(entries(of: report))) AS told
                WHERE created_at >= \(dayEnd)
            )
            SELECT (SELECT count(*) FROM closings), (SELECT count(*) FROM merges),
                (SELECT count(*) FROM entries),
                greatest(
                    (SELECT max(recorded_at) FROM closings), (SELECT max(entered_at) FROM merges),
                    (SELECT max(created_at) FROM entries))
            """,
            as: (Int.self, Int.self, Int.self, Date?.self)
        )
        guard let found else { return .nothing }
        return RecordedLater(
            deliveries: found.0,
            merges: found.1,
            entries: found.2,
            newestAt: found.3
        )
    }

    /// When each row was entered that a report tells of beside trainings.
    private func entries(of report: Report.Name) -> SQL {
        switch report {
        case .areas:
            """
            SELECT created_at FROM \(told("plan_areas"))
            WHERE \(area?.id)::bigint IS NULL OR id = \(area?.id)
            """
        case .targets:
            """
            SELECT created_at FROM \(told("project_targets"))
            WHERE \(project?.id)::bigint IS NULL OR project_id IN (\(records(of: project?.id)))
            UNION ALL
            SELECT created_at FROM \(told("activities"))
            WHERE is_for_users AND starts_on <= \(asOf) AND (\(project?.id)::bigint IS NULL
                OR project_id IN (\(records(of: project?.id))))
            """
        default: "SELECT NULL::timestamptz AS created_at WHERE false"
        }
    }
}
