import Postgres

/// Somebody on the way to an accreditation: four stages, each with its verdict, until a deadline.
///
/// Assessor and verifier are two people, and neither is the candidate.
package struct Candidacy: Sendable {
    package let id: ID<Candidacy>
    package let email: String
    package let nameCyrl: String
    package let nameLatn: String
    package let courseCode: String?
    package let fieldCode: String?
    package let deadlineOn: CalendarDate
    package let endedOn: CalendarDate?
    /// What came of it.
    package let accreditation: ID<Accreditation>?
    package let stages: [Progress]
    let today: CalendarDate

    /// What has to be shown, in this order.
    package enum Stage: String, CaseIterable, Sendable {
        /// A qualification for the course, or for one of the field.
        case totPassed = "tot-passed"
        /// A delivery that somebody watched.
        case practiceObserved = "practice-observed"
        case assessed
        case verified
    }

    /// What was said of a stage.
    package enum Verdict: String, CaseIterable, Sendable {
        case pass, fail
        case askedToRepeat = "asked-to-repeat"
        case notEvaluated = "not-evaluated"
    }

    /// The verdict on a stage that counts, and by whom.
    package struct Progress: Sendable {
        package let stage: Stage
        package let verdict: Verdict
        /// The e-mail address of who examined; nil where nobody had to, or nobody did yet.
        package let examiner: String?
        package let examinedOn: CalendarDate?
        package let note: String?
    }

    /// Where it stands.
    package enum State: String, CaseIterable, Sendable {
        case open
        /// The deadline is over, and not every stage is passed.
        case overdue
        /// Every stage is passed: the accreditation can be granted.
        case complete
        case granted
        case ended
    }

    package var state: State {
        if accreditation != nil { return .granted }
        if endedOn != nil { return .ended }
        if stages.allSatisfy({ $0.verdict == .pass }) { return .complete }
        return deadlineOn < today ? .overdue : .open
    }

    /// Candidacies in the order of entry, all or those that have not ended.
    ///
    /// Refuses with `AccessError.notAllowed`.
    package static func list(
        onlyOpen: Bool,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Candidacy> {
        try actor.require(.readPeople)
        let found = try rows(
            """
            WHERE candidacies.id > \(page.afterID())
                AND (NOT \(onlyOpen) OR candidacies.ended_on IS NULL)
            ORDER BY candidacies.id
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(found, for: page) { String($0.id.value) }
    }

    /// The actor's own, under all records, the latest first; a candidate sees the verdicts and the
    /// deadline.
    package static func mine(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Candidacy] {
        guard let person = actor.personID else { return [] }
        return try rows(
            """
            WHERE candidacies.person_id IN (\(Person.records(of: person)))
            ORDER BY candidacies.id DESC
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            in: transaction
        )
    }

    /// One candidacy; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        _ id: ID<Candidacy>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Candidacy {
        try actor.require(.readPeople)
        guard let found = try rows("WHERE candidacies.id = \(id)", in: transaction).first
        else { throw NotFound("candidacy", String(id.value)) }
        return found
    }

    /// The number of a candidacy as people type it; refuses with `NotFound`.
    package static func id(typed: String) throws -> ID<Candidacy> {
        guard let number = Int(typed), number > 0 else { throw NotFound("candidacy", typed) }
        return ID(number)
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Candidacy] {
        let found = try transaction.rows(
            """
            SELECT candidacies.id, people.email,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn, courses.code,
                fields.code, candidacies.deadline_on, candidacies.ended_on, accreditations.id,
                centre_today()
            FROM candidacies
            JOIN people ON people.id = candidacies.person_id
            LEFT JOIN courses ON courses.id = candidacies.course_id
            LEFT JOIN fields ON fields.id = candidacies.field_id
            LEFT JOIN accreditations ON accreditations.candidacy_id = candidacies.id
            \(condition)
            """,
            as: (
                ID<Candidacy>.self, String.self, String.self, String.self, String?.self,
                String?.self, CalendarDate.self, CalendarDate?.self, ID<Accreditation>?.self,
                CalendarDate.self
            )
        )
        let stages = try progress(of: found.map(\.0), in: transaction)
        return found.map { row in
            Candidacy(
                id: row.0,
                email: row.1,
                nameCyrl: row.2,
                nameLatn: row.3,
                courseCode: row.4,
                fieldCode: row.5,
                deadlineOn: row.6,
                endedOn: row.7,
                accreditation: row.8,
                stages: Stage.allCases.map { stage in
                    stages[row.0]?.first { $0.stage == stage }
                        ?? Progress(
                            stage: stage,
                            verdict: .notEvaluated,
                            examiner: nil,
                            examinedOn: nil,
                            note: nil
                        )
                },
                today: row.9
            )
        }
    }

    private static func progress(
        of ids: [ID<Candidacy>],
        in transaction: borrowing Transaction
    ) throws -> [ID<Candidacy>: [Progress]] {
        let rows = try transaction.rows(
            """
            SELECT stages.candidacy_id, stages.stage, stages.verdict, people.email,
                stages.examined_on, stages.note
            FROM candidacy_stages AS stages
            LEFT JOIN people ON people.id = stages.examiner_id
            WHERE stages.candidacy_id = ANY(\(ids))
            """,
            as: (
                ID<Candidacy>.self, Stage.self, Verdict.self, String?.self, CalendarDate.self,
                String?.self
            )
        )
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            rows.map { row in
                Progress(
                    stage: row.1,
                    verdict: row.2,
                    examiner: row.3,
                    examinedOn: row.4,
                    note: row.5
                )
            }
        }
    }
}
