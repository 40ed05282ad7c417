import Credentials
import Postgres

/// One entry of the register: frozen facts, a number, a verification ID, and a state.
package struct Certificate: Sendable {
    package let number: String
    package let id: VerificationID
    package let kind: Kind
    package let status: VerificationStatus
    package let email: String
    package let holderCyrl: String
    package let holderLatn: String
    /// nil for the certificate of an accreditation.
    package let cohortCode: String?
    package let issuedOn: CalendarDate

    /// The kinds of printed document.
    package enum Kind: String, CaseIterable, Sendable {
        /// Uverenje: passed.
        case completion
        /// Potvrda o učešću: attended.
        case participation
        /// Sertifikat trenera: accredited as a trainer.
        case accreditation
    }

    /// Certificates in the order of the register.
    ///
    /// Refuses with `AccessError.notAllowed`, and with `NotFound` a cohort that there is not.
    package static func list(
        cohort: String?,
        status: VerificationStatus?,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Certificate> {
        guard actor.may(.readPeople) || actor.personID != nil else {
            throw AccessError.notAllowed
        }
        let visible = actor.may(.readPeople)
        // By the cohort's index, and not by looking at the code of every certificate's cohort.
        let ofCohort: SQL =
            if let cohort {
                """
                AND listed.id IN (
                    SELECT id FROM certificates
                    WHERE cohort_id = \(try Cohort.id(of: cohort, in: transaction)))
                """
            } else { "" }
        let found = try transaction.rows(
            """
            SELECT listed.id, listed.number, listed.verification_id, listed.kind, listed.status,
                people.email, listed.holder_cyrl, listed.holder_latn, listed.cohort_code,
                listed.issued_on
            FROM certificate_states AS listed
            JOIN people ON people.id = listed.person_id
            WHERE listed.id > \(page.afterID())
                AND (\(visible) OR listed.person_id IN (\(Person.records(of: actor.personID))))
                \(ofCohort)
                AND (\(status?.rawValue)::text IS NULL OR listed.status = \(status?.rawValue))
            ORDER BY listed.id
            LIMIT \(page.rowsMax + 1)
            """,
            as: (
                Int.self, String.self, VerificationID.self, Kind.self, VerificationStatus.self,
                String.self, String.self, String.self, String?.self, CalendarDate.self
            )
        ).map { id, number, verificationID, kind, status, email, cyrl, latn, cohort, issuedOn in
            (
                id,
                Certificate(
                    number: number,
                    id: verificationID,
                    kind: kind,
                    status: status,
                    email: email,
                    holderCyrl: cyrl,
                    holderLatn: latn,
                    cohortCode: cohort,
                    issuedOn: issuedOn
                )
            )
        }
        return Page(found, for: page) { String($0.0) }.map { $0.1 }
    }
}
