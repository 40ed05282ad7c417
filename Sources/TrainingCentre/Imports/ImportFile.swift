import Documents
import SerbianText

/// A file to be imported: decoded, its columns recognised, its rows apart.
package struct ImportFile: Sendable {
    package let encoding: String
    package let delimiter: String
    /// Each header of the file with the column that it is taken for; nil is ignored.
    package let headers: [(header: String, column: String?)]
    package let rows: [ImportedRow]

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

    /// Reads a file of any of our encodings and delimiters.
    ///
    /// A header is taken for a column by `map` (a column's name to the header in the file, or the
    /// other way round), by its name, or by what people usually write. Refuses with `Defect`, also
    /// a file of which no header is known.
    package static func read(
        _ bytes: [UInt8],
        as noun: ImportedNoun,
        map: [(String, String)] = [],
        encoding: String? = nil
    ) throws -> ImportFile {
        try read(bytes, of: noun.rawValue, columns: noun.columns, map: map, encoding: encoding)
    }

    /// The same for a file of something else, `name` in the plural, with its own columns.
    package static func read(
        _ bytes: [UInt8],
        of name: String,
        columns known: [String],
        map: [(String, String)] = [],
        encoding: String? = nil
    ) throws -> ImportFile {
        do {
            let text = try TextEncodingDetector.decode(bytes, encoding: encoding)
            var reader = try CSVReader(text, rowsMax: Limits.rowsMax)
            let columns = try columns(reader.header.names, of: name, known, map: map)
            guard columns.contains(where: { $0 != nil }) else {
                throw Defect(
                    message: "no column of the file is known; \(name) have "
                        + known.joined(separator: ", ")
                )
            }
            var rows: [ImportedRow] = []
            while let next = try reader.next() { rows.append(row(next, columns)) }
            guard !rows.isEmpty else { throw Defect(message: "the file has a header and no rows") }
            return ImportFile(
                encoding: text.encoding.rawValue,
                delimiter: reader.delimiter.name,
                headers: zip(reader.header.names, columns).map { ($0, $1) },
                rows: rows
            )
        } catch let error as CSVError {
            throw Defect(message: error.sentence)
        } catch let error as TextDecodingError {
            throw Defect(message: error.sentence)
        }
    }

    private static func row(
        _ next: Swift.Result<CSVRecord, CSVRowProblem>,
        _ columns: [String?]
    ) -> ImportedRow {
        switch next {
        case .success(let record):
            var values: [String: String] = [:]
            for (column, value) in zip(columns, record.values) {
                if let column { values[column] = value }
            }
            return ImportedRow(line: record.row, values: values)
        case .failure(let problem):
            return ImportedRow(
                line: problem.row,
                values: [:],
                defect: "has \(problem.found) fields where the header has \(problem.expected)"
            )
        }
    }

    /// The column that each header is taken for; no column twice.
    private static func columns(
        _ headers: [String],
        of name: String,
        _ known: [String],
        map: [(String, String)]
    ) throws -> [String?] {
        var mapped: [String: String] = [:]
        for (left, right) in map {
            // A column's own name decides which side is which; only then what people write for it.
            let (column, header) =
                if known.contains(right) {
                    (right, left)
                } else if known.contains(left) {
                    (left, right)
                } else {
                    (self.column(named: right), left)
                }
            guard known.contains(column) else {
                throw Defect(
                    message: "“\(left)=\(right)” names no column; \(name) have "
                        + known.joined(separator: ", ")
                )
            }
            guard headers.contains(where: { SerbianText.fold($0) == SerbianText.fold(header) })
            else {
                throw Defect(
                    message: "the file has no header “\(header)”, but "
                        + headers.joined(separator: ", ")
                )
            }
            mapped[SerbianText.fold(header)] = column
        }
        var taken = Set(mapped.values)
        return headers.map { header in
            if let column = mapped[SerbianText.fold(header)] { return column }
            let column = column(named: header)
            return known.contains(column) && taken.insert(column).inserted ? column : nil
        }
    }

    private static func column(named header: String) -> String {
        let name = header.lowercased()
        return ImportedNoun.headerAliases[SerbianText.fold(header)]
            ?? ImportedNoun.headerAliases[name] ?? name
    }
}
