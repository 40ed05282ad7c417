import Credentials
import Documents

extension Verification {
    /// The answer to a verifier, as UTF-8 JSON; the same for the page's JSON and `obuka verify`.
    ///
    /// Written directly into bytes, since this is the hottest answer of the service.
    package var jsonBytes: [UInt8] {
        var writer = JSONWriter(reserving: 1_024)
        writer.openObject()
        writer.name("status")
        writer.string(status.rawValue)
        writer.name("log")
        writer.string(isInLog ? "included" : "pending")
        writer.name("id")
        writer.string(id.printed)
        writer.name("number")
        writer.string(number)
        writer.name("kind")
        writer.string(kind.rawValue)
        writeHolder(to: &writer)
        writeCourse(to: &writer)
        writeDates(to: &writer)
        writeAchievement(to: &writer)
        writeKeyRevocation(to: &writer)
        writeEnd(to: &writer)
        writer.closeObject()
        return writer.bytes
    }

    /// The name as far as its holder lets everybody see it; null when nothing of it is shown.
    private func writeHolder(to writer: inout JSONWriter) {
        writer.name("holder")
        if shown == .hidden {
            writer.null()
        } else {
            writer.openObject()
            writer.name("sr-Cyrl")
            writer.string(holderCyrl)
            writer.name("sr-Latn")
            writer.string(holderLatn)
            writer.closeObject()
        }
        guard shown != .full else { return }
        writer.name("holder_shown")
        writer.string(shown.rawValue)
    }

    private func writeCourse(to writer: inout JSONWriter) {
        writer.name("course")
        writer.openObject()
        writer.name("code")
        writer.string(courseCode)
        writer.name("title")
        writer.titles(courseTitle)
        writer.closeObject()
        if let projectTitle {
            writer.name("project")
            writer.titles(projectTitle)
        }
    }

    private func writeDates(to writer: inout JSONWriter) {
        writer.name("starts_on")
        writer.date(startsOn)
        writer.name("ends_on")
        writer.date(endsOn)
        writer.name("venue")
        if let venue { writer.string(venue) } else { writer.null() }
        writer.name("hours")
        if let hours { writer.literal(hours.description) } else { writer.null() }
        writer.name("issued_on")
        writer.date(issuedOn)
        writer.name("expires_on")
        writer.date(expiresOn)
        guard let suspendedOn else { return }
        writer.name("suspended_on")
        writer.date(suspendedOn)
    }

    /// Only what was certified: a completion has a result where the course has a final test.
    private func writeAchievement(to writer: inout JSONWriter) {
        guard let achievement else { return }
        writer.name("attended_hours")
        writer.literal(achievement.attendedHours.description)
        writer.name("total_hours")
        writer.literal(achievement.totalHours.description)
        writer.name("minimum_attendance_percent")
        writer.literal(String(achievement.minimumAttendance))
        if let score = achievement.finalScore {
            writer.name("final_score_percent")
            writer.literal(score.description)
        }
        if let score = achievement.passScore {
            writer.name("pass_score_percent")
            writer.literal(String(score))
        }
        if achievement.takesModules {
            writer.name("required_modules_completed")
            writer.literal("true")
        }
    }

    private func writeKeyRevocation(to writer: inout JSONWriter) {
        guard let keyRevocation else { return }
        writer.name("key_revoked_on")
        writer.date(keyRevocation.on)
        writer.name("logged_before_key_revocation")
        writer.literal(keyRevocation.isLater ? "true" : "false")
    }

    /// What ended the certificate, if anything; of the reason only its class.
    private func writeEnd(to writer: inout JSONWriter) {
        if let revokedOn, let reasonClass {
            writer.name("revoked_on")
            writer.string(revokedOn.description)
            writer.name("reason_class")
            writer.string(reasonClass.rawValue)
        }
        if let successor {
            writer.name("replaced_by")
            writer.openObject()
            writer.name("number")
            writer.string(successor.number)
            writer.name("issued_on")
            writer.string(successor.issuedOn.description)
            writer.closeObject()
        }
    }
}

extension JSONWriter {
    fileprivate mutating func date(_ date: CalendarDate?) {
        if let date { string(date.description) } else { null() }
    }

    fileprivate mutating func titles(_ titles: Titles) {
        openObject()
        name("sr-Cyrl")
        string(titles.srCyrl)
        name("sr-Latn")
        string(titles.srLatn)
        name("en")
        string(titles.en)
        closeObject()
    }
}
