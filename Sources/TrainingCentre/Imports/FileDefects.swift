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

extension CSVRowProblem {
    /// What is wrong with the row.
    var sentence: String {
        switch kind {
        case .fields(let expected, let found):
            "has \(found) fields where the header has \(expected)"
        case .quotationMark:
            "has a quotation mark that is never closed, or one inside a field: double it and "
                + "quote the field"
        }
    }
}

extension XLSXError {
    /// What is wrong with the file, as a person reads it.
    var sentence: String {
        switch self {
        case .notAnArchive(let problem): "the workbook is damaged: \(problem)"
        case .olderOrEncrypted:
            "the workbook is of an older kind (.xls) or has a password: "
                + "save it as .xlsx without one"
        case .notAWorkbook(let problem): "the file is no workbook (.xlsx): \(problem)"
        case .malformed(let part, let problem): "the workbook is damaged: in \(part) \(problem)"
        case .tooLarge(let part, let bytesMax):
            "the workbook is too large: \(part) would unpack to more than \(bytesMax >> 20) MiB"
        case .tooManyCells(let sheet, let cellsMax):
            "the sheet “\(sheet)” has more than \(cellsMax) cells: split it"
        case .tooManyColumns(let sheet, let row, let columnsMax):
            "the sheet “\(sheet)” has more than \(columnsMax) columns in row \(row)"
        case .textTooLong(let sheet, let row):
            "the sheet “\(sheet)” has a text in row \(row) that is longer than a cell can be"
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
