/// A column of one table, found once by its name and then used for every record.
package struct CSVColumn: Hashable, Sendable {
    /// The place of the column, from 0.
    let index: Int
}

/// The first record of a table: the names of its columns.
package struct CSVHeader: Sendable {
    /// The names in their order, trimmed; spreadsheets leave empty ones, which nobody can ask for.
    package let names: [String]

    private let columns: [String: CSVColumn]

    /// Throws `CSVError.duplicateColumn` when two names differ in nothing but capitals.
    init(_ fields: [String], line: Int) throws {
        var columns: [String: CSVColumn] = [:]
        names = fields.map(Self.trimmed)
        for (index, name) in names.enumerated() where !name.isEmpty {
            let column = CSVColumn(index: index)
            guard columns.updateValue(column, forKey: name.lowercased()) == nil else {
                throw CSVError.duplicateColumn(name: name, line: line)
            }
        }
        self.columns = columns
    }

    /// The column of this name, nil when the table has none; capitals and outer space do not count.
    package func column(_ name: String) -> CSVColumn? {
        columns[Self.trimmed(name).lowercased()]
    }

    private static func trimmed(_ name: String) -> String {
        var rest = name[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
