import Documents
import Postgres

/// What became of a course's interests when a cohort took them up.
package struct TakenInterests: Sendable {
    /// Those who asked for a seat now, by e-mail address.
    package let people: [String]
    /// Organisations to ask for names, with the number of people that they spoke of.
    package let organisations: [(code: String, peopleCount: Int)]
    /// Those who stay in the list, and why.
    package let skipped: [(email: String, problem: String)]

    package var json: JSON {
        [
            "people": .array(people.map(JSON.string)),
            "organisations": .array(
                organisations.map {
                    ["organisation": .string($0.code), "people_count": .integer($0.peopleCount)]
                }
            ),
            "skipped": .array(
                skipped.map { ["person": .string($0.email), "problem": .string($0.problem)] }
            ),
        ]
    }
}

extension Interest {
    /// Asks for a seat in a cohort for everybody who waits for its course, the first first.
    ///
    /// A person who gets none, because the cohort is full for one, stays in the list.
    /// Organisations are taken up as well: they are asked for names. Refuses with
    /// `AccessError.notAllowed`, `NotFound` and `EnrolmentError.cohortNotOpen`.
    package static func take(
        into code: String,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> TakenInterests {
        try actor.require(.manageEnrolments)
        let id = try Cohort.lock(code, in: transaction)
        let cohort = try Cohort.find(code, in: transaction)
        guard cohort.state.takesEnrolments else { throw EnrolmentError.cohortNotOpen }
        let waiting = try rows(
            """
            WHERE courses.code = \(cohort.draft.courseCode) AND interests.cohort_id IS NULL
                AND withdrawn_on IS NULL
            ORDER BY interests.id
            FOR UPDATE OF interests
            """,
            in: transaction
        )
        var people: [String] = []
        var skipped: [(String, String)] = []
        var taken: [ID<Interest>] = []
        for interest in waiting {
            guard let email = interest.email else {
                taken.append(interest.id)
                continue
            }
            do {
                try transaction.savepoint {
                    _ = try Enrolment.takeSeat(
                        cohort: code,
                        form: Form(["email": email]),
                        ofList: true,
                        chance: chance,
                        by: actor,
                        in: transaction
                    )
                }
                people.append(email)
                taken.append(interest.id)
            } catch {
                guard let refusal = error as? any Refusal else { throw error }
                skipped.append((email, refusal.message))
            }
        }
        _ = try transaction.execute(
            "UPDATE interests SET cohort_id = \(id) WHERE id = ANY(\(taken))"
        )
        return TakenInterests(
            people: people,
            organisations: waiting.compactMap { interest in
                interest.organisation.map { ($0, interest.peopleCount) }
            },
            skipped: skipped
        )
    }
}
