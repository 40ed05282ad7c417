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
    case rejected([FieldProblem])

    init(rejecting error: any Error) throws {
        guard let refusal = error as? any Refusal else { throw error }
        self = .rejected(
            refusal.fields.isEmpty
                ? [FieldProblem(refusal.column, refusal.message)] : refusal.fields
        )
    }
}

/// What became of a file: counts, and each rejected row with line, field, value and problem.
package struct ImportReport: Sendable {
    package let read: Int
    package let created: Int
    package let updated: Int
    package let unchanged: Int
    package let rejected: [Rejection]

    /// A problem of one row, and where it stands.
    package struct Rejection: Sendable {
        package let line: Int
        package let field: String
        /// What stands in that column; nil when the file does not have it.
        package let value: String?
        package let problem: String
    }

    init(_ rows: [ImportedRow], _ outcomes: [RowOutcome]) {
        var counts = (created: 0, updated: 0, unchanged: 0)
        var rejected: [Rejection] = []
        for (row, outcome) in zip(rows, outcomes) {
            switch outcome {
            case .created: counts.created += 1
            case .updated: counts.updated += 1
            case .unchanged: counts.unchanged += 1
            case .rejected(let problems):
                let problem = problems.first ?? FieldProblem("", "is wrong")
                let others = problems.dropFirst().map { "; \($0.field) \($0.problem)" }.joined()
                rejected.append(
                    Rejection(
                        line: row.line,
                        field: problem.field,
                        value: row.values[problem.field],
                        problem: problem.problem + others
                    )
                )
            }
        }
        read = rows.count
        created = counts.created
        updated = counts.updated
        unchanged = counts.unchanged
        self.rejected = rejected
    }
}
