import Documents

/// One row of an imported file, by column name, with the line at which it stands.
///
/// What stands in a row of a file stays there until it is asked for: there may be a million rows.
package struct ImportedRow: Sendable {
    /// The line in the file; the header is line 1.
    package let line: Int
    /// Why the row could not be read at all, for one because it has too few fields.
    package let defect: String?
    /// The column to which that is due; empty for the row as a whole.
    let defectField: String
    private let cells: Cells
    /// What stands for columns that are missing or empty, the same for all rows.
    private var supplied: [String: String] = [:]

    private enum Cells {
        case values([String: String])
        case text(ImportedText, at: Int)
    }

    package init(
        line: Int,
        values: [String: String],
        defect: String? = nil,
        defectField: String = ""
    ) {
        self.line = line
        self.defect = defect
        self.defectField = defectField
        cells = .values(values)
    }

    /// A row that stands at a place of a text.
    init(
        line: Int,
        in text: ImportedText,
        at place: Int,
        defect: String? = nil,
        defectField: String = ""
    ) {
        self.line = line
        self.defect = defect
        self.defectField = defectField
        cells = .text(text, at: place)
    }

    /// What stands in each column that the file has; a row that cannot be taken apart has none.
    package var values: [String: String] {
        let written =
            switch cells {
            case .values(let values): values
            case .text(let text, let place): text.values(at: place)
            }
        return supplied.isEmpty ? written : written.merging(supplied) { $0.isEmpty ? $1 : $0 }
    }

    /// What stands in one column; nil when the row does not have it.
    package subscript(column: String) -> String? {
        let written =
            switch cells {
            case .values(let values): values[column]
            case .text(let text, let place): text.value(at: place, of: column)
            }
        return written?.isEmpty ?? true ? supplied[column] ?? written : written
    }

    /// The row with values where it has none of its own.
    func supplying(_ values: [String: String]) -> ImportedRow {
        var row = self
        row.supplied = values
        return row
    }

    var form: Form { Form(values) }
}

/// The text in which the rows of a file stand, and the columns for which its headers are taken.
final class ImportedText: Sendable {
    private let text: CSVText
    /// The columns in their order; nil is ignored.
    private let columns: [String?]

    init(_ text: CSVText, columns: [String?]) {
        self.text = text
        self.columns = columns
    }

    func values(at place: Int) -> [String: String] {
        var values: [String: String] = [:]
        for (column, value) in zip(columns, text.values(at: place)) {
            if let column { values[column] = value }
        }
        return values
    }

    func value(at place: Int, of column: String) -> String? {
        columns.lastIndex(of: column).flatMap { text.value(at: place, column: $0) }
    }
}

/// What became of one row.
package enum RowOutcome: Sendable {
    case created, updated, unchanged
    case rejected([FieldProblem], code: String = "invalid")
    /// Entered, with something that whoever sent it should know.
    indirect case warned(RowOutcome, FieldProblem, code: String)

    var isRejected: Bool {
        if case .rejected = self { true } else { false }
    }

    init(rejecting error: any Error) throws {
        guard let refusal = error as? any Refusal else { throw error }
        self = .rejected(
            refusal.fields.isEmpty
                ? [FieldProblem(refusal.column, refusal.message)] : refusal.fields,
            code: refusal.code
        )
    }
}

/// What became of a file: counts, and each rejected row with line, field, value and problem.
package struct ImportReport: Sendable {
    package private(set) var read = 0
    package private(set) var created = 0
    package private(set) var updated = 0
    package private(set) var unchanged = 0
    package private(set) var rejected: [Remark] = []
    /// What is to be known of rows that were entered.
    package private(set) var warnings: [Remark] = []

    /// Something about one row.
    package struct Remark: Sendable {
        package let line: Int
        package let field: String
        /// What stands in that column; nil when the file does not have it.
        package let value: String?
        /// For programs: stable.
        package let code: String
        /// What is wrong with the field, for programs.
        package let fieldCode: FieldCode
        /// For people: what is wrong and what to do; all of it, under the first field.
        package let problem: String
        /// Each thing that is wrong, under its own field; the first is the remark's own.
        package let problems: [Problem]

        /// One thing that is wrong with a row.
        package struct Problem: Sendable {
            package let field: String
            package let value: String?
            package let fieldCode: FieldCode
            package let problem: String
        }
    }

    init(_ rows: [ImportedRow], _ outcomes: [RowOutcome]) {
        read = rows.count
        for (row, outcome) in zip(rows, outcomes) { count(outcome, of: row) }
    }

    private mutating func count(_ outcome: RowOutcome, of row: ImportedRow) {
        switch outcome {
        case .created: created += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        case .warned(let outcome, let problem, let code):
            count(outcome, of: row)
            warnings.append(Self.remark(row, [problem], code: code))
        case .rejected(let problems, let code):
            let wrong = problems.isEmpty ? [FieldProblem("", "is wrong")] : problems
            rejected.append(Self.remark(row, wrong, code: code))
        }
    }

    private static func remark(
        _ row: ImportedRow,
        _ problems: [FieldProblem],
        code: String
    ) -> Remark {
        let others = problems.dropFirst().map { "; \($0.field) \($0.problem)" }.joined()
        return Remark(
            line: row.line,
            field: problems[0].field,
            value: row[problems[0].field],
            code: code,
            fieldCode: problems[0].code,
            problem: problems[0].problem + others,
            problems: problems.map {
                Remark.Problem(
                    field: $0.field,
                    value: row[$0.field],
                    fieldCode: $0.code,
                    problem: $0.problem
                )
            }
        )
    }
}
