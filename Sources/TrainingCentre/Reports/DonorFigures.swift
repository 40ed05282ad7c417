import Documents
import Postgres
import SerbianText

/// What a donor's sheet says besides persons: deliveries, hours, how far LSGs were reached, and
/// what was promised.
///
/// None of it counts persons of a part, so no number of the lines above follows from it. That
/// somebody of an LSG passed is no secret: the lines name their LSGs.
struct DonorFigures {
    private let scope: ReportScope
    private var language: Language { scope.language }

    /// The lines, each with what was reached and of how much; `knowsTotal` says whether the lines
    /// of persons add up to all of them.
    static func lines(
        _ scope: ReportScope,
        knowsTotal: Bool,
        in transaction: borrowing Transaction
    ) throws -> [[String?]] {
        let figures = DonorFigures(scope: scope)
        return try figures.held(in: transaction) + figures.lsgs(in: transaction)
            + figures.targets(knowsTotal: knowsTotal, in: transaction)
    }

    private func held(in transaction: borrowing Transaction) throws -> [[String?]] {
        let held = try transaction.row(
            """
            WITH \(scope.deliveries)
            SELECT count(DISTINCT deliveries.id),
                coalesce(trim_scale(sum(sessions.hours)), 0)::text
            FROM deliveries
            JOIN sessions ON sessions.cohort_id = deliveries.id AND NOT sessions.is_cancelled
            """,
            as: (Int.self, String.self)
        )
        guard let held, held.0 > 0 else { return [] }
        return [line(Self.deliveries, String(held.0)), line(Self.hours, held.1)]
    }

    /// How many LSGs somebody who passed is of: in all, by region and by district.
    private func lsgs(in transaction: borrowing Transaction) throws -> [[String?]] {
        let region = scope.pick("region_cyrl", "region_latn", "region_en")
        let district = scope.pick("district_cyrl", "district_latn", "district_latn")
        let found = try transaction.rows(
            """
            WITH \(scope.deliveries), \(scope.participations), reached AS (
                SELECT DISTINCT lsg_code FROM participations WHERE passed
            ), known AS (
                SELECT \(region) AS region, \(district) AS district,
                    reached.lsg_code IS NOT NULL AS is_reached
                FROM lsgs LEFT JOIN reached ON reached.lsg_code = lsgs.code
                WHERE territory <> 'RS-KM' OR reached.lsg_code IS NOT NULL
            )
            SELECT region, district, count(*) FILTER (WHERE is_reached), count(*)
            FROM known
            GROUP BY region, district
            ORDER BY region COLLATE \(scope.collation), district COLLATE \(scope.collation)
            """,
            as: (String.self, String.self, Int.self, Int.self)
        )
        guard found.contains(where: { $0.2 > 0 }) else { return [] }
        var regions: [(name: String, reached: Int, all: Int)] = []
        for (region, _, reached, all) in found {
            if regions.last?.name != region { regions.append((region, 0, 0)) }
            regions[regions.count - 1].reached += reached
            regions[regions.count - 1].all += all
        }
        func share(_ reached: Int, _ all: Int, _ title: Titles, _ place: String?) -> [String?] {
            line(title, String(reached), of: String(all), place)
        }
        return [
            share(
                found.reduce(0) { $0 + $1.2 },
                found.reduce(0) { $0 + $1.3 },
                Self.lsgs,
                nil
            ),
            share(regions.count { $0.reached > 0 }, regions.count, Self.regions, nil),
            share(found.count { $0.2 > 0 }, found.count, Self.districts, nil),
        ] + regions.map { share($0.reached, $0.all, Self.lsgs, $0.name) }
            + found.filter { $0.2 > 0 }.map { share($0.2, $0.3, Self.lsgs, "\($0.0), \($0.1)") }
    }

    /// What the project promised beside what came of it, as the report of targets counts it.
    ///
    /// Persons of one course are a part, and what that leaves of all would be another: their number
    /// is not printed. Nor is that of all where it does not follow from the lines.
    private func targets(
        knowsTotal: Bool,
        in transaction: borrowing Transaction
    ) throws -> [[String?]] {
        guard let statement = Report.targets.statement else { return [] }
        var lines: [[String?]] = []
        try transaction.forEachRow(statement(scope), as: [String?].self) { cells in
            let (indicator, course) = (cells[2] ?? "", cells[3])
            var reached = cells[5]
            if indicator == "persons-passed", course != nil || !knowsTotal { reached = nil }
            if let count = reached.flatMap({ Int($0) }), indicator == "users",
                (1..<ReportParameters.personsPrintedMin).contains(count)
            {
                reached = nil
            }
            let what = Report.indicators[indicator]?[language] ?? indicator
            let place = [what, course].compactMap(\.self).joined(separator: ", ")
            lines.append(line(Self.promised, reached, of: cells[4], place))
        }
        return lines
    }

    /// A line without persons; these cells are empty, and not hidden.
    private func line(
        _ title: Titles,
        _ reached: String?,
        of all: String? = nil,
        _ place: String? = nil
    ) -> [String?] {
        let words = [title[language], place].compactMap(\.self).joined(separator: ": ")
        return [words, nil, "", "", "", "", reached, all]
    }

    private static let deliveries = Titles(sr: "Одржане обуке", en: "Deliveries")
    private static let hours = Titles(sr: "Часови обуке", en: "Hours of training")
    private static let lsgs = Titles(sr: "Обухваћене општине и градови", en: "LSGs reached")
    private static let regions = Titles(sr: "Обухваћени региони", en: "Regions reached")
    private static let districts = Titles(sr: "Обухваћени окрузи", en: "Districts reached")
    private static let promised = Titles(sr: "Обећано", en: "Promised")
}
