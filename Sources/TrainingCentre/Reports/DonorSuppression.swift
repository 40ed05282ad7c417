/// Which rows of a table of counts by sex are hidden, and whether their sums may be printed.
///
/// Totals are known from other reports and from earlier sheets of the same table, each up to the
/// end of a year, so a hidden number must be no difference of any of them. A row is hidden whole:
/// then a table with known totals has whole rows of unknowns, and two such rows with the same
/// totals can always be made of other numbers. It stays hidden: else the sheet in which it is shown
/// again would tell what it was.
///
/// A row may stand for several units that are named with it, as a district for its municipalities:
/// then it must have more persons than units, or each of them would be known to have one.
///
/// That is how statistical offices meet differencing: cells under a threshold are suppressed with
/// complements, for linked tables together, and tables are made for fixed areas and periods only.
struct DonorSuppression {
    /// Persons of one row, by sex.
    struct Counts: Equatable {
        var women = 0
        var men = 0
        var unknown = 0

        var all: [Int] { [women, men, unknown] }
        var total: Int { women + men + unknown }

        /// Whether each number is none or large enough.
        var isSafe: Bool {
            all.allSatisfy { $0 == 0 || $0 >= ReportParameters.personsPrintedMin }
        }

        static func + (left: Counts, right: Counts) -> Counts {
            Counts(
                women: left.women + right.women,
                men: left.men + right.men,
                unknown: left.unknown + right.unknown
            )
        }
    }

    /// By how much each unit of each row grew in each year.
    private let units: [[[Counts]]]
    /// The same of each row.
    private let growth: [[Counts]]
    private(set) var hidden: Set<Int> = []
    /// Whether the sums of the hidden rows may be printed.
    private(set) var isSafe = true

    /// Judges a table of rows of one unit each.
    init(_ growth: [[Counts]]) { self.init(units: growth.map { [$0] }) }

    /// Judges a table by how its rows grew, year by year, as the sheet of each year was judged.
    init(units: [[[Counts]]]) {
        self.units = units
        growth = units.map { row in
            (row.first ?? []).indices.map { year in row.reduce(Counts()) { $0 + $1[year] } }
        }
        for year in 0..<(growth.first?.count ?? 0) { judge(year) }
    }

    /// The sum of rows at the end of the last year.
    func sum(_ rows: Set<Int>) -> Counts {
        rows.reduce(Counts()) { sum, row in growth[row].reduce(sum, +) }
    }

    private mutating func judge(_ year: Int) {
        hidden.formUnion(
            growth.indices.filter { !growth[$0][year].isSafe || pointsAtUnits($0, year) }
        )
        isSafe = true
        guard !hidden.isEmpty else { return }
        let rest = growth.indices.filter { !hidden.contains($0) && count($0, upTo: year).total > 0 }
            .map { (row: $0, total: count($0, upTo: year).total) }
            // The smallest first: to hide it loses least.
            .sorted { ($0.total, $0.row) < ($1.total, $1.row) }
        for next in rest {
            if isSafe(year) { return }
            hidden.insert(next.row)
        }
        isSafe = isSafe(year)
    }

    /// Whether a row has no more persons than units, as it stands or in what came to it.
    private func pointsAtUnits(_ row: Int, _ year: Int) -> Bool {
        [count(row, upTo: year), growth[row][year]].enumerated().contains { place, sum in
            let some = unitCount([row], year, onlyGrown: place == 1)
            return some > 1 && sum.total <= some
        }
    }

    /// Whether the hidden rows can be added up at the end of a year: as they stand then, and what
    /// came to them in the year, which the sheet of the year before tells.
    private func isSafe(_ year: Int) -> Bool {
        isSafe(hidden.map { count($0, upTo: year) }, least: 2, unitCount(hidden, year))
            && isSafe(
                hidden.map { growth[$0][year] },
                least: 0,
                unitCount(hidden, year, onlyGrown: true)
            )
    }

    /// Whether the sum of rows tells of none of them, `least` being how many there are at least.
    private func isSafe(_ rows: [Counts], least: Int, _ unitCount: Int) -> Bool {
        let persons = rows.filter { $0.total > 0 }
        let sum = rows.reduce(Counts(), +)
        guard persons.count >= max(least, sum.total > 0 ? 2 : 0) else { return false }
        return sum.isSafe && (sum.total == 0 || sum.total > unitCount)
    }

    /// How many units of rows have somebody at the end of a year, or grew in it.
    private func unitCount(_ rows: Set<Int>, _ year: Int, onlyGrown: Bool = false) -> Int {
        rows.reduce(0) { count, row in
            count
                + units[row].count { unit in
                    unit[(onlyGrown ? year : 0)...year].contains { $0.total > 0 }
                }
        }
    }

    private func count(_ row: Int, upTo year: Int) -> Counts {
        growth[row][...year].reduce(Counts(), +)
    }
}
