import Postgres

/// Imports versions of courses, each with all that it says.
///
/// A row with a number is that version: what is published has to say the same, the draft becomes
/// what the row says, and the next number begins one, so that an empty centre gets all of them in
/// order. A row without one changes the draft of its course, and begins a new version when the
/// newest is published and says something else.
struct CourseVersionImport {
    static let columns = ["course_code", "number"] + CourseVersionContents.columns

    private typealias Row = (code: String, number: Int?, form: Form)

    private let run: ImportRun

    init(_ run: ImportRun) {
        self.run = run
    }

    func perform(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        try run.act.actor.require(.manageCatalogue)
        var outcomes = [RowOutcome](repeating: .unchanged, count: run.rows.count)
        let rows = try run.read(&outcomes) { form -> Row in
            (form.code("course_code"), form.optionalInteger("number", in: 1...1_000), form)
        }
        // The version before comes first, wherever it stands.
        let order = rows.indices.sorted {
            (rows[$0]?.number ?? Int.max, $0) < (rows[$1]?.number ?? Int.max, $1)
        }
        for index in order {
            guard let row = rows[index] else { continue }
            do {
                outcomes[index] = try transaction.savepoint { try enter(row, in: transaction) }
            } catch {
                outcomes[index] = try RowOutcome(rejecting: error)
            }
        }
        run.progress(run.rows.count)
        return outcomes
    }

    private func enter(_ row: Row, in transaction: borrowing Transaction) throws -> RowOutcome {
        guard try !Course.withCodes([row.code], in: transaction).isEmpty else {
            throw InvalidForm([
                FieldProblem("course_code", "there is no course \(row.code)", .notFound)
            ])
        }
        try CourseVersion.lock(row.code, in: transaction)
        let versions = try CourseVersion.list(course: row.code, in: transaction)
        guard let newest = versions.first else { throw NotFound("course_version", row.code) }
        let version = versions.first { row.number == nil || $0.number == row.number }
        let known = try CourseVersionContents(of: version ?? newest, in: transaction)
        let said = try CourseVersionContents(row.form, over: known)
        guard let version else {
            try checkIsNext(row.number, after: newest)
            return try begin(said, of: row.code, in: transaction)
        }
        if said.isSaid(by: known) { return .unchanged }
        if !version.isPublished {
            try said.enter(into: version, over: known, in: transaction)
            return .updated
        }
        guard row.number == nil else { throw CourseVersionError.published }
        // Another day alone makes no new version.
        if said.hasContents(of: known) { return .unchanged }
        return try begin(said, of: row.code, in: transaction)
    }

    private func begin(
        _ said: CourseVersionContents,
        of code: String,
        in transaction: borrowing Transaction
    ) throws -> RowOutcome {
        let revised = try CourseVersion.revise(code, by: run.act.actor, in: transaction)
        let known = try CourseVersionContents(of: revised, in: transaction)
        try said.enter(into: revised, over: known, in: transaction)
        return .created
    }

    private func checkIsNext(_ number: Int?, after newest: CourseVersion) throws {
        guard number == newest.number + 1 else {
            throw InvalidForm([
                FieldProblem("number", "is not the next: the newest version is \(newest.number)")
            ])
        }
        guard newest.isPublished else {
            throw InvalidForm([
                FieldProblem(
                    "number",
                    "is the next, but version \(newest.number) is a draft still: say in "
                        + "published_on when it was published"
                )
            ])
        }
    }
}
