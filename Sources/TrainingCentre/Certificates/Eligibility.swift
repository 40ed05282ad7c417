import Postgres

/// Whether a person gets a certificate of a kind, and why not.
package struct Eligibility: Sendable {
    package let enrolment: ID<Enrolment>
    package let email: String
    package let holderCyrl: String
    package let holderLatn: String
    /// Whether a person confirmed the name in both scripts; a certificate freezes it as it stands.
    package let isNameConfirmed: Bool
    /// Why not, in stable English words; empty when the person is eligible.
    package let reasons: [String]
    /// The number of the certificate that the person holds for this already.
    package let heldNumber: String?

    package var isEligible: Bool { reasons.isEmpty }

    /// Every enrolment of a cohort with its verdict, in the order of the register of learners.
    ///
    /// Before the cohort is closed the verdict is what it would be now, and nobody is eligible
    /// yet: “cohort not closed” is then the last reason. Refuses with `NotFound` and
    /// `AccessError.notAllowed`.
    package static func list(
        cohort code: String,
        kind: Certificate.Kind,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Eligibility] {
        let cohort = try Cohort.find(code, in: transaction)
        let id = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [id], in: transaction)
        return try rows(of: id, isClosed: cohort.state == .closed, kind: kind, in: transaction)
    }

    /// The verdicts that issuing acts on; closed cohorts have theirs frozen.
    static func rows(
        of cohort: ID<Cohort>,
        isClosed: Bool,
        kind: Certificate.Kind,
        in transaction: borrowing Transaction
    ) throws -> [Eligibility] {
        try transaction.rows(
            """
            SELECT enrolments.id, people.email,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn,
                -- Of outcomes that were frozen before there were several, the one.
                CASE WHEN verdict.problem IS NULL THEN '{}'
                    ELSE coalesce(verdict.problems, ARRAY[verdict.problem]) END,
                held.number,
                EXISTS (
                    SELECT FROM certificates
                    WHERE certificates.enrolment_id = enrolments.id
                        AND certificates.kind = \(kind)),
                people.proposed_script IS NOT NULL, \(isRepeated)
            FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            JOIN \(identifier: isClosed ? "outcomes" : "standings") AS verdict
                ON verdict.enrolment_id = enrolments.id
            LEFT JOIN live_certificates AS live
                ON live.person_id = enrolments.person_id AND live.cohort_id = enrolments.cohort_id
                AND live.kind = \(kind) AND is_live_enrolment(enrolments.status)
            LEFT JOIN certificates AS held ON held.id = live.certificate_id
            WHERE enrolments.cohort_id = \(cohort)
            ORDER BY \(Person.order()), enrolments.id
            """,
            as: (
                ID<Enrolment>.self, String.self, String.self, String.self, [String].self,
                String?.self, Bool.self, Bool.self, Bool.self
            )
        ).map { enrolment, email, cyrl, latn, problems, number, wasIssued, isProposed, isRepeated in
            var reasons = Self.reasons(problems, for: kind)
            if reasons.isEmpty, wasIssued, number == nil { reasons = ["certificate was revoked"] }
            if reasons.isEmpty, isRepeated, number == nil { reasons = ["enrolled twice"] }
            if !isClosed { reasons.append("cohort not closed") }
            return Eligibility(
                enrolment: enrolment,
                email: email,
                holderCyrl: cyrl,
                holderLatn: latn,
                isNameConfirmed: !isProposed,
                reasons: reasons,
                heldNumber: number
            )
        }
    }

    /// Whether the person, merged since, has another enrolment in the closed cohort that counts
    /// instead of this one: the one that passed, otherwise the first.
    private static let isRepeated: SQL = """
        (EXISTS (
            SELECT FROM person_merges
            WHERE enrolments.person_id IN (merged_id, into_id))
        AND EXISTS (
            SELECT FROM person_records(enrolments.person_id) AS record
            JOIN outcomes AS other
                ON other.person_id = record AND other.cohort_id = enrolments.cohort_id
            WHERE record <> enrolments.person_id AND other.withdrawn_on IS NULL
                AND (other.passed, -other.enrolment_id)
                    > (verdict.problem IS NULL, -enrolments.id)))
        """

    /// What is missing of somebody who did not attend enough, as the database words it.
    private static let ofAttendance: Set = [
        "withdrawn", "no session recorded", "attendance below minimum",
    ]

    /// What a standing means for a kind: who attended enough may have a confirmation of
    /// participation whatever the tests said.
    static func reasons(_ problems: [String], for kind: Certificate.Kind) -> [String] {
        switch kind {
        case .completion: problems
        case .participation: problems.filter(ofAttendance.contains)
        case .accreditation: ["no accreditation recorded"]
        }
    }
}
