import Documents

/// Where the header of a sheet stands, and what it says.
///
/// It may stand below titles, reach over two or three rows, and have cells merged across columns
/// or with rows above.
struct ReceivedHeader {
    /// The place of its last row among the sheet's rows.
    let lastIndex: Int
    /// Each text with its columns in the sheet: several for one that is merged across them.
    let texts: [(text: String, columns: ClosedRange<Int>)]
    /// How many of them are known.
    let score: Int

    private static let rowsMax = 40
    private static let linesMax = 3

    /// The rows of which most is known, the fewest and the first of them; nil when nothing is.
    init?(of sheet: XLSXSheet, names: HeaderNames) {
        var best: ReceivedHeader?
        for lines in 1...Self.linesMax {
            for index in sheet.rows.indices.prefix(Self.rowsMax) {
                let titles = TitleRows(of: sheet, at: index, lines: lines)
                for texts in [
                    titles?.texts(names), Self.texts(of: sheet, at: index, lines: lines),
                ].compactMap(\.self) {
                    let score = names.score(texts.map(\.text))
                    guard score > best?.score ?? 0 else { continue }
                    best = ReceivedHeader(lastIndex: index + lines - 1, texts: texts, score: score)
                }
            }
        }
        guard let best else { return nil }
        lastIndex = best.lastIndex
        texts = Self.apart(best.texts, of: sheet, above: best.lastIndex)
        score = best.score
    }

    private init(lastIndex: Int, texts: [(text: String, columns: ClosedRange<Int>)], score: Int) {
        self.lastIndex = lastIndex
        self.texts = texts
        self.score = score
    }

    /// The same texts, of which two that say the same are told apart by the title above them: what
    /// stands below that of the institution is not about somebody of it.
    private static func apart(
        _ texts: [(text: String, columns: ClosedRange<Int>)],
        of sheet: XLSXSheet,
        above index: Int
    ) -> [(text: String, columns: ClosedRange<Int>)] {
        let counts = Dictionary(texts.map { (HeaderNames.folded($0.text), 1) }, uniquingKeysWith: +)
        guard counts.contains(where: { !$0.key.isEmpty && $0.value > 1 }) else { return texts }
        let rows = sheet.rows[...index].suffix(linesMax + 1)
        let groups = sheet.merges.compactMap {
            merge -> (title: String, columns: ClosedRange<Int>)? in
            guard merge.columns.count > 1, merge.columns.upperBound <= groupColumnsMax,
                let row = rows.first(where: { $0.number == merge.rows.lowerBound }),
                merge.columns.lowerBound <= row.cells.count
            else { return nil }
            return (row.cells[merge.columns.lowerBound - 1].plain, merge.columns)
        }
        return texts.map { header in
            guard counts[HeaderNames.folded(header.text), default: 0] > 1,
                let group = groups.first(where: {
                    $0.columns.contains(header.columns.lowerBound) && isOfInstitution($0.title)
                })
            else { return header }
            return ("\(group.title) \(header.text)", header.columns)
        }
    }

    /// No table of people is as wide; more would take long to look through.
    private static let groupColumnsMax = 256

    private static func isOfInstitution(_ title: String) -> Bool {
        let first = HeaderNames.folded(title).split(separator: " ").first ?? ""
        return ["institucij", "ustanov", "organ", "opstin", "jls", "poslodav", "firm"]
            .contains { first.hasPrefix($0) }
    }

    /// The texts of a row, or of several rows one below the other; nil when they are not.
    private static func texts(
        of sheet: XLSXSheet,
        at index: Int,
        lines: Int
    ) -> [(text: String, columns: ClosedRange<Int>)]? {
        if lines == 1 { return merged(of: sheet, at: index) }
        let rows = sheet.rows[index...].prefix(lines)
        guard let first = rows.first?.number, let last = rows.last?.number,
            rows.count == lines, last == first + lines - 1
        else { return nil }
        let width = rows.map(\.cells.count).max() ?? 0
        return (0..<width).map { column in
            let words = rows.map { column < $0.cells.count ? $0.cells[column].plain : "" }
            return (words.filter { !$0.isEmpty }.joined(separator: " "), column + 1...column + 1)
        }
    }

    /// The headers of a row, with those that reach down to it from a row above.
    private static func merged(
        of sheet: XLSXSheet,
        at index: Int
    ) -> [(text: String, columns: ClosedRange<Int>)] {
        let row = sheet.rows[index]
        var texts = row.cells.map { $0.plain }
        var ends: [Int: Int] = [:]
        for merge in sheet.merges where merge.rows.contains(row.number) {
            let column = merge.columns.lowerBound
            if merge.rows.lowerBound == row.number { ends[column] = merge.columns.upperBound }
            guard merge.rows.lowerBound < row.number, column <= XLSXWorkbook.Limits.columnsMax,
                let above = sheet.rows[..<index].last(where: { $0.number == merge.rows.lowerBound }
                ),
                column <= above.cells.count
            else { continue }
            while texts.count < column { texts.append("") }
            if texts[column - 1].isEmpty { texts[column - 1] = above.cells[column - 1].plain }
        }
        var headers: [(text: String, columns: ClosedRange<Int>)] = []
        for (index, text) in texts.enumerated() {
            let column = index + 1
            if text.isEmpty, let last = headers.last, last.columns.contains(column) { continue }
            let end = min(ends[column] ?? column, XLSXWorkbook.Limits.columnsMax)
            headers.append((text, column...max(column, end)))
        }
        return headers
    }
}

extension XLSXSheet {
    private enum Limits {
        static let labelRowsMax = 60
        static let labelColumnsMax = 6
        static let labelsMin = 3
    }

    /// A form for one person, or for a few beside each other, as a table.
    ///
    /// Its labels stand below each other in one column. Nil when more is known of some row.
    func turned(names: HeaderNames, unless score: Int) -> XLSXSheet? {
        let rows = rows.prefix(Limits.labelRowsMax)
        var best = (score: max(score, Limits.labelsMin - 1), column: -1)
        for column in 0..<Limits.labelColumnsMax {
            let score = names.score(rows.map { $0.text(column) })
            if score > best.score { best = (score, column) }
        }
        guard best.column >= 0, let first = rows.first?.number else { return nil }
        let width = rows.map(\.cells.count).max() ?? 0
        let header = Row(number: first, cells: rows.map { .text($0.text(best.column)) })
        let people = (best.column + 1..<max(width, best.column + 1)).map { column in
            Row(
                number: first + column - best.column,
                cells: rows.map { column < $0.cells.count ? $0.cells[column] : .empty }
            )
        }
        return XLSXSheet(
            name: name,
            rows: [header] + people.filter { row in row.cells.contains { !$0.plain.isEmpty } },
            merges: []
        )
    }
}

extension XLSXSheet.Row {
    fileprivate func text(_ column: Int) -> String {
        column < cells.count ? cells[column].plain : ""
    }
}
