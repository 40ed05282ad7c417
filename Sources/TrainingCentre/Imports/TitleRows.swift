import Documents

/// Rows of titles one below the other, of which a column has its own in any.
///
/// Groups of columns have titles of their own above those of the columns.
struct TitleRows {
    private let rows: ArraySlice<XLSXSheet.Row>
    private let width: Int
    /// Titles that are merged across columns of these rows.
    private let wide: [(row: Int, columns: ClosedRange<Int>)]

    /// No table of people is as wide; more would take long to look through.
    private static let widthMax = 256

    /// Nil when there are no two rows, or when they do not follow each other.
    init?(of sheet: XLSXSheet, at index: Int, lines: Int) {
        let rows = sheet.rows[index...].prefix(lines)
        guard lines > 1, rows.count == lines, let first = rows.first?.number,
            let last = rows.last?.number, last == first + lines - 1
        else { return nil }
        self.rows = rows
        width = rows.map(\.cells.count).max() ?? 0
        guard width <= Self.widthMax else { return nil }
        wide = sheet.merges.lazy.filter {
            $0.columns.count > 1 && (first...last).contains($0.rows.lowerBound)
        }.prefix(Self.widthMax).map { ($0.rows.lowerBound, $0.columns) }
    }

    /// Each column's lowest title, or those that make a known one together; nil when a row below
    /// the first is none of titles.
    func texts(_ names: HeaderNames) -> [(text: String, columns: ClosedRange<Int>)]? {
        guard rows.dropFirst().allSatisfy({ isOfTitles($0, names) }) else { return nil }
        var headers: [(text: String, columns: ClosedRange<Int>)] = []
        for column in 1...max(width, 1) {
            let text = text(of: column, names)
            if text.isEmpty, let last = headers.last, let reach = reach(from: last.columns),
                reach.contains(column)
            {
                headers[headers.count - 1].columns = last.columns.lowerBound...column
            } else {
                headers.append((text, column...column))
            }
        }
        return headers
    }

    /// Half of a row of titles is known, two at least; below a title of a group one is enough.
    private func isOfTitles(_ row: XLSXSheet.Row, _ names: HeaderNames) -> Bool {
        let columns = (1...max(width, 1)).filter { !title(row, $0).isEmpty }
        let known = names.score(columns.map { text(of: $0, names) })
        let isGrouped = columns.allSatisfy { column in
            wide.contains { $0.row < row.number && $0.columns.contains(column) }
        }
        return known * 2 >= columns.count && known >= (isGrouped ? 1 : 2)
    }

    private func text(of column: Int, _ names: HeaderNames) -> String {
        let own = rows.filter { !title($0, column).isEmpty }
        guard let lowest = own.last else { return "" }
        // The title of a group says nothing of a column that has one below it.
        let words = own.filter { row in
            row.number == lowest.number
                || !wide.contains { $0.row == row.number && $0.columns.contains(column) }
        }.map { title($0, column) }
        let joined = words.joined(separator: " ")
        return names.isExact(joined) ? joined : title(lowest, column)
    }

    /// The columns of a title that is merged across them and has none below it.
    private func reach(from columns: ClosedRange<Int>) -> ClosedRange<Int>? {
        let first = columns.lowerBound
        guard let lowest = rows.last(where: { !title($0, first).isEmpty }) else { return nil }
        return wide.first { $0.row == lowest.number && $0.columns.lowerBound == first }?.columns
    }

    private func title(_ row: XLSXSheet.Row, _ column: Int) -> String {
        column <= row.cells.count ? row.cells[column - 1].plain : ""
    }
}
