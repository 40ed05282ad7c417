import Postgres

/// What the cohorts of an import measure, and the people who assessed.
struct ResultRules {
    struct Rule {
        let kind: Assessment.Kind
        let attemptsMax: Int
    }

    private var rules: [String: [String: Rule]] = [:]
    private var people: [Assessor: Known] = [:]

    /// Somebody who is named as assessor or verifier in a cohort.
    struct Assessor: Hashable {
        let cohort: String
        let email: String
    }

    private struct Known {
        let id: ID<Person>
        /// The record that stands for the person.
        let standingID: ID<Person>
        let isEnrolled: Bool
        let mayAssess: Bool
    }

    init(
        _ cohorts: [ID<Cohort>],
        assessors: [Assessor],
        in transaction: borrowing Transaction
    ) throws {
        for (cohort, code, kind, attemptsMax) in try transaction.rows(
            """
            SELECT cohorts.code, asked.code, asked.kind, asked.attempts_max
            FROM effective_assessments AS asked JOIN cohorts ON cohorts.id = asked.cohort_id
            WHERE asked.cohort_id = ANY(\(cohorts))
            """,
            as: (String.self, String.self, Assessment.Kind.self, Int.self)
        ) {
            rules[cohort, default: [:]][code] = Rule(kind: kind, attemptsMax: attemptsMax)
        }
        guard !assessors.isEmpty else { return }
        let named = Array(Set(assessors))
        for (cohort, email, id, standingID, isEnrolled, mayAssess) in try transaction.rows(
            """
            SELECT cohorts.code, people.email, people.id, standing_person(people.id),
                is_enrolled(people.id, cohorts.id), may_assess(people.id, cohorts.id)
            FROM unnest(\(named.map(\.cohort)), \(named.map(\.email))) AS named (cohort, email)
            JOIN cohorts ON cohorts.code = named.cohort
            JOIN people ON people.email = named.email
            """,
            as: (
                String.self, String.self, ID<Person>.self, ID<Person>.self, Bool.self, Bool.self
            )
        ) {
            people[Assessor(cohort: cohort, email: email)] = Known(
                id: id,
                standingID: standingID,
                isEnrolled: isEnrolled,
                mayAssess: mayAssess
            )
        }
    }

    /// Refuses with `InvalidForm` what the cohort does not measure, or not so often.
    func rule(_ cohort: String, _ assessment: String, _ attempt: Int) throws -> Rule {
        guard let rule = rules[cohort]?[assessment] else {
            let known = (rules[cohort] ?? [:]).keys.map { "“\($0)”" }.sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            throw InvalidForm([
                FieldProblem(
                    "assessment",
                    "“\(assessment)” is not known: \(cohort) has \(known.joined(separator: ", "))"
                )
            ])
        }
        guard attempt <= rule.attemptsMax else {
            throw InvalidForm([
                FieldProblem(
                    "attempt",
                    "\(assessment) has at most \(rule.attemptsMax) in \(cohort)"
                )
            ])
        }
        return rule
    }

    /// Who assessed and who verified; practical work needs both, two people, and nobody oneself.
    ///
    /// Neither is enrolled in the cohort, and the assessor of practical work teaches it or is
    /// accredited for its course.
    func assessors(
        _ assessor: String?,
        _ verifier: String?,
        of email: String,
        in cohort: String,
        isPractical: Bool
    ) throws -> (ID<Person>?, ID<Person>?) {
        if assessor == nil, verifier == nil, !isPractical { return (nil, nil) }
        let first = try person("assessor", assessor, of: email, in: cohort)
        let second = try person("verifier", verifier, of: email, in: cohort)
        guard first.standingID != second.standingID else {
            throw InvalidForm([FieldProblem("verifier", "has to be another person")])
        }
        guard first.mayAssess || !isPractical else {
            throw InvalidForm([
                FieldProblem(
                    "assessor",
                    "is neither a trainer of \(cohort) nor accredited for its course"
                )
            ])
        }
        return (first.id, second.id)
    }

    private func person(
        _ field: String,
        _ named: String?,
        of email: String,
        in cohort: String
    ) throws -> Known {
        guard let named else {
            throw InvalidForm([
                FieldProblem(
                    field,
                    "is missing: an assessor and a second person verify it",
                    .missing
                )
            ])
        }
        guard let known = people[Assessor(cohort: cohort, email: named)] else {
            throw InvalidForm([FieldProblem(field, "“\(named)” is no known person")])
        }
        guard !named.utf8.elementsEqual(email.utf8) else {
            throw InvalidForm([FieldProblem(field, "is the person who is assessed")])
        }
        guard !known.isEnrolled else {
            throw InvalidForm([FieldProblem(field, "is enrolled in \(cohort) as well")])
        }
        return known
    }
}
