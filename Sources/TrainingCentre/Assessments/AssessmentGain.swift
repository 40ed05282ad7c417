import Documents
import Postgres

/// How much people learned: from the test before a training to its final one.
package struct AssessmentGain: Sendable {
    /// Of one cohort, or of all of a course.
    package struct Line: Sendable {
        package let cohort: String?
        /// Those with both scores; nobody else is counted.
        package let participations: Int
        package let preMean: Hundredths?
        package let finalMean: Hundredths?
        package let improved: Int
    }

    package let total: Line
    package let cohorts: [Line]

    /// What the numbers are, for whoever reads them.
    package static let definition =
        "means of the test before the training and of the final one, in percent, over enrolments "
        + "that have both and were not withdrawn; of several attempts the one that counts; the "
        + "gain is the difference of the two means, in points"

    /// The gain of a cohort; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> AssessmentGain {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readReports, orTeaching: [cohort], in: transaction)
        return try rows("cohorts.id = \(cohort)", in: transaction)
    }

    /// The gain of all cohorts of a course; refuses with `AccessError.notAllowed`, `NotFound`.
    package static func find(
        course code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> AssessmentGain {
        try actor.require(.readReports)
        let course = try Course.find(code, in: transaction).draft.code
        return try rows(
            "cohorts.course_id = (SELECT id FROM courses WHERE code = \(course))",
            in: transaction
        )
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> AssessmentGain {
        let lines = try transaction.rows(
            """
            SELECT scores.cohort, count(*), round(avg(scores.pre), 2), round(avg(scores.final), 2),
                count(*) FILTER (WHERE scores.final > scores.pre)
            FROM (
                SELECT cohorts.code AS cohort, standing.enrolment_id,
                    avg(standing.score_percent) FILTER (WHERE standing.kind = 'pre') AS pre,
                    avg(standing.score_percent) FILTER (WHERE standing.kind = 'final') AS final
                FROM cohorts
                JOIN assessment_standings AS standing ON standing.cohort_id = cohorts.id
                JOIN enrolments ON enrolments.id = standing.enrolment_id
                    AND is_live_enrolment(enrolments.status)
                WHERE \(condition)
                GROUP BY cohorts.code, standing.enrolment_id
            ) AS scores
            WHERE scores.pre IS NOT NULL AND scores.final IS NOT NULL
            GROUP BY GROUPING SETS ((scores.cohort), ())
            ORDER BY scores.cohort NULLS FIRST
            """,
            as: (String?.self, Int.self, Hundredths?.self, Hundredths?.self, Int.self)
        ).map {
            Line(cohort: $0, participations: $1, preMean: $2, finalMean: $3, improved: $4)
        }
        let nobody = Line(
            cohort: nil,
            participations: 0,
            preMean: nil,
            finalMean: nil,
            improved: 0
        )
        return AssessmentGain(
            total: lines.first { $0.cohort == nil } ?? nobody,
            cohorts: lines.filter { $0.cohort != nil }
        )
    }

    package var json: JSON {
        .object(
            (total.json.members ?? []).dropFirst() + [
                JSON.Member("cohorts", .array(cohorts.map(\.json))),
                JSON.Member("definition", .string(Self.definition)),
            ]
        )
    }
}

extension AssessmentGain.Line {
    /// The difference of the two means, in points.
    package var gain: Hundredths? {
        guard let preMean, let finalMean else { return nil }
        return Hundredths(finalMean.value - preMean.value)
    }

    package var json: JSON {
        [
            "cohort": JSON(cohort), "participations": .integer(participations),
            "pre_mean": preMean?.json ?? .null, "final_mean": finalMean?.json ?? .null,
            "gain": gain?.json ?? .null, "improved": .integer(improved),
        ]
    }
}
