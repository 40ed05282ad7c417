import Postgres

/// Imports entries of the register of trainers: received, as an application or a nomination.
///
/// A known trainer is recognised by the person's e-mail address and gets what the file says; a
/// column that the file does not have says nothing.
struct TrainerImport {
    static let columns =
        TrainerDraft.fields.map(\.name) + PersonDraft.columns.filter { $0 != "sex" } + ["sex"]

    private let run: ImportRun

    init(_ run: ImportRun) {
        self.run = run
    }

    func perform(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        try run.act.actor.require(.manageEnrolments)
        var outcomes = [RowOutcome](repeating: .unchanged, count: run.rows.count)
        let emails = try run.read(&outcomes) { form in form.email("email") }
        let known = try TrainerProfile.rows(
            "WHERE people.email = ANY(\(emails.compactMap(\.self)))",
            in: transaction
        )
        var byEmail = Dictionary(known.map { ($0.email, $0) }, uniquingKeysWith: { $1 })
        var seen: [String: TrainerDraft] = [:]
        for (index, email) in emails.enumerated() {
            guard let email else { continue }
            do {
                let outcome = try transaction.savepoint {
                    try enter(run.rows[index].form, byEmail[email], seen[email], in: transaction)
                }
                outcomes[index] = outcome.0
                seen[email] = outcome.1.draft
                byEmail[email] = outcome.1
            } catch {
                outcomes[index] = try RowOutcome(
                    rejecting: (error as? PostgresError).flatMap(TrainerError.init) ?? error
                )
            }
        }
        run.progress(run.rows.count)
        return outcomes
    }

    /// One row; of two rows that differ neither is the right one.
    private func enter(
        _ form: Form,
        _ known: TrainerProfile?,
        _ earlier: TrainerDraft?,
        in transaction: borrowing Transaction
    ) throws -> (RowOutcome, TrainerProfile) {
        var form = form
        let person = try Person.entered(from: &form, in: transaction)
        if let known { form = form.filled(from: known.draft.form) }
        let draft = TrainerDraft(&form)
        try form.check()
        if let earlier, earlier != draft {
            throw InvalidForm([
                FieldProblem("email", "stands twice in the file with different facts", .twiceInFile)
            ])
        }
        guard let known else {
            let id = try draft.insert(of: person, in: transaction)
            return (.created, try TrainerProfile.find(id, in: transaction))
        }
        if known.draft == draft { return (.unchanged, known) }
        _ = try draft.update(known.id, ifVersion: nil, in: transaction)
        return (.updated, try TrainerProfile.find(known.id, in: transaction))
    }
}

extension TrainerProfile {
    /// The entry as a row of a file that the import reads, by column.
    package var row: [String: String] {
        var row = draft.bio?.fields("bio") ?? [:]
        row["nominated_by"] = draft.nominator
        row["employment"] = draft.employment.rawValue
        row["languages"] = draft.languages.joined(separator: "|")
        row["courses"] = draft.courses.joined(separator: "|")
        row["fields"] = draft.fields.joined(separator: "|")
        row["email"] = email
        row["given_name_cyrl"] = name.givenCyrl
        row["family_name_cyrl"] = name.familyCyrl
        row["given_name_latn"] = name.givenLatn
        row["family_name_latn"] = name.familyLatn
        return row
    }
}
