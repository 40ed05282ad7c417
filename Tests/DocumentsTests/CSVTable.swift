@testable import Documents

/// A whole table in memory, for tests.
struct CSVTable: Sendable {
    /// The encoding the file was in.
    let encoding: TextEncoding

    /// The delimiter the file uses.
    let delimiter: CSVDelimiter

    /// The names of the columns.
    let header: CSVHeader

    /// The records with the right number of fields.
    private(set) var records: [CSVRecord] = []

    /// The records with another number of fields.
    private(set) var problems: [CSVRowProblem] = []

    /// Reads a file of any of our encodings and delimiters.
    ///
    /// Throws `TextDecodingError` and `CSVError`; see `TextEncodingDetector.decode(_:encoding:)`
    /// and `CSVReader.next()`.
    init(
        _ bytes: [UInt8],
        encoding: String? = nil,
        delimiter: CSVDelimiter? = nil,
        rowsMax: Int
    ) throws {
        let text = try TextEncodingDetector.decode(bytes, encoding: encoding)
        var reader = try CSVReader(text, delimiter: delimiter, rowsMax: rowsMax)
        self.encoding = text.encoding
        self.delimiter = reader.delimiter
        header = reader.header
        while let row = try reader.next() {
            switch row {
            case .success(let record): records.append(record)
            case .failure(let problem): problems.append(problem)
            }
        }
    }
}
