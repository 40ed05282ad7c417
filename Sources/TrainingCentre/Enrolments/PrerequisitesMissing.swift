import Postgres

/// What somebody who asks for a seat lacks of what the cohort's course asks for, by name.
struct PrerequisitesMissing: Refusal {
    let missing: [MissingPrerequisite]
    /// How staff go past it.
    var way = "with a reason"

    var kind: RefusalKind { .conflict }
    var code: String { EnrolmentError.prerequisitesMissing.code }
    var column: String { EnrolmentError.prerequisitesMissing.column }
    var message: String {
        guard !missing.isEmpty else { return EnrolmentError.prerequisitesMissing.message }
        return "the person lacks what this course asks for: "
            + missing.map(\.sentence).joined(separator: "; ")
            + "; staff may go past it \(way)"
    }

    /// What each of those who ask lacks, in their order; an empty one for who lacks nothing.
    static func of(
        _ requests: [SeatRequest],
        in transaction: borrowing Transaction
    ) throws -> [PrerequisitesMissing] {
        guard !requests.isEmpty else { return [] }
        var found = [[MissingPrerequisite]](repeating: [], count: requests.count)
        for (place, kind, course, programme, months) in try transaction.rows(
            """
            SELECT asked.place, missing.kind, missing.course_code, missing.programme_code,
                missing.experience_months
            FROM unnest(
                \(requests.map(\.cohort.value)), \(requests.map(\.person?.value))
            ) WITH ORDINALITY AS asked (cohort_id, person_id, place)
            JOIN cohorts ON cohorts.id = asked.cohort_id
            CROSS JOIN LATERAL missing_for_version(
                asked.person_id, cohorts.course_version_id) AS missing
            WHERE cohort_has_prerequisites(cohorts.id)
            """,
            as: (Int.self, MissingPrerequisite.Kind.self, String?.self, String?.self, Int?.self)
        ) {
            found[place - 1].append(
                MissingPrerequisite(
                    kind: kind,
                    courseCode: course,
                    programmeCode: programme,
                    experienceMonths: months
                )
            )
        }
        return found.map { PrerequisitesMissing(missing: $0) }
    }
}

extension MissingPrerequisite {
    /// What is missing, for a person to read.
    fileprivate var sentence: String {
        switch kind {
        case .course: "the course \(courseCode ?? "") is not passed"
        case .programmeOrder:
            "the programme \(programmeCode ?? "") has the course \(courseCode ?? "") before it"
        case .experience: "\(experienceMonths ?? 0) months of experience are not recognised"
        }
    }
}
