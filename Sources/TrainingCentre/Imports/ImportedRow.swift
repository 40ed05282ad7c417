/// One row of an imported file, by column name, with the line at which it stands.
package struct ImportedRow: Sendable {
    /// The line in the file; the header is line 1.
    package let line: Int
    package let values: [String: String]
    /// Why the row could not be read at all, for one because it has too few fields.
    package let defect: String?
    /// The column to which that is due; empty for the row as a whole.
    let defectField: String

    package init(
        line: Int,
        values: [String: String],
        defect: String? = nil,
        defectField: String = ""
    ) {
        self.line = line
        self.values = values
        self.defect = defect
        self.defectField = defectField
    }

    var form: Form { Form(values) }
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
        /// For people: what is wrong and what to do.
        package let problem: String
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
            warnings.append(Self.remark(row, problem, code: code))
        case .rejected(let problems, let code):
            let problem = problems.first ?? FieldProblem("", "is wrong")
            let others = problems.dropFirst().map { "; \($0.field) \($0.problem)" }.joined()
            rejected.append(
                Self.remark(
                    row,
                    FieldProblem(problem.field, problem.problem + others),
                    code: code
                )
            )
        }
    }

    private static func remark(
        _ row: ImportedRow,
        _ problem: FieldProblem,
        code: String
    ) -> Remark {
        Remark(
            line: row.line,
            field: problem.field,
            value: row.values[problem.field],
            code: code,
            problem: problem.problem
        )
    }
}
