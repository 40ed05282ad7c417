import Documents
import Foundation

extension Titles {
    /// An object of languages, by BCP 47 tag.
    package var json: JSON {
        ["sr-Cyrl": .string(srCyrl), "sr-Latn": .string(srLatn), "en": .string(en)]
    }
}

extension CalendarDate {
    /// ISO 8601.
    package var json: JSON { .string(description) }
}

extension Hundredths {
    /// A JSON number with at most two decimals.
    package var json: JSON { .number(description) }
}

extension Page {
    /// The list with the position of the next page, as the API answers it.
    package func json(_ noun: String, _ item: (Item) -> JSON) -> JSON {
        .object([
            JSON.Member(noun, .array(items.map(item))), JSON.Member("next", JSON(next)),
        ])
    }
}

extension Date {
    /// RFC 3339 in UTC, to the second.
    package var rfc3339: String {
        let seconds = Int(timeIntervalSince1970.rounded(.down))
        let day = CalendarDate(dayNumber: Int((Double(seconds) / 86_400).rounded(.down)))
        let rest = seconds - day.dayNumber * 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(day)T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}
