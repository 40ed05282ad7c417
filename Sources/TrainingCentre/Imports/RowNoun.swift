import Postgres

/// A noun that is imported a row at a time, by the act of which a row is the form, and exported by
/// one statement.
///
/// What is known of a row is the row that is exported: whether an import changes something is seen
/// by that alone.
protocol RowNoun {
    /// The columns of its files.
    static var columns: [String] { get }
    /// The columns by which a row is known.
    static var keys: [String] { get }
    /// Columns of an export that come after `columns` and that only people read.
    static var told: [String] { get }
    static var permission: Permission { get }

    /// Every row as `cells`, an array of texts in the order of the columns and of those `told`, and
    /// its `place`, which depends on what the rows say alone.
    static var rows: SQL { get }

    /// Enters what a row says, with what is known in the columns that it leaves out.
    ///
    /// Refuses with whatever the act refuses.
    static func enter(_ form: Form, of run: ImportRun, in transaction: borrowing Transaction) throws
}

extension RowNoun {
    static var told: [String] { [] }

    /// The statement of an export, of all rows or those of a cohort.
    static func exported(cohort: String?) -> SQL {
        let place = columns.firstIndex(of: "cohort_code").map { $0 + 1 }
        return """
            SELECT cells FROM (\(rows)) AS exported
            WHERE \(cohort)::text IS NULL OR cells[\(place)::integer] = \(cohort)
            ORDER BY place
            """
    }

    /// What a row is known by, capitals aside.
    fileprivate static func key(_ form: Form) -> [String] {
        keys.map { form.cell($0).lowercased() }
    }

    fileprivate static func form(_ cells: [String]) -> Form {
        Form(Dictionary(zip(columns, cells), uniquingKeysWith: { first, _ in first }))
    }
}

/// A row that was entered says what was there before.
private struct NothingChanged: Error {}

extension ImportRun {
    /// Imports a noun row by row, each in a savepoint of its own.
    func each<Noun: RowNoun>(
        _ noun: Noun.Type,
        in transaction: borrowing Transaction
    ) throws -> [RowOutcome] {
        try act.actor.require(Noun.permission)
        var outcomes = [RowOutcome](repeating: .unchanged, count: rows.count)
        let forms = try read(&outcomes) { $0 }
        var known = try known(noun, in: transaction)
        var seen: [[String]: [String]] = [:]
        for (index, form) in forms.enumerated() {
            guard let form else { continue }
            let key = Noun.key(form)
            let filled = known[key].map { form.filled(from: Noun.form($0)) } ?? form
            let cells = Noun.columns.map { filled.cell($0) }
            do {
                if let earlier = seen[key], earlier != cells {
                    throw InvalidForm([
                        FieldProblem(
                            Noun.keys[0],
                            "stands twice in the file with different facts",
                            .twiceInFile
                        )
                    ])
                }
                let isNew = seen.updateValue(cells, forKey: key) == nil
                guard isNew, known[key] != cells else { continue }
                outcomes[index] = try enter(noun, filled, known[key], key, in: transaction)
                known[key] = cells
            } catch {
                outcomes[index] = try RowOutcome(rejecting: error)
            }
        }
        progress(rows.count)
        return outcomes
    }

    private func enter<Noun: RowNoun>(
        _ noun: Noun.Type,
        _ form: Form,
        _ before: [String]?,
        _ key: [String],
        in transaction: borrowing Transaction
    ) throws -> RowOutcome {
        do {
            return try transaction.savepoint {
                try form.check()
                try Noun.enter(form, of: self, in: transaction)
                guard let before else { return .created }
                // The same may be written in two ways; what was entered for it is taken back.
                guard try known(noun, in: transaction)[key] != before else {
                    throw NothingChanged()
                }
                return .updated
            }
        } catch is NothingChanged {
            return .unchanged
        }
    }

    private func known<Noun: RowNoun>(
        _ noun: Noun.Type,
        in transaction: borrowing Transaction
    ) throws -> [[String]: [String]] {
        var known: [[String]: [String]] = [:]
        try transaction.forEachRow(Noun.exported(cohort: nil), as: [String].self) { cells in
            known[Noun.key(Noun.form(cells))] = Array(cells.prefix(Noun.columns.count))
        }
        return known
    }
}
