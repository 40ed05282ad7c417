import Credentials
import Postgres

/// The hot question of the service, what stands behind an ID.
///
/// Asked on an event loop: the IDs of one turn of the loop go to the server in one statement.
struct VerificationLookup: Sendable {
    let lookup: BatchedLookup<VerificationID, Verification>
    private let versions: VersionsWithModules

    init(database: Database) {
        versions = VersionsWithModules(database: database)
        lookup = BatchedLookup(
            in: database,
            from: .replica,
            as: (
                VerificationID.self, String.self, Certificate.Kind.self, String.self,
                String.self, String.self,
                String.self, String.self, String.self, String?.self, String?.self, String?.self,
                CalendarDate?.self, CalendarDate?.self, String?.self, Hundredths?.self,
                CalendarDate.self, CalendarDate?.self, CalendarDate?.self,
                Revocation.ReasonClass?.self, String?.self, CalendarDate?.self, Bool.self,
                ShownName.self, CalendarDate?.self, Hundredths?.self, Hundredths?.self, Int?.self,
                Hundredths?.self, Int?.self, CalendarDate?.self, Bool?.self,
                ID<CourseVersion>?.self, CalendarDate.self, String.self
            ),
            row: Verification.init
        ) { ids in
            """
            SELECT verification_id, verification_id, number, kind, holder_cyrl, holder_latn,
                course_code, course_title_sr_cyrl, course_title_sr_latn, course_title_en,
                project_title_sr_cyrl, project_title_sr_latn, project_title_en, starts_on,
                ends_on, venue, hours, issued_on, expires_on, revoked_on, reason_class,
                successor_number, successor_issued_on, is_in_log, shown,
                suspended_on, attended_hours, total_hours, minimum_attendance_percent,
                final_score_percent, pass_score_percent, key_revoked_on,
                is_older_than_key_revocation, completed_version_id, centre_today(),
                centre_clock()
            FROM verifications
            WHERE verification_id = ANY(\(ids))
            """
        }
    }

    func find(_ id: VerificationID) async throws -> Verification? {
        guard var found = try await lookup.lookup(id) else { return nil }
        if let version = found.courseVersion {
            found.achievement?.takesModules = try await versions.takesModules(version)
        }
        return found
    }
}

extension Verification {
    /// Takes the columns of the statement in their order, and derives the state.
    fileprivate init(
        _ id: VerificationID,
        _ number: String,
        _ kind: Certificate.Kind,
        _ holderCyrl: String,
        _ holderLatn: String,
        _ courseCode: String,
        _ courseTitleSrCyrl: String,
        _ courseTitleSrLatn: String,
        _ courseTitleEn: String,
        _ projectTitleSrCyrl: String?,
        _ projectTitleSrLatn: String?,
        _ projectTitleEn: String?,
        _ startsOn: CalendarDate?,
        _ endsOn: CalendarDate?,
        _ venue: String?,
        _ hours: Hundredths?,
        _ issuedOn: CalendarDate,
        _ expiresOn: CalendarDate?,
        _ revokedOn: CalendarDate?,
        _ reasonClass: Revocation.ReasonClass?,
        _ successorNumber: String?,
        _ successorIssuedOn: CalendarDate?,
        _ isInLog: Bool,
        _ shown: ShownName,
        _ suspendedOn: CalendarDate?,
        _ attendedHours: Hundredths?,
        _ totalHours: Hundredths?,
        _ minimumAttendance: Int?,
        _ finalScore: Hundredths?,
        _ passScore: Int?,
        _ keyRevokedOn: CalendarDate?,
        _ isOlder: Bool?,
        _ courseVersion: ID<CourseVersion>?,
        _ today: CalendarDate,
        _ clock: String
    ) {
        self.id = id
        self.number = number
        self.kind = kind
        let holder = shown.shown(cyrillic: holderCyrl, latin: holderLatn)
        self.holderCyrl = holder?.cyrillic ?? ""
        self.holderLatn = holder?.latin ?? ""
        self.shown = shown
        self.suspendedOn = suspendedOn
        keyRevocation = keyRevokedOn.map { KeyRevocation(on: $0, isLater: isOlder ?? false) }
        self.courseCode = courseCode
        courseTitle = Titles(
            srCyrl: courseTitleSrCyrl,
            srLatn: courseTitleSrLatn,
            en: courseTitleEn
        )
        projectTitle = Titles(
            srCyrl: projectTitleSrCyrl,
            srLatn: projectTitleSrLatn,
            en: projectTitleEn
        )
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.venue = venue
        self.hours = hours
        achievement = Achievement(
            attendedHours: attendedHours,
            totalHours: totalHours,
            minimumAttendance: minimumAttendance,
            finalScore: finalScore,
            passScore: passScore
        )
        self.issuedOn = issuedOn
        self.expiresOn = expiresOn
        self.revokedOn = revokedOn
        self.isInLog = isInLog
        checkedOn = today
        checkedAt = clock
        self.reasonClass = reasonClass
        successor = Self.successor(successorNumber, successorIssuedOn)
        self.courseVersion = courseVersion
        status = .ofCertificate(
            isRevoked: revokedOn != nil,
            isReplaced: successor != nil,
            isExpired: expiresOn.map { $0 < today } ?? false
        )
    }

    private static func successor(
        _ number: String?,
        _ issuedOn: CalendarDate?
    ) -> (number: String, issuedOn: CalendarDate)? {
        guard let number, let issuedOn else { return nil }
        return (number, issuedOn)
    }
}

extension VerificationStatus {
    /// Revoked comes before replaced, and replaced before expired.
    fileprivate static func ofCertificate(
        isRevoked: Bool,
        isReplaced: Bool,
        isExpired: Bool
    ) -> VerificationStatus {
        isRevoked ? .revoked : isReplaced ? .replaced : isExpired ? .expired : .valid
    }
}
