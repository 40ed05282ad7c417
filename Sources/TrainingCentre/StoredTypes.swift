import Credentials
import Postgres

// How the domain's own types stand in the database. Enums stand as the text of their case.

extension ID: SQLValue {
    package static var sqlType: SQLType { .bigint }
    package func encode(into bytes: inout SQLBytes) { value.encode(into: &bytes) }
    package init(sqlBytes bytes: RawSpan) throws { self.init(try Int(sqlBytes: bytes)) }
    package static func canDecode(_ type: SQLType) -> Bool { Int.canDecode(type) }
}

extension CalendarDate: SQLValue {
    /// PostgreSQL counts days from 2000-01-01.
    private static let epochDayNumber = 10_957

    package static var sqlType: SQLType { .date }

    package func encode(into bytes: inout SQLBytes) {
        bytes.append(bigEndian: Int32(truncatingIfNeeded: dayNumber - CalendarDate.epochDayNumber))
    }

    package init(sqlBytes bytes: RawSpan) throws {
        let days = try bytes.bigEndian(as: Int32.self)
        self.init(dayNumber: Int(days) + CalendarDate.epochDayNumber)
    }
}

/// The present date on the centre's calendar, in Europe/Belgrade.
package func centreToday(in transaction: borrowing Transaction) throws -> CalendarDate {
    guard let today = try transaction.value("SELECT centre_today()", as: CalendarDate.self) else {
        preconditionFailure("centre_today() gives a date")
    }
    return today
}

extension VerificationID: SQLValue {
    package static var sqlType: SQLType { .text }
    package func encode(into bytes: inout SQLBytes) { compact.encode(into: &bytes) }

    package init(sqlBytes bytes: RawSpan) throws {
        let text = try String(sqlBytes: bytes)
        guard let id = VerificationID(canonical: text) else {
            throw SQLDecodingError("a text that is no verification ID")
        }
        self = id
    }
}

extension Role: SQLValue {}
extension SigningKey.Purpose: SQLValue {}
extension Organisation.Kind: SQLValue {}
extension Venue.Kind: SQLValue {}
extension Tag.Vocabulary: SQLValue {}
extension Project.Kind: SQLValue {}
extension ProjectOutput.Kind: SQLValue {}
extension ProjectTarget.Indicator: SQLValue {}
extension Activity.Kind: SQLValue {}
extension ActivityItem.Kind: SQLValue {}
extension Headcount.Qualifier: SQLValue {}
extension PlanArea.Kind: SQLValue {}
extension HandbookEdition.Access: SQLValue {}
extension HandbookProblem: SQLValue {}
extension Blob.MediaType: SQLValue {}
extension PersonName.ProposedScript: SQLValue {}
extension Person.Sex: SQLValue {}
extension Cohort.State: SQLValue {}
extension CohortClash.Kind: SQLValue {}
extension Enrolment.Status: SQLValue {}
extension SeatRules.Approval: SQLValue {}
extension SeatRules.Promotion: SQLValue {}
extension EnrolmentFacts.TargetGroup: SQLValue {}
extension EnrolmentFacts.Employment: SQLValue {}
extension EnrolmentFacts.Participation: SQLValue {}
extension AttendanceMark: SQLValue {}
extension Certificate.Kind: SQLValue {}
extension VerificationStatus: SQLValue {}
extension Revocation.ReasonClass: SQLValue {}
extension CertificateBatch.Verdict: SQLValue {}
extension CentreSetting.Code: SQLValue {}
extension ShownName: SQLValue {}
extension TrainerProfile.State: SQLValue {}
extension TrainerEvidence.Kind: SQLValue {}
extension Candidacy.Stage: SQLValue {}
extension Candidacy.Verdict: SQLValue {}

extension Hundredths: SQLValue {
    package static var sqlType: SQLType { .numeric }

    /// Writes `numeric`: groups of four decimal digits, here up to one behind the point.
    package func encode(into bytes: inout SQLBytes) {
        var whole = abs(value) / 100
        let fraction = abs(value) % 100 * 100
        var groups: [Int16] = []
        while whole > 0 {
            groups.insert(Int16(whole % 10_000), at: 0)
            whole /= 10_000
        }
        let weight = Int16(groups.count - 1)
        if fraction > 0 { groups.append(Int16(fraction)) }
        bytes.append(bigEndian: Int16(groups.count))
        bytes.append(bigEndian: groups.isEmpty ? 0 : weight)
        bytes.append(bigEndian: value < 0 ? UInt16(0x4000) : 0)
        bytes.append(bigEndian: UInt16(2))
        for group in groups { bytes.append(bigEndian: group) }
    }

    package init(sqlBytes bytes: RawSpan) throws {
        let count = Int(try bytes.bigEndian(at: 0, as: Int16.self))
        let weight = Int(try bytes.bigEndian(at: 2, as: Int16.self))
        let sign = try bytes.bigEndian(at: 4, as: UInt16.self)
        guard sign == 0 || sign == 0x4000, weight <= 3 else {
            throw SQLDecodingError("a number that hundredths cannot hold")
        }
        var value = 0
        for index in 0..<count {
            let group = Int(try bytes.bigEndian(at: 8 + 2 * index, as: Int16.self))
            switch weight - index {
            case let power where power >= 0:
                value += group * 100 * (0..<power).reduce(1) { power, _ in power * 10_000 }
            case -1 where group % 100 == 0: value += group / 100
            default: throw SQLDecodingError("a number of more than two decimals")
            }
        }
        self.init(sign == 0 ? value : -value)
    }
}
