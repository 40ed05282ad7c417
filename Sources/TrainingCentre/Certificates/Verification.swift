import Credentials
import Postgres

/// What a verifier is told about an ID.
package enum VerificationStatus: String, CaseIterable, Sendable {
    case valid, expired, revoked, replaced, unknown
    /// It cannot be checked right now; says nothing about the certificate.
    case unavailable
}

/// A certificate as anybody may see it who has its ID: every certified fact and the state.
package struct Verification: Sendable {
    package let id: VerificationID
    package let status: VerificationStatus
    package let number: String
    package let kind: Certificate.Kind
    package let holderCyrl: String
    package let holderLatn: String
    package let courseCode: String
    package let courseTitle: Titles
    package let projectTitle: Titles?
    /// The days, the place and the hours of the training; nil for a trainer's certificate, which
    /// is of an accreditation and of no delivery.
    package let startsOn: CalendarDate?
    package let endsOn: CalendarDate?
    package let venue: String?
    package let hours: Hundredths?
    /// What the holder attended and achieved; nil for a trainer's certificate.
    package var achievement: Achievement?
    /// The version of the course that was completed; nil when nothing was.
    let courseVersion: ID<CourseVersion>?
    package let issuedOn: CalendarDate
    package let expiresOn: CalendarDate?
    package let revokedOn: CalendarDate?
    package let reasonClass: Revocation.ReasonClass?
    /// The certificate that replaced this one, by number and date only: neither name tells the
    /// other.
    package let successor: (number: String, issuedOn: CalendarDate)?
    /// Whether a signed checkpoint of the public log covers its issue.
    ///
    /// Until then, seconds after the issue, only the centre's word stands behind it.
    package let isInLog: Bool
    /// How much of the name its holder lets everybody see; the name above is cut down to it, and
    /// empty when nothing of it is shown.
    package let shown: ShownName
    /// Since when the accreditation behind it is suspended; nil while it is not.
    ///
    /// The certificate is neither revoked nor replaced by that: what it certified was so.
    package let suspendedOn: CalendarDate?
    /// What became of the keys that signed it; nil while none of them is revoked.
    package let keyRevocation: KeyRevocation?
    /// The day of this answer.
    package let checkedOn: CalendarDate
    /// The hour and minute of this answer on the centre's clock, `14:05`.
    package let checkedAt: String
}
