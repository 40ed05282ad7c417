import Documents
import Postgres

/// That somebody need not be assessed, because what was learned before is proved otherwise.
package struct AssessmentExemption: Sendable {
    package let email: String
    package let assessment: String
    package let evidence: String

    package var json: JSON {
        [
            "email": .string(email), "assessment": .string(assessment),
            "evidence": .string(evidence),
        ]
    }

    /// The exemptions of a cohort, by person; refuses with `AccessError.notAllowed`, `NotFound`.
    package static func list(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [AssessmentExemption] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        return try transaction.rows(
            """
            SELECT people.email, assessment, evidence
            FROM assessment_exemptions
            JOIN enrolments ON enrolments.id = enrolment_id
            JOIN people ON people.id = enrolments.person_id
            WHERE enrolments.cohort_id = \(cohort)
            ORDER BY people.email, assessment
            """,
            as: (String.self, String.self, String.self)
        ).map { AssessmentExemption(email: $0, assessment: $1, evidence: $2) }
    }

    /// Exempts somebody from an assessment, with the evidence and the reason.
    ///
    /// The form has `email`, `assessment` and `evidence`. Staff may; a trainer may not, who would
    /// decide alone what the pass mark is for. Refuses with `AccessError.notAllowed`,
    /// `ReasonMissing`, `NotFound`, `InvalidForm` and `AssessmentError`.
    package static func grant(
        cohort code: String,
        _ form: Form,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> AssessmentExemption {
        try act.actor.require(.manageEnrolments)
        _ = try act.requireReason()
        var form = form
        let (email, assessment) = (form.email("email"), form.assessment("assessment"))
        let evidence = form.text("evidence", lengthMax: 500)
        if evidence.unicodeScalars.count < 3 { form.refuse("evidence", "is too short") }
        try form.check()
        let enrolment = try enrolment(of: email, in: code, transaction)
        do {
            _ = try transaction.execute(
                """
                INSERT INTO assessment_exemptions (enrolment_id, assessment, evidence)
                VALUES (\(enrolment), \(assessment), \(evidence))
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(AssessmentError.init) ?? error
        }
        return AssessmentExemption(email: email, assessment: assessment, evidence: evidence)
    }

    /// Takes an exemption back.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, `NotFound`, `InvalidForm` and
    /// `AssessmentError.cohortClosed`.
    package static func end(
        cohort code: String,
        _ form: Form,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> AssessmentExemption {
        try act.actor.require(.manageEnrolments)
        _ = try act.requireReason()
        var form = form
        let (email, assessment) = (form.email("email"), form.assessment("assessment"))
        try form.check()
        let enrolment = try enrolment(of: email, in: code, transaction)
        let known = try list(cohort: code, by: act.actor, in: transaction).first {
            $0.email.utf8.elementsEqual(email.utf8)
                && $0.assessment.utf8.elementsEqual(assessment.utf8)
        }
        guard let known else { throw NotFound("exemption", "of this person from \(assessment)") }
        do {
            _ = try transaction.execute(
                """
                DELETE FROM assessment_exemptions
                WHERE enrolment_id = \(enrolment) AND assessment = \(assessment)
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(AssessmentError.init) ?? error
        }
        return known
    }

    /// The enrolment of somebody who has a place, under the cohort's lock.
    private static func enrolment(
        of email: String,
        in code: String,
        _ transaction: borrowing Transaction
    ) throws -> ID<Enrolment> {
        let cohort = try Cohort.lock(code, in: transaction)
        let found = try transaction.value(
            """
            SELECT enrolments.id
            FROM enrolments JOIN people ON people.id = enrolments.person_id
            WHERE enrolments.cohort_id = \(cohort) AND people.email = \(email)
                AND enrolments.status = 'confirmed'
            """,
            as: ID<Enrolment>.self
        )
        guard let found else { throw NotFound("enrolment", "of this person") }
        return found
    }
}
