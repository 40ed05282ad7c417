import Postgres

/// Whether a person gets a certificate of a kind, and why not.
package struct Eligibility: Sendable {
    package let email: String
    package let holderCyrl: String
    package let holderLatn: String
    package let isEligible: Bool
    /// Why not, in stable English words; what a person who is eligible should know is no reason.
    package let reasons: [String]
    /// The number of the certificate that the person holds for this already.
    package let heldNumber: String?

    /// Every enrolment of a cohort with its verdict, in the order of the register of learners.
    ///
    /// Before the cohort is closed the verdict is what it would be now, and nobody is eligible
    /// yet: “cohort not closed” is then the last reason. Refuses with `NotFound`.
    package static func list(
        cohort code: String,
        kind: Certificate.Kind,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Eligibility] {
        try actor.require(.readPeople)
        let cohort = try Cohort.find(code, in: transaction)
        return try transaction.rows(
            """
            SELECT people.email,
                people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn,
                coalesce(outcomes.problem, standings.problem), live.number
            FROM cohorts
            JOIN enrolments ON enrolments.cohort_id = cohorts.id
            JOIN people ON people.id = enrolments.person_id
            JOIN standings ON standings.enrolment_id = enrolments.id
            LEFT JOIN outcomes ON outcomes.enrolment_id = enrolments.id
            LEFT JOIN LATERAL (
                SELECT certificates.number
                FROM live_certificates
                JOIN certificates ON certificates.id = live_certificates.certificate_id
                WHERE live_certificates.person_id = enrolments.person_id
                    AND live_certificates.cohort_id = enrolments.cohort_id
                    AND live_certificates.kind = \(kind)
                    AND enrolments.status <> 'withdrawn'
            ) AS live ON true
            WHERE cohorts.code = \(cohort.draft.code)
            ORDER BY people.family_name_cyrl COLLATE "sr-Cyrl-x-icu",
                people.given_name_cyrl COLLATE "sr-Cyrl-x-icu", enrolments.id
            """,
            as: (String.self, String.self, String.self, String?.self, String?.self)
        ).map { email, cyrl, latn, problem, number in
            var reasons = Self.reasons(problem, for: kind)
            if cohort.state != .closed { reasons.append("cohort not closed") }
            return Eligibility(
                email: email,
                holderCyrl: cyrl,
                holderLatn: latn,
                isEligible: reasons.isEmpty,
                reasons: reasons,
                heldNumber: number
            )
        }
    }

    /// What a standing means for a kind: who attended enough may have a confirmation of
    /// participation whatever the final test said.
    static func reasons(_ problem: String?, for kind: Certificate.Kind) -> [String] {
        switch kind {
        case .completion: problem.map { [$0] } ?? []
        case .participation:
            problem.map { $0.hasPrefix("final") ? [] : [$0] } ?? []
        case .accreditation: ["no accreditation recorded"]
        }
    }
}
