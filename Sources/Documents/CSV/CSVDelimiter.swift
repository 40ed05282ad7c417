/// What stands between the fields of a record.
package enum CSVDelimiter: UInt8, CaseIterable, Sendable {
    /// "," as RFC 4180 has it.
    case comma = 0x2C

    /// ";" as spreadsheets write it where the comma is the decimal sign: in Serbia.
    case semicolon = 0x3B

    /// The tab of text copied from a spreadsheet.
    case tab = 0x09

    private static let sampleRecordsMax = 20

    /// The delimiter of a table, found from its header and the records after it.
    ///
    /// The one under which most of the first records are as wide as the header; then the one with
    /// more columns. Delimiters inside quotes do not count. A table of one column has none, and is
    /// given one that its first records do not use.
    static func detect(in utf8: [UInt8], from start: Int) -> CSVDelimiter {
        // Those that seldom stand inside a text win ties.
        let samples = [CSVDelimiter.tab, .semicolon, .comma].map { Sample($0, utf8, from: start) }
        // A file of this delimiter and blanks alone: the reader will call it empty.
        if let blank = samples.first(where: { $0.columns == 0 && !$0.isBroken }) {
            return blank.delimiter
        }
        let several = samples.filter { $0.columns > 1 }
        if let best = several.max(by: { $1.isBetter(than: $0) }) { return best.delimiter }
        let unused = samples.reversed().first { !$0.isBroken && $0.fitting == $0.records }
        return unused?.delimiter ?? .comma
    }

    /// How the first records look when they are read with a delimiter.
    private struct Sample {
        let delimiter: CSVDelimiter
        private(set) var columns = 0
        private(set) var records = 0
        private(set) var fitting = 0
        private(set) var isBroken = false

        init(_ delimiter: CSVDelimiter, _ utf8: [UInt8], from start: Int) {
            self.delimiter = delimiter
            var scanner = CSVScanner(utf8, delimiter: delimiter, from: start)
            do {
                columns = try scanner.next(columns: 0)?.fields.count ?? 0
                while records < sampleRecordsMax, let record = try scanner.next(columns: columns) {
                    records += 1
                    if record.fields.count == columns { fitting += 1 }
                }
            } catch {
                switch error {
                case CSVError.tooManyColumns where columns == 0:
                    columns = CSVLimits.columnsMax + 1
                default:
                    // A quote in the wrong place: the reader says where, if this delimiter wins.
                    isBroken = true
                }
            }
        }

        func isBetter(than other: Sample) -> Bool {
            if isBroken != other.isBroken { return !isBroken }
            if fitting != other.fitting { return fitting > other.fitting }
            return columns > other.columns
        }
    }
}
