import Credentials
import Documents
import SerbianText

/// What stands behind a certificate: a delivery that somebody attended, or an accreditation.
struct CertifiedGround: Sendable {
    /// The days of the delivery, or of the accreditation.
    let startsOn: CalendarDate
    let endsOn: CalendarDate
    /// nil for an accreditation, which has no hours and no place.
    let delivery: Delivery?

    /// What somebody attended, and what was asked for.
    struct Delivery: Sendable {
        let venue: String
        let attendedHours: Hundredths
        let totalHours: Hundredths
        let finalScore: Hundredths?
        let minimumAttendance: Int
        let passScore: Int?
        /// Whether passing took modules that people go through alone.
        let takesModules: Bool
    }

    func criteria(for kind: Certificate.Kind) -> String {
        guard let delivery else { return "Важећа акредитација за извођење обуке." }
        let isCompletion = kind == .completion
        return CertifiedGround.rules(
            minimumAttendance: delivery.minimumAttendance,
            passScore: isCompletion ? delivery.passScore : nil,
            takesModules: isCompletion && delivery.takesModules
        ) + "."
    }

    /// What a course asks for, without the full stop.
    static func rules(minimumAttendance: Int, passScore: Int?, takesModules: Bool) -> String {
        let parts = [
            "Присуство на најмање \(minimumAttendance) % часова",
            passScore.map { "најмање \($0) % на завршном тесту" },
            takesModules ? "завршени обавезни модули" : nil,
        ].compactMap(\.self)
        return Language.serbianCyrillic.list(parts)
    }

    var evidence: EvidenceFacts {
        let days = "од \(startsOn.official) до \(endsOn.official)"
        guard let delivery else {
            return EvidenceFacts(
                name: "Акредитација тренера",
                narrative: "Право да изводи обуку \(days)"
            )
        }
        return EvidenceFacts(
            name: "Похађање обуке",
            narrative: "Похађано \(delivery.attendedHours.serbian) од "
                + "\(delivery.totalHours.serbian) часова, \(days), "
                + "\(SerbianText.cyrillic(delivery.venue))."
        )
    }

    var result: ResultFacts? {
        guard let delivery, let finalScore = delivery.finalScore else { return nil }
        return ResultFacts(
            name: "Завршни тест",
            percent: finalScore.description,
            percentToPass: delivery.passScore.map(String.init)
        )
    }
}

extension CalendarDate {
    /// The day as officials write it, `06.03.2024.`.
    fileprivate var official: String {
        let (year, month, day) = parts
        return SerbianDate.official(year: year, month: month, day: day)
    }
}

extension Hundredths {
    /// With a comma, as Serbian has it.
    fileprivate var serbian: String { description.replacing(".", with: ",") }
}
