/// The lines of a donor's sheet: single rows as far as these are large enough, wider areas beyond.
///
/// An area is printed as its parts when those that stay hidden can be added up; else as a whole,
/// and as a part of what is left of the wider one when it is too small itself. So every row is in
/// one line, and a line is a sum of rows.
struct DonorLines {
    /// A row of the finest table.
    struct Row {
        /// What it is in, from the widest area to itself: region, district, LSG, institution.
        let path: [String]
        /// By how much it grew in each year.
        let growth: [DonorSuppression.Counts]

        /// The same without regard to sex.
        var regardless: Row {
            Row(path: path, growth: growth.map { .init(women: 0, men: 0, unknown: $0.total) })
        }
    }

    struct Line {
        /// The rows that it adds up.
        var rows: [Int]
        /// The area that it is of, as the beginning of a path; all rows have the empty one.
        let area: [String]
        /// Whether it is all of the area, or what is left beside other lines.
        let isWhole: Bool
        /// Nothing where even the sum would point at somebody.
        let sum: DonorSuppression.Counts?
        var isBySex = true
    }

    /// The lines by sex; below each of several rows how far it goes apart without regard to sex.
    ///
    /// Both together tell of nobody: where a line by sex goes apart, each of its numbers and of
    /// the totals below it is none or at least five, so what is between them may differ by as many.
    static func all(of rows: [Row], unitDepth: Int) -> [Line] {
        DonorLines(rows, unitDepth: unitDepth).lines.flatMap { line in
            let within = DonorLines(line.rows.map { rows[$0].regardless }, unitDepth: unitDepth)
            let parts = within.lines.filter { $0.sum != nil }
            guard parts.count > 1 || line.sum == nil else { return [line] }
            return [line]
                + parts.map {
                    var part = $0
                    part.rows = part.rows.map { line.rows[$0] }
                    part.isBySex = false
                    return part
                }
        }
    }

    private let rows: [Row]
    /// How much of a path names the units that a line of several rows lists.
    private let unitDepth: Int
    private(set) var lines: [Line] = []

    init(_ rows: [Row], unitDepth: Int) {
        self.rows = rows
        self.unitDepth = unitDepth
        guard !rows.isEmpty else { return }
        let all = Array(rows.indices)
        // A line of all lists its units too.
        let isLarge = DonorSuppression(units: [units(of: all, below: 0)]).hidden.isEmpty
        lines = parts(of: all, in: []) ?? [line(all, [], isWhole: true, isPrinted: isLarge)]
    }

    /// An area as its parts; nil when it has to stay whole.
    private func parts(of members: [Int], in area: [String]) -> [Line]? {
        let depth = area.count
        var children: [[Int]] = []
        for row in members {
            if let last = children.indices.last,
                rows[children[last][0]].path[depth].utf8.elementsEqual(rows[row].path[depth].utf8)
            {
                children[last].append(row)
            } else {
                children.append([row])
            }
        }
        let judged = DonorSuppression(units: children.map { units(of: $0, below: depth + 1) })
        guard judged.isSafe, judged.hidden.count < children.count else { return nil }
        let printed = children.indices.filter { !judged.hidden.contains($0) }.flatMap { child in
            let name = Array(rows[children[child][0]].path[...depth])
            let isRow = rows[children[child][0]].path.count == depth + 1
            return (isRow ? nil : parts(of: children[child], in: name))
                ?? [line(children[child], name, isWhole: true)]
        }
        let hidden = children.indices.filter(judged.hidden.contains).flatMap { children[$0] }
        return hidden.isEmpty ? printed : printed + [line(hidden, area, isWhole: false)]
    }

    /// What a line of an area lists: units, and rows within one of them.
    private func units(of members: [Int], below depth: Int) -> [[DonorSuppression.Counts]] {
        var units: [[String]: [DonorSuppression.Counts]] = [:]
        for row in members {
            let unit = Array(rows[row].path.prefix(max(unitDepth, depth)))
            let before = units[unit] ?? rows[row].growth.map { _ in DonorSuppression.Counts() }
            units[unit] = zip(before, rows[row].growth).map(+)
        }
        return Array(units.values)
    }

    private func line(
        _ members: [Int],
        _ area: [String],
        isWhole: Bool,
        isPrinted: Bool = true
    ) -> Line {
        let sum = members.reduce(DonorSuppression.Counts()) { sum, row in
            rows[row].growth.reduce(sum, +)
        }
        return Line(rows: members, area: area, isWhole: isWhole, sum: isPrinted ? sum : nil)
    }
}
