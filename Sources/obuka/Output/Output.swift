import ArgumentParser
import Documents
import Foundation

/// Writes data to standard output in the chosen format.
struct Output {
    let options: OutputOptions

    /// Writes one object; in the formats of rows, the rows under `rowsIn`, or the object as a row.
    ///
    /// `mayHave` are columns that other objects of this kind have: chosen, they are empty.
    func write(_ object: JSON, rowsIn list: String? = nil, mayHave: [String] = []) throws {
        let rows = list.flatMap { object[$0]?.elements } ?? [object]
        guard options.format == .json else { return try write(rows: rows, mayHave: mayHave) }
        let columns = try chosenColumns(rows, mayHave)
        guard let list, options.fields != nil else {
            return try Output.line(selected(object, columns).bytes)
        }
        let chosen = JSON.array(rows.map { selected($0, columns) })
        let members = (object.members ?? []).map {
            $0.name == list ? JSON.Member(list, chosen) : $0
        }
        try Output.line(JSON.object(members).bytes)
    }

    /// Writes a list; in JSON as an array.
    func write(list: [JSON]) throws {
        guard options.format == .json else { return try write(rows: list) }
        let columns = try chosenColumns(list)
        try Output.line(JSON.array(list.map { selected($0, columns) }).bytes)
    }

    private func write(rows: [JSON], mayHave: [String] = []) throws {
        let columns = try chosenColumns(rows, mayHave)
        switch options.format {
        case .json, .ndjson:
            for row in rows { try Output.line(selected(row, columns).bytes) }
        case .csv:
            let records = rows.map { row in columns.map { Output.cell(row[$0]) } }
            let writer = CSVWriter(protectsFormulas: true)
            try StandardOutput.write(writer.table(header: columns, records: records))
        case .table:
            let cells = rows.map { row in columns.map { Output.cell(row[$0]) } }
            let lines =
                isatty(1) == 1
                ? Output.aligned([columns] + cells) : cells.map { $0.joined(separator: "\t") }
            try StandardOutput.write(Array(lines.map { $0 + "\n" }.joined().utf8))
        }
    }

    private func chosenColumns(_ rows: [JSON], _ mayHave: [String] = []) throws -> [String] {
        let present = rows.first?.members?.map(\.name) ?? []
        guard let fields = options.fields else { return present }
        let known = present + mayHave.filter { !present.contains($0) }
        let wanted = fields.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        if let stranger = wanted.first(where: { !known.contains($0) }), !rows.isEmpty {
            throw ValidationError(
                "there is no column “\(stranger)”: known are \(known.joined(separator: ", "))"
            )
        }
        return wanted
    }

    private func selected(_ row: JSON, _ columns: [String]) -> JSON {
        guard options.fields != nil else { return row }
        return .object(columns.map { JSON.Member($0, row[$0] ?? .null) })
    }

    /// A value in a cell: a text in several languages by its Latin form, a list with commas.
    private static func cell(_ value: JSON?) -> String {
        switch value {
        case nil, .null?: ""
        case .bool(let bool)?: bool ? "yes" : "no"
        case .integer(let integer)?: String(integer)
        case .number(let text)?, .string(let text)?: text
        case .array(let elements)?: elements.map { cell($0) }.joined(separator: ", ")
        case .object(let members)?:
            value?["sr-Latn"]?.text
                ?? members.map { "\($0.name)=\(cell($0.value))" }.joined(separator: " ")
        }
    }

    private static func aligned(_ rows: [[String]]) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            zip(row, widths)
                .map { $0 + String(repeating: " ", count: $1 - $0.count) }
                .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }
    }

    private static func line(_ bytes: [UInt8]) throws {
        try StandardOutput.write(bytes + [0x0A])
    }
}
