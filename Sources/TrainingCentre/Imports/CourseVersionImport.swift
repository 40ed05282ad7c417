import Postgres

/// Imports versions of courses: a row changes the draft of its course, and begins a new version
/// when the newest one is published and says something else.
struct CourseVersionImport {
    static let columns = ["course_code"] + CourseVersionDraft.fields.map(\.name)

    private let run: ImportRun

    init(_ run: ImportRun) {
        self.run = run
    }

    func perform(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        try run.act.actor.require(.manageCatalogue)
        var outcomes = [RowOutcome](repeating: .unchanged, count: run.rows.count)
        let rows = try run.read(&outcomes) { form in (form.code("course_code"), form) }
        for (index, row) in rows.enumerated() {
            guard let (code, form) = row else { continue }
            do {
                outcomes[index] = try transaction.savepoint {
                    try enter(form, of: code, in: transaction)
                }
            } catch {
                outcomes[index] = try RowOutcome(rejecting: error)
            }
        }
        run.progress(run.rows.count)
        return outcomes
    }

    private func enter(
        _ form: Form,
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> RowOutcome {
        guard try !Course.withCodes([code], in: transaction).isEmpty else {
            throw InvalidForm([FieldProblem("course_code", "there is no course \(code)")])
        }
        try CourseVersion.lock(code, in: transaction)
        let known = try CourseVersion.find(nil, of: code, in: transaction)
        let draft = try CourseVersionDraft(form, over: known.draft)
        if draft.agrees(with: known.draft) { return .unchanged }
        guard known.isPublished else {
            try known.enter(draft, in: transaction)
            return .updated
        }
        let revised = try CourseVersion.revise(code, by: run.act.actor, in: transaction)
        try revised.enter(draft, in: transaction)
        return .created
    }
}
