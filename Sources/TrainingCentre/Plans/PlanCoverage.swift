import Documents
import Postgres

/// What was taught in each area of a plan, as of a date: 0 where nothing was.
package struct PlanCoverage: Sendable {
    package let plan: String
    package let asOf: CalendarDate
    package let areas: [Area]

    /// One area, in the order of the plan.
    package struct Area: Sendable {
        package let code: String
        package let kind: PlanArea.Kind
        package let position: Int
        package let title: Titles
        package let courses: Int
        package let deliveries: Int
        package let personsPassed: Int
    }

    /// What the numbers mean, printed with them.
    package static let definition = """
        Courses are those that the plan named for the area by the date. A delivery is a cohort of \
        one of them that was closed by the date; persons passed are counted once an area, also \
        those who were entered twice and merged by the date. A course of two areas counts in both.
        """

    /// Counts as of a date, today unless given; refuses with `NotFound`.
    package static func make(
        _ code: String,
        asOf: CalendarDate? = nil,
        in transaction: borrowing Transaction
    ) throws -> PlanCoverage {
        let plan = try Plan.find(code, in: transaction)
        let day = try asOfDay(asOf, in: transaction)
        let areas = try transaction.rows(
            """
            SELECT plan_areas.code, plan_areas.kind, plan_areas.position,
                \(ReportScope.titlesThen("plan_areas", on: day)),
                count(DISTINCT plan_area_courses.course_id), count(DISTINCT cohorts.id),
                count(DISTINCT coalesce(stand_in.into_id, outcomes.person_id))
            FROM plans
            JOIN \(SQL.told("plan_areas", on: day)) ON plan_areas.plan_id = plans.id
            LEFT JOIN \(SQL.told("plan_area_courses", on: day))
                ON plan_area_courses.area_id = plan_areas.id
            LEFT JOIN cohorts ON cohorts.course_id = plan_area_courses.course_id
                AND cohorts.closed_on <= \(day)
            LEFT JOIN enrolments ON enrolments.cohort_id = cohorts.id
            LEFT JOIN outcomes ON outcomes.enrolment_id = enrolments.id AND outcomes.passed
            LEFT JOIN person_stand_ins(\(day)) AS stand_in
                ON stand_in.merged_id = outcomes.person_id
            WHERE plans.code = \(plan.draft.code)
            GROUP BY plan_areas.id, plan_areas.code, plan_areas.kind, plan_areas.position,
                plan_areas.title_sr_cyrl, plan_areas.title_sr_latn, plan_areas.title_en
            ORDER BY plan_areas.kind DESC, plan_areas.position
            """,
            as: (
                String.self, PlanArea.Kind.self, Int.self, [String].self, Int.self, Int.self,
                Int.self
            )
        ).map {
            Area(
                code: $0,
                kind: $1,
                position: $2,
                title: Titles(columns: $3),
                courses: $4,
                deliveries: $5,
                personsPassed: $6
            )
        }
        return PlanCoverage(plan: plan.draft.code, asOf: day, areas: areas)
    }

    package var json: JSON {
        [
            "plan": .string(plan), "as_of": asOf.json,
            "areas": .array(
                areas.map {
                    [
                        "area": .string($0.code), "kind": .string($0.kind.rawValue),
                        "position": .integer($0.position), "title": $0.title.json,
                        "courses": .integer($0.courses), "deliveries": .integer($0.deliveries),
                        "persons_passed": .integer($0.personsPassed),
                    ]
                }
            ), "definition": .string(PlanCoverage.definition),
        ]
    }
}
