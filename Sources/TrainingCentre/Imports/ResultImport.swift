import Postgres

/// Imports scores of assessments.
struct ResultImport {
    static let columns = ["cohort_code", "email", "assessment", "score_percent"]

    private struct Draft {
        let cohort: String
        let email: String
        let assessment: Assessment
        let score: Hundredths
    }

    private struct Place: Hashable {
        let enrolment: ID<Enrolment>
        let assessment: Assessment
    }

    private let run: ImportRun

    init(_ run: ImportRun) {
        self.run = run
    }

    func perform(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        var outcomes = [RowOutcome](repeating: .unchanged, count: run.rows.count)
        let drafts = try run.read(&outcomes) { form in
            Draft(
                cohort: form.code("cohort_code"),
                email: form.email("email"),
                assessment: form.choice("assessment") ?? .pre,
                score: form.hundredths("score_percent", in: 0...10_000)
            )
        }
        let roster = try CohortRoster(drafts.compactMap { $0?.cohort }, in: transaction)
        try run.act.actor.require(
            .manageEnrolments,
            orTeaching: roster.cohortIDs,
            in: transaction
        )
        var scores = try knownScores(of: roster, in: transaction)
        var new: [(place: Place, score: Hundredths)] = []
        for (index, draft) in drafts.enumerated() {
            guard let draft else { continue }
            do {
                let enrolled = try roster.enrolment(of: draft.email, in: draft.cohort)
                let place = Place(enrolment: enrolled.id, assessment: draft.assessment)
                if scores[place] == draft.score { continue }
                try roster.checkChangeable(enrolled, in: draft.cohort)
                try roster.checkBegun(draft.cohort, for: draft.assessment)
                outcomes[index] = try run.outcome(
                    recorded: scores[place]?.description,
                    field: "score_percent"
                )
                scores[place] = draft.score
                new.append((place, draft.score))
            } catch {
                outcomes[index] = try RowOutcome(rejecting: error)
            }
        }
        try enter(new, in: transaction)
        run.progress(run.rows.count)
        return outcomes
    }

    private func knownScores(
        of roster: CohortRoster,
        in transaction: borrowing Transaction
    ) throws -> [Place: Hundredths] {
        let rows = try transaction.rows(
            """
            SELECT DISTINCT ON (results.enrolment_id, results.assessment)
                results.enrolment_id, results.assessment, results.score_percent
            FROM results
            JOIN enrolments ON enrolments.id = results.enrolment_id
            WHERE enrolments.cohort_id = ANY(\(roster.cohortIDs))
            ORDER BY results.enrolment_id, results.assessment, results.id DESC
            """,
            as: (ID<Enrolment>.self, Assessment.self, Hundredths.self)
        )
        return Dictionary(
            uniqueKeysWithValues: rows.map { (Place(enrolment: $0, assessment: $1), $2) }
        )
    }

    private func enter(
        _ new: [(place: Place, score: Hundredths)],
        in transaction: borrowing Transaction
    ) throws {
        guard !new.isEmpty else { return }
        _ = try transaction.execute(
            """
            INSERT INTO results (enrolment_id, assessment, score_percent, reason)
            SELECT new.enrolment_id, new.assessment, new.score_percent, \(run.act.reason?.text)
            FROM unnest(
                \(new.map(\.place.enrolment)), \(new.map(\.place.assessment.rawValue)),
                \(new.map(\.score))
            ) WITH ORDINALITY AS new (enrolment_id, assessment, score_percent, position)
            ORDER BY new.position
            """
        )
    }
}
