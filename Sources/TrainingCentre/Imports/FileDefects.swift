import Documents

extension CSVError {
    /// What is wrong with the file, as a person reads it.
    var sentence: String {
        switch self {
        case .emptyFile: "the file is empty"
        case .unterminatedQuote(let line): "line \(line): a quotation mark is never closed"
        case .strayQuote(let line):
            "line \(line): a quotation mark inside a field: double it and quote the field"
        case .duplicateColumn(let name, let line): "line \(line): the column “\(name)” stands twice"
        case .fieldTooLong(let line, let bytesMax):
            "line \(line): a field is longer than \(bytesMax) bytes"
        case .tooManyColumns(let line, let columnsMax):
            "line \(line): more than \(columnsMax) columns"
        case .tooManyRows(let line, let rowsMax):
            "line \(line): more than \(rowsMax) rows: split the file"
        }
    }
}

extension TextDecodingError {
    /// What is wrong with the file, as a person reads it.
    var sentence: String {
        switch self {
        case .nul(let line): "line \(line): the file is no text (it holds a zero byte)"
        case .invalidBytes(let encoding, let line):
            "line \(line): the file is not \(encoding.rawValue) there: "
                + "save it anew or name its encoding"
        case .unknownEncoding(let name):
            "the encoding “\(name)” is not known: use one of "
                + TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        }
    }
}

extension CSVDelimiter {
    var name: String {
        switch self {
        case .comma: "comma"
        case .semicolon: "semicolon"
        case .tab: "tab"
        }
    }
}
