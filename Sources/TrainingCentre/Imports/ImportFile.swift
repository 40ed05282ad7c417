import Documents
import SerbianText

/// A file to be imported: decoded, its columns recognised, its rows apart.
package struct ImportFile: Sendable {
    package let encoding: String
    package let delimiter: String
    /// Each header of the file with the column that it is taken for; nil is ignored.
    package let headers: [(header: String, column: String?)]
    package let rows: [ImportedRow]
    /// The lines of notes below the rows, such as a signature, which are no rows.
    package var leftOut: [Int] = []

    /// The headers that were taken for no column, but for that of the rows' numbers.
    package var unknownHeaders: [String] {
        headers.filter { header, column in
            column == nil && !HeaderNames.isOfNumbers(header)
        }.map { String(SerbianText.normalised($0.header).prefix(100)) }
    }

    /// Limits of files.
    package enum Limits {
        package static let fileBytesMax = 256 << 20
        package static let rowsMax = 1_000_000
    }

    /// What makes a whole file unusable, as a person reads it.
    package struct Defect: Refusal {
        package let message: String
        package var kind: RefusalKind { .invalid }
        package var code: String { "file_unreadable" }
    }

    /// Reads a workbook (XLSX), or a text of any of our encodings and delimiters.
    ///
    /// A header is taken for a column by `map` (a column's name to the header in the file, or the
    /// other way round), by its name, or by what people usually write. A header without rows is a
    /// file of nothing, as an export is of a noun of which there is nothing. Refuses with `Defect`,
    /// also a file of which no header is known.
    package static func read(
        _ bytes: consuming [UInt8],
        as noun: ImportedNoun,
        map: [(String, String)] = [],
        encoding: String? = nil,
        sheet: String? = nil
    ) throws -> ImportFile {
        try read(
            bytes,
            of: noun.rawValue,
            columns: noun.columns,
            map: map,
            encoding: encoding,
            sheet: sheet
        )
    }

    /// The same for a file of something else, `name` in the plural, with its own columns.
    package static func read(
        _ bytes: consuming [UInt8],
        of name: String,
        columns known: [String],
        map: [(String, String)] = [],
        encoding: String? = nil,
        sheet: String? = nil
    ) throws -> ImportFile {
        let names = try HeaderNames(of: name, known, map: map)
        let unknown = Defect(
            message: "no column of the file is known; \(name) have "
                + known.joined(separator: ", ")
        )
        do {
            let file =
                XLSXWorkbook.isLikely(bytes)
                ? try workbook(XLSXWorkbook(bytes), names, sheet: sheet)
                : try text(TextEncodingDetector.decode(bytes, encoding: encoding), names)
            guard let file else { throw unknown }
            return file
        } catch let error as CSVError {
            throw Defect(message: error.sentence)
        } catch let error as TextDecodingError {
            throw Defect(message: error.sentence)
        } catch let error as XLSXError {
            throw Defect(message: error.sentence)
        }
    }

    /// The sheet of this name, else the only shown one with a header that is known.
    private static func workbook(
        _ workbook: XLSXWorkbook,
        _ names: HeaderNames,
        sheet wanted: String?
    ) throws -> ImportFile? {
        let titles = workbook.sheetNames
        var chosen = workbook.shownSheets
        if let wanted {
            chosen = titles.indices.filter {
                SerbianText.fold(titles[$0]) == SerbianText.fold(wanted)
            }
            guard !chosen.isEmpty else {
                throw Defect(
                    message: "there is no sheet “\(wanted)”, but "
                        + titles.map { "“\($0)”" }.joined(separator: ", ")
                )
            }
        }
        let files = try chosen.compactMap { index in
            try ReceivedSheet(workbook.sheet(index), names: names).map {
                (titles[index], try $0.file())
            }
        }
        let full = files.filter { !$0.1.rows.isEmpty }
        guard full.count <= 1 else {
            throw Defect(
                message: "several sheets have rows: name one of "
                    + full.map { "“\($0.0)”" }.joined(separator: ", ")
            )
        }
        return (full.first ?? files.first)?.1
    }

    /// A table of text, whose header is its first line or, below a title, one of the next.
    private static func text(_ text: DecodedText, _ names: HeaderNames) throws -> ImportFile? {
        var reader = try CSVReader(text, rowsMax: Limits.rowsMax)
        guard names.score(reader.header.names) > 0 else {
            return try textBelowTitle(text, names)
        }
        try names.check(reader.header.names)
        let columns = names.columns(reader.header.names)
        let table = ImportedText(reader.text, columns: columns)
        var rows: [ImportedRow] = []
        var place = reader.place
        while let next = try reader.next() {
            switch next {
            case .success(let record):
                rows.append(ImportedRow(line: record.row, in: table, at: place))
            case .failure(let problem):
                rows.append(
                    ImportedRow(line: problem.row, values: [:], defect: problem.sentence)
                )
            }
            place = reader.place
        }
        return ImportFile(
            encoding: text.encoding.rawValue,
            delimiter: reader.delimiter.name,
            headers: zip(reader.header.names, columns).map { ($0, $1) },
            rows: rows
        )
    }

    private static func textBelowTitle(
        _ text: DecodedText,
        _ names: HeaderNames
    ) throws -> ImportFile? {
        var below = text
        for line in 1...titleLinesMax {
            guard let next = below.belowFirstLine else { return nil }
            below = next
            // One word of a title may be a column's name by chance; two are a header.
            guard var reader = try? CSVReader(below, rowsMax: Limits.rowsMax),
                names.score(reader.header.names) > 1
            else { continue }
            try names.check(reader.header.names)
            let columns = names.columns(reader.header.names)
            var table = ReceivedRows(headers: reader.header.names, columns: columns)
            while let next = try reader.next() {
                switch next {
                case .success(let record):
                    table.add(
                        line: record.row + line,
                        cells: record.values,
                        field: nil,
                        defect: nil
                    )
                case .failure(let problem):
                    table.add(
                        line: problem.row + line,
                        cells: [],
                        field: nil,
                        defect: problem.sentence
                    )
                }
            }
            return table.file(encoding: text.encoding.rawValue, delimiter: reader.delimiter.name)
        }
        return nil
    }

    private static let titleLinesMax = 40

    /// The pairs of a text such as `Odakle je=lsg_code, Ko=name`, for `map`; nil for another text.
    ///
    /// One pair may have commas in its header.
    package static func pairs(_ text: String) -> [(String, String)]? {
        let parts =
            text.count { $0 == "=" } == 1 ? [text[...]] : text.split(separator: /,(?=[^,=]*=)/)
        let pairs = parts.map { pair in
            pair.split(separator: "=", maxSplits: 1).map { SerbianText.normalised(String($0)) }
        }
        guard pairs.allSatisfy({ $0.count == 2 }) else { return nil }
        return pairs.map { ($0[0], $0[1]) }
    }
}
