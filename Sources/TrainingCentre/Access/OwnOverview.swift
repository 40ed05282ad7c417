import Credentials
import Postgres

/// What somebody who is signed in is told of oneself.
package struct OwnOverview: Sendable {
    /// Whether the account is of a person; without one there is nothing to show.
    package let isOfPerson: Bool
    /// Newest first.
    package let enrolments: [OwnEnrolment]
    /// Newest first; in whatever state they are.
    package let certificates: [OwnCertificate]
    /// The cohorts that the person teaches and that have not ended.
    package let taught: [CohortHeading]
    /// Whether the actor nominates for an institution.
    package let isFocalPoint: Bool
    /// The courses that the person wants and that have no date yet.
    package let interests: [OwnInterest]

    package init(
        isOfPerson: Bool,
        enrolments: [OwnEnrolment],
        certificates: [OwnCertificate],
        taught: [CohortHeading],
        isFocalPoint: Bool = false,
        interests: [OwnInterest] = []
    ) {
        self.isOfPerson = isOfPerson
        self.enrolments = enrolments
        self.certificates = certificates
        self.taught = taught
        self.isFocalPoint = isFocalPoint
        self.interests = interests
    }

    /// What there is of the actor, under all records of the person.
    package static func find(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> OwnOverview {
        OwnOverview(
            isOfPerson: actor.personID != nil,
            enrolments: try OwnEnrolment.list(of: actor, in: transaction),
            certificates: try OwnCertificate.list(of: actor, in: transaction),
            taught: try CohortHeading.taught(by: actor, in: transaction),
            isFocalPoint: actor.roles.contains(.focalPoint),
            interests: try OwnInterest.list(of: actor, in: transaction)
        )
    }
}

/// A certificate of one's own, in its state.
package struct OwnCertificate: Sendable {
    package let id: VerificationID
    package let number: String
    package let kind: Certificate.Kind
    package let status: VerificationStatus
    package let course: Titles
    package let issuedOn: CalendarDate

    package init(
        id: VerificationID,
        number: String,
        kind: Certificate.Kind,
        status: VerificationStatus,
        course: Titles,
        issuedOn: CalendarDate
    ) {
        self.id = id
        self.number = number
        self.kind = kind
        self.status = status
        self.course = course
        self.issuedOn = issuedOn
    }

    static func list(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [OwnCertificate] {
        guard let person = actor.personID else { return [] }
        return try transaction.rows(
            """
            SELECT listed.verification_id, listed.number, listed.kind, listed.status,
                certificates.course_title_sr_cyrl, certificates.course_title_sr_latn,
                certificates.course_title_en, listed.issued_on
            FROM certificate_states AS listed JOIN certificates ON certificates.id = listed.id
            WHERE listed.person_id IN (\(Person.records(of: person)))
            ORDER BY listed.issued_on DESC, listed.id DESC
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            as: (
                VerificationID.self, String.self, Certificate.Kind.self, VerificationStatus.self,
                String.self, String.self, String.self, CalendarDate.self
            )
        ).map { id, number, kind, status, srCyrl, srLatn, en, issuedOn in
            OwnCertificate(
                id: id,
                number: number,
                kind: kind,
                status: status,
                course: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                issuedOn: issuedOn
            )
        }
    }
}
