import Documents
import SerbianText

/// Dates and hours as documents word them.
struct PaperWording {
    let language: Language

    /// The day as it stands behind the place of issue, such as "8 March 2024".
    func date(_ day: CalendarDate) -> String {
        let (year, month, number) = day.parts
        return switch language {
        case .serbianCyrillic: "\(number). \(Self.nominative[month - 1]) \(year)."
        case .serbianLatin:
            "\(number). \(SerbianText.latin(Self.nominative[month - 1])) \(year)."
        case .english: "\(number) \(Self.english[month - 1]) \(year)"
        }
    }

    /// The day as it stands behind "until", in the genitive in Serbian.
    func until(_ day: CalendarDate) -> String {
        language == .english ? date(day) : serbian("\(part(day, .year)) године")
    }

    /// When something took place, such as "from 5 to 7 March 2024".
    func held(from first: CalendarDate, to last: CalendarDate) -> String {
        if language == .english {
            if first == last { return "on \(date(first))" }
            return "from \(part(first, detail(first, last))) to \(date(last))"
        }
        if first == last { return until(first) }
        return serbian("од \(part(first, detail(first, last))) до \(part(last, .year)) године")
    }

    /// How long something took, as it stands behind "у трајању од".
    func hours(_ hours: Hundredths) -> String {
        if language == .english {
            return "\(hours) \(hours.value == 100 ? "hour" : "hours")"
        }
        guard hours.value % 100 == 0 else {
            // Behind a fraction stands the genitive of one.
            return serbian("\(hours.description.replacing(".", with: ",")) часа")
        }
        return serbian(
            SerbianCount.phrase(hours.value / 100, one: "часа", few: "часа", many: "часова")
        )
    }

    // MARK: Parts of a date

    private enum Detail {
        case day, month, year
    }

    /// What has to be said of the first day, when the last is said in full.
    private func detail(_ first: CalendarDate, _ last: CalendarDate) -> Detail {
        let (from, to) = (first.parts, last.parts)
        if from.year != to.year { return .year }
        return from.month == to.month ? .day : .month
    }

    /// The date up to this detail, in Serbian in Cyrillic and in the genitive.
    private func part(_ date: CalendarDate, _ detail: Detail) -> String {
        let (year, month, day) = date.parts
        let name = language == .english ? Self.english[month - 1] : Self.genitive[month - 1]
        let dot = language == .english ? "" : "."
        return switch detail {
        case .day: "\(day)\(dot)"
        case .month: "\(day)\(dot) \(name)"
        case .year: "\(day)\(dot) \(name) \(year)\(dot)"
        }
    }

    /// Our own words, which have one spelling in each script.
    private func serbian(_ text: String) -> String {
        language == .serbianCyrillic ? text : SerbianText.latin(text)
    }

    private static let nominative = [
        "јануар", "фебруар", "март", "април", "мај", "јун", "јул", "август", "септембар",
        "октобар", "новембар", "децембар",
    ]
    private static let genitive = [
        "јануара", "фебруара", "марта", "априла", "маја", "јуна", "јула", "августа", "септембра",
        "октобра", "новембра", "децембра",
    ]
    private static let english = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}
