import Foundation
import SerbianText

extension Form {
    /// Whether the form says anything about a field, also that it is empty.
    func says(_ field: String) -> Bool {
        values[field] != nil || lists[field] != nil
    }

    /// Texts in three languages, in order, from `field_sr_cyrl`, `field_sr_latn` and `field_en`.
    ///
    /// Each is a list, or one text in which `|` separates them. One Serbian script may be left out
    /// and is then written from the other; English may be left out and is then the Latin text.
    mutating func listOfTitles(_ field: String, countMax: Int) -> [Titles] {
        let cyrillic = entries("\(field)_sr_cyrl")
        let latin = entries("\(field)_sr_latn")
        let english = entries("\(field)_en")
        let count = max(cyrillic.count, latin.count)
        guard count <= countMax else {
            refuse("\(field)_sr_cyrl", "holds more than \(countMax) texts")
            return []
        }
        for (name, texts) in [("sr_cyrl", cyrillic), ("sr_latn", latin), ("en", english)]
        where !texts.isEmpty && texts.count != count {
            refuse("\(field)_\(name)", "holds \(texts.count) texts, and another script \(count)")
            return []
        }
        return (0..<count).map { place in
            let text = { (texts: [String]) in
                texts.indices.contains(place) && !texts[place].isEmpty ? texts[place] : nil
            }
            var form = Form([
                "text_sr_cyrl": text(cyrillic) ?? "", "text_sr_latn": text(latin) ?? "",
                "text_en": text(english) ?? "",
            ])
            let titles = form.titles("text")
            for problem in form.problems {
                refuse(
                    problem.field.replacing("text_", with: "\(field)_"),
                    "text \(place + 1) \(problem.problem)",
                    problem.code
                )
            }
            return titles
        }
    }

    /// Things in order, each a form of the same fields: the field `name_field` has what stands in
    /// it of every one, with `|` between; nil when the form has none of these fields.
    ///
    /// The word `none` stands for nothing.
    mutating func parts(_ name: String, _ fields: [String], countMax: Int) -> [Form]? {
        guard fields.contains(where: { mentions("\(name)_\($0)") }) else { return nil }
        let columns = fields.map { ($0, entries("\(name)_\($0)")) }
        let count = columns.map(\.1.count).max() ?? 0
        for (field, entries) in columns where !entries.isEmpty && entries.count != count {
            refuse("\(name)_\(field)", "holds \(entries.count), and another column \(count)")
            return nil
        }
        guard count <= countMax else {
            refuse("\(name)_\(fields[0])", "holds more than \(countMax)")
            return nil
        }
        return (0..<count).map { place in
            var values: [String: String] = [:]
            for (field, entries) in columns where entries.indices.contains(place) {
                values[field] = entries[place].lowercased() == "none" ? "" : entries[place]
            }
            return Form(values)
        }
    }

    /// Refuses what is wrong in one of the `parts`, by the column and the place.
    mutating func refuse(_ part: Form, _ place: Int, of name: String) {
        for problem in part.problems {
            refuse(
                problem.named(
                    "\(name)_\(problem.field)",
                    "entry \(place + 1) \(problem.problem)"
                )
            )
        }
    }

    private func entries(_ field: String) -> [String] {
        let written =
            lists[field]
            ?? values[field]?.split(separator: "|", omittingEmptySubsequences: false)
            .map(String.init) ?? []
        return written.map(SerbianText.normalised)
    }

    /// A moment as RFC 3339 writes it, to the second; nil when it is not filled in.
    mutating func moment(_ field: String) -> Date? {
        guard let value = values[field] else { return nil }
        guard let moment = try? Date(value.uppercased(), strategy: .iso8601) else {
            refuse(field, "“\(value)” is no moment: write 2024-02-29T14:30:00Z")
            return nil
        }
        return moment
    }

    /// Yes or no; nil when it is not filled in.
    package mutating func optionalBoolean(_ field: String) -> Bool? {
        guard let value = values[field] else { return nil }
        switch value.lowercased() {
        case "true", "yes", "da", "да", "1": return true
        case "false", "no", "ne", "не", "0": return false
        default:
            refuse(field, "“\(value)” is neither true nor false")
            return nil
        }
    }

    /// A whole number; nil when it is not filled in or is `none`.
    mutating func integerOrNone(_ field: String, in range: ClosedRange<Int>) -> Int? {
        values[field]?.lowercased() == "none" ? nil : optionalInteger(field, in: range)
    }
}
