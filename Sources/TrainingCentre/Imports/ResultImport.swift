import Postgres

/// Imports scores of assessments.
struct ResultImport {
    static let columns = [
        "cohort_code", "email", "assessment", "score_percent", "attempt", "assessor", "verifier",
    ]

    private struct Draft {
        let cohort: String
        let email: String
        let assessment: String
        let attempt: Int
        let score: Hundredths
        let assessor: String?
        let verifier: String?
    }

    private struct Place: Hashable {
        let enrolment: ID<Enrolment>
        let assessment: String
        let attempt: Int

        init(_ enrolment: ID<Enrolment>, _ assessment: String, _ attempt: Int) {
            (self.enrolment, self.assessment, self.attempt) = (enrolment, assessment, attempt)
        }
    }

    private struct Entry {
        let place: Place
        let score: Hundredths
        let assessor: ID<Person>?
        let verifier: ID<Person>?
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
                assessment: form.assessment("assessment"),
                attempt: form.optionalInteger("attempt", in: 1...20) ?? 1,
                score: form.hundredths("score_percent", in: 0...10_000),
                assessor: form.has("assessor") ? form.email("assessor") : nil,
                verifier: form.has("verifier") ? form.email("verifier") : nil
            )
        }
        let roster = try CohortRoster(drafts.compactMap { $0?.cohort }, in: transaction)
        try run.act.actor.require(
            .manageEnrolments,
            orTeaching: roster.cohortIDs,
            in: transaction
        )
        let rules = try ResultRules(
            roster.cohortIDs,
            assessors: drafts.flatMap { draft in
                [draft?.assessor, draft?.verifier].compactMap(\.self).map {
                    ResultRules.Assessor(cohort: draft?.cohort ?? "", email: $0)
                }
            },
            in: transaction
        )
        var scores = try knownScores(of: roster, in: transaction)
        var new: [Entry] = []
        for (index, draft) in drafts.enumerated() {
            guard let draft else { continue }
            do {
                let enrolled = try roster.enrolment(of: draft.email, in: draft.cohort)
                let place = Place(enrolled.id, draft.assessment, draft.attempt)
                if scores[place] == draft.score { continue }
                let entry = try entry(draft, of: enrolled, at: place, rules, roster, scores)
                outcomes[index] = try run.outcome(
                    recorded: scores[place]?.description,
                    field: "score_percent"
                )
                scores[place] = draft.score
                new.append(entry)
            } catch {
                outcomes[index] = try RowOutcome(rejecting: error)
            }
        }
        try enter(new, in: transaction)
        run.progress(run.rows.count)
        return outcomes
    }

    /// What a row enters, by the rules of its cohort; refuses with `InvalidForm`.
    private func entry(
        _ draft: Draft,
        of enrolled: CohortRoster.Enrolled,
        at place: Place,
        _ rules: ResultRules,
        _ roster: CohortRoster,
        _ scores: [Place: Hundredths]
    ) throws -> Entry {
        try roster.checkOpen(draft.cohort)
        let rule = try rules.rule(draft.cohort, draft.assessment, draft.attempt)
        try roster.check(
            CohortRoster.Statement(
                enrolled: enrolled,
                fact: .score(rule.kind),
                isCorrection: scores[place] != nil,
                hasReason: run.act.reason != nil
            ),
            in: draft.cohort
        )
        if rule.kind != .pre { try roster.checkBegun(draft.cohort) }
        let before = Place(place.enrolment, place.assessment, place.attempt - 1)
        guard place.attempt == 1 || scores[before] != nil else {
            throw InvalidForm([FieldProblem("attempt", "the attempt before it has no result")])
        }
        let (assessor, verifier) = try rules.assessors(
            draft.assessor,
            draft.verifier,
            of: draft.email,
            in: draft.cohort,
            isPractical: rule.kind == .practical
        )
        return Entry(place: place, score: draft.score, assessor: assessor, verifier: verifier)
    }

    private func knownScores(
        of roster: CohortRoster,
        in transaction: borrowing Transaction
    ) throws -> [Place: Hundredths] {
        let rows = try transaction.rows(
            """
            SELECT DISTINCT ON (results.enrolment_id, results.assessment, results.attempt)
                results.enrolment_id, results.assessment, results.attempt, results.score_percent
            FROM results
            JOIN enrolments ON enrolments.id = results.enrolment_id
            WHERE enrolments.cohort_id = ANY(\(roster.cohortIDs))
            ORDER BY results.enrolment_id, results.assessment, results.attempt, results.id DESC
            """,
            as: (ID<Enrolment>.self, String.self, Int.self, Hundredths.self)
        )
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                (Place($0, $1, $2), $3)
            }
        )
    }

    private func enter(_ new: [Entry], in transaction: borrowing Transaction) throws {
        guard !new.isEmpty else { return }
        _ = try transaction.execute(
            """
            INSERT INTO results (
                enrolment_id, assessment, score_percent, reason, attempt, assessor_id, verifier_id)
            SELECT new.enrolment_id, new.assessment, new.score_percent, \(run.act.reason?.text),
                new.attempt, new.assessor_id, new.verifier_id
            FROM unnest(
                \(new.map(\.place.enrolment)), \(new.map(\.place.assessment)),
                \(new.map(\.score)), \(new.map(\.place.attempt)), \(new.map(\.assessor)),
                \(new.map(\.verifier))
            ) WITH ORDINALITY AS new (
                enrolment_id, assessment, score_percent, attempt, assessor_id, verifier_id,
                position)
            ORDER BY new.position
            """
        )
    }
}
