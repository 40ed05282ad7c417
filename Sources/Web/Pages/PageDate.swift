import Documents
import TrainingCentre

extension CalendarDate {
    /// The date as people read it: `06.03.2024.` in Serbian, `6 March 2024` in English.
    func written(in language: Language) -> String {
        let (year, month, day) = parts
        if language == .english { return "\(day) \(CalendarDate.englishMonth(month)) \(year)" }
        return String(unsafeUninitializedCapacity: 11) { buffer in
            func write(_ number: Int, at offset: Int, digits: Int) {
                var rest = number
                for place in stride(from: digits - 1, through: 0, by: -1) {
                    buffer[offset + place] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
            }
            write(day, at: 0, digits: 2)
            write(month, at: 3, digits: 2)
            write(year, at: 6, digits: 4)
            for offset in [2, 5, 10] { buffer[offset] = UInt8(ascii: ".") }
            return 11
        }
    }

    /// The date with an hour and minute, `14:05`.
    func written(at clock: String, in language: Language) -> String {
        let day = written(in: language)
        return switch language {
        case .serbianCyrillic: "\(day) у \(clock)"
        case .serbianLatin: "\(day) u \(clock)"
        case .english: "\(day) at \(clock)"
        }
    }

    /// The days from this one to `last`, both included; one date when they are one day.
    func written(to last: CalendarDate, in language: Language) -> String {
        guard self != last else { return written(in: language) }
        guard language == .english else {
            return "\(written(in: language)) – \(last.written(in: language))"
        }
        let (from, to) = (parts, last.parts)
        let end = last.written(in: .english)
        if from.year != to.year { return "\(written(in: .english)) – \(end)" }
        if from.month != to.month {
            return "\(from.day) \(CalendarDate.englishMonth(from.month)) – \(end)"
        }
        return "\(from.day)–\(end)"
    }

    private static func englishMonth(_ month: Int) -> StaticString {
        switch month {
        case 1: "January"
        case 2: "February"
        case 3: "March"
        case 4: "April"
        case 5: "May"
        case 6: "June"
        case 7: "July"
        case 8: "August"
        case 9: "September"
        case 10: "October"
        case 11: "November"
        default: "December"
        }
    }
}

extension Hundredths {
    /// The number with the language's decimal mark: `6,5` in Serbian, `6.5` in English.
    func written(in language: Language) -> String {
        let plain = description
        guard language != .english, value % 100 != 0 else { return plain }
        return String(plain.map { $0 == "." ? "," : $0 })
    }

    /// The number with the sign of percent, as the language writes it.
    func percent(in language: Language) -> String {
        written(in: language) + (language == .english ? "%" : "\u{A0}%")
    }
}
