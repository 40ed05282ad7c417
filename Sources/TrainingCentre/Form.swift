import Documents
import SerbianText

/// What somebody filled in: the fields of an API request or the columns of an imported row.
///
/// Both have the same names. Reading a field checks it and gathers what is wrong; `check` refuses
/// with all problems at once. A field that is wrong reads as a harmless value that nobody sees.
package struct Form {
    private(set) var values: [String: String]
    private(set) var lists: [String: [String]]
    /// The fields that are there and not filled in.
    private var unfilled: Set<String> = []
    package private(set) var problems: [FieldProblem]

    /// A form of field names and what stands in them; empty text counts as not filled in.
    ///
    /// `problems` were found before the form was read.
    package init(
        _ values: [String: String],
        lists: [String: [String]] = [:],
        problems: [FieldProblem] = []
    ) {
        self.values = values.compactMapValues { value in
            let normalised = SerbianText.normalised(value)
            return normalised.isEmpty ? nil : normalised
        }
        self.lists = lists
        self.problems = problems
        if self.values.count < values.count {
            unfilled = Set(values.keys.filter { self.values[$0] == nil })
        }
    }

    /// The form with what is known in the fields that it does not have.
    ///
    /// A field that it has and that is not filled in stays so. A title that changes in one Serbian
    /// script alone is refused: the other would say something else.
    func filled(from known: Form) -> Form {
        var filled = self
        for (field, other) in known.titleFields where mentions(field) && !mentions(other) {
            guard values[field]?.utf8.elementsEqual((known.values[field] ?? "").utf8) != true else {
                continue
            }
            filled.refuse(
                other,
                "is missing: \(field) changes, and both scripts say the same",
                .missing
            )
        }
        filled.values.merge(known.values.filter { !mentions($0.key) }) { own, _ in own }
        filled.lists.merge(known.lists.filter { !mentions($0.key) }) { own, _ in own }
        filled.unfilled.formUnion(known.unfilled.filter { !mentions($0) })
        return filled
    }

    /// Each field with a title in one Serbian script, and the one with the same in the other.
    private var titleFields: [(String, String)] {
        values.keys.compactMap { field in
            if field.hasSuffix("_sr_cyrl") {
                return (field, field.dropLast("_sr_cyrl".count) + "_sr_latn")
            }
            if field.hasSuffix("_sr_latn") {
                return (field, field.dropLast("_sr_latn".count) + "_sr_cyrl")
            }
            return nil
        }
    }

    /// The form with another value in a field.
    package func with(_ field: String, _ value: String) -> Form {
        var form = self
        form.values[field] = value
        form.unfilled.remove(field)
        return form
    }

    package func has(_ field: String) -> Bool {
        values[field] != nil
    }

    /// Whether the form has the field, filled in or not.
    func mentions(_ field: String) -> Bool {
        values[field] != nil || lists[field] != nil || unfilled.contains(field)
    }

    /// What a cell of a file says of the field, so that reading it gives the same again.
    func cell(_ field: String) -> String {
        values[field] ?? lists[field]?.joined(separator: "|") ?? ""
    }

    package mutating func refuse(
        _ field: String,
        _ problem: String,
        _ code: FieldCode = .other
    ) {
        refuse(FieldProblem(field, problem, code))
    }

    mutating func refuse(_ problem: FieldProblem) {
        // A field may be read twice, and one problem at a time is enough to mend.
        if !problems.contains(where: { $0.field == problem.field }) { problems.append(problem) }
    }

    /// Refuses with `InvalidForm` when a field that was read is wrong.
    package func check() throws {
        guard problems.isEmpty else { throw InvalidForm(problems) }
    }

    // MARK: Reading fields

    package mutating func text(_ field: String, lengthMax: Int = 300) -> String {
        guard let value = optionalText(field, lengthMax: lengthMax) else {
            refuse(field, "is missing", .missing)
            return ""
        }
        return value
    }

    package mutating func optionalText(_ field: String, lengthMax: Int = 300) -> String? {
        guard let value = values[field] else { return nil }
        if value.unicodeScalars.count > lengthMax {
            refuse(field, "is longer than \(lengthMax) characters", .tooLong)
        } else if let problem = Form.problem(ofText: value) {
            refuse(field, problem, .unprintable)
        }
        return value
    }

    /// A code of up to 40 capital letters, digits and dashes; small letters are made capital.
    package mutating func code(_ field: String) -> String {
        let value = text(field).uppercased()
        guard value.isEmpty || Form.isCode(value) else {
            refuse(field, "is no code: use up to 40 letters A–Z, digits and dashes", .noCode)
            return ""
        }
        return value
    }

    package mutating func optionalCode(_ field: String) -> String? {
        has(field) ? code(field) : nil
    }

    package mutating func email(_ field: String) -> String {
        let value = text(field, lengthMax: 254).lowercased()
        guard value.isEmpty || EmailAddress.isPlausible(value) else {
            let addresses = value.split { " ,;/|".contains($0) }
                .filter { EmailAddress.isPlausible(String($0)) }
            if addresses.count > 1 {
                refuse(field, "holds several e-mail addresses: leave one", .severalEmails)
            } else {
                refuse(field, "is no e-mail address", .noEmail)
            }
            return ""
        }
        if PersonalNumber.isIn(value) { refuse(field, PersonalNumber.problem, .personalNumber) }
        return value
    }

    package mutating func date(_ field: String) -> CalendarDate {
        guard let value = optionalDate(field) else {
            if !has(field) { refuse(field, "is missing", .missing) }
            return CalendarDate(dayNumber: 0)
        }
        return value
    }

    package mutating func optionalDate(_ field: String) -> CalendarDate? {
        guard let value = values[field] else { return nil }
        guard let date = CalendarDate(written: value) else {
            refuse(field, "“\(value)” is no date: write 2024-02-29 or 29.02.2024.", .noDate)
            return nil
        }
        return date
    }

    package mutating func integer(_ field: String, in range: ClosedRange<Int>) -> Int {
        guard let value = optionalInteger(field, in: range) else {
            if !has(field) { refuse(field, "is missing", .missing) }
            return range.lowerBound
        }
        return value
    }

    package mutating func optionalInteger(_ field: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = values[field] else { return nil }
        guard let number = Int(value), range.contains(number) else {
            refuse(
                field,
                "“\(value)” is no whole number from \(range.lowerBound) to \(range.upperBound)",
                .noInteger
            )
            return nil
        }
        return number
    }

    /// A number with up to two decimals, as hundredths; comma or full stop.
    package mutating func hundredths(_ field: String, in range: ClosedRange<Int>) -> Hundredths {
        guard let value = values[field] else {
            refuse(field, "is missing", .missing)
            return Hundredths(range.lowerBound)
        }
        guard let number = Hundredths(text: value), range.contains(number.value) else {
            let bounds = "\(Hundredths(range.lowerBound)) to \(Hundredths(range.upperBound))"
            refuse(
                field,
                "“\(value)” is no number from \(bounds) with at most two decimals",
                .noNumber
            )
            return Hundredths(range.lowerBound)
        }
        return number
    }

    /// One of the known values, or `fallback` when the field is not filled in.
    package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: String,
        otherwise fallback: Choice? = nil
    ) -> Choice? {
        guard let value = values[field] else {
            if fallback == nil { refuse(field, "is missing", .missing) }
            return fallback
        }
        guard let choice = Choice(rawValue: value.lowercased()) ?? Choice(rawValue: value) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            refuse(field, "“\(value)” is not known: use one of \(known)", .notKnown)
            return fallback
        }
        return choice
    }

    /// Several texts: a list of them, or one text in which `|` separates them.
    package mutating func list(_ field: String) -> [String] {
        let written =
            lists[field]
            ?? optionalText(field, lengthMax: 3_000)?.split(separator: "|").map(String.init) ?? []
        let parts = written.map(SerbianText.normalised)
        for part in parts {
            if part.unicodeScalars.count > 300 {
                refuse(field, "“\(part.prefix(30))…” is longer than 300 characters", .tooLong)
            } else if let problem = Form.problem(ofText: part) {
                refuse(field, problem, .unprintable)
            }
        }
        return parts.filter { !$0.isEmpty }
    }

    /// A text in three languages from `field_sr_cyrl`, `field_sr_latn` and `field_en`.
    ///
    /// One Serbian script may be left out and is then written from the other; English may be left
    /// out and is then the Latin text.
    package mutating func titles(_ field: String, lengthMax: Int = 300) -> Titles {
        let cyrillic = optionalText("\(field)_sr_cyrl", lengthMax: lengthMax)
        let latin = optionalText("\(field)_sr_latn", lengthMax: lengthMax)
        let english = optionalText("\(field)_en", lengthMax: lengthMax)
        // Acronyms stand in Latin letters in a Cyrillic text, too.
        if let cyrillic, Script.of(cyrillic) == .latin, cyrillic.contains(where: \.isLowercase) {
            refuse("\(field)_sr_cyrl", "is not written in Cyrillic letters", .notCyrillic)
        }
        if let latin, latin.unicodeScalars.contains(where: { Script.of(String($0)) == .cyrillic }) {
            refuse("\(field)_sr_latn", "is not written in Latin letters", .notLatin)
        }
        guard let srCyrl = cyrillic ?? latin.map({ SerbianText.cyrillic($0) }),
            let srLatn = latin ?? cyrillic.map({ SerbianText.latin($0) })
        else {
            refuse("\(field)_sr_cyrl", "is missing, and so is \(field)_sr_latn", .missing)
            return Titles(srCyrl: "", srLatn: "", en: "")
        }
        return Titles(srCyrl: srCyrl, srLatn: srLatn, en: english ?? srLatn)
    }

    // MARK: What is allowed

    static func isCode(_ value: String) -> Bool {
        let isAllowed: (UInt8) -> Bool = { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return (1...40).contains(value.utf8.count) && value.utf8.first != UInt8(ascii: "-")
            && value.utf8.allSatisfy(isAllowed)
    }

    /// What a paper would refuse: any text may be certified and printed.
    private static func problem(ofText value: String) -> String? {
        PaperLetters.problem(in: value).map { "\($0): type the text again" }
    }
}

/// E-mail addresses as this program knows people by them.
package enum EmailAddress {
    /// Whether a text has the form of an address: a name, one `@`, a domain with a full stop, and
    /// nothing of what stands around addresses in letters and lists, or in commands.
    package static func isPlausible(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let stop = UInt8(ascii: ".")
        return parts.count == 2 && parts[1].contains(stop)
            && parts.allSatisfy { !$0.isEmpty && $0.first != stop && $0.last != stop }
            && !text.unicodeScalars.contains { $0.isWhiteSpace || isAroundAddresses($0) }
            // Letters of one script may look like those of the other: nobody has such an address.
            && !text.unicodeScalars.split { $0 == "@" || $0 == "." }.contains(where: Script.mixes)
    }

    /// The address, or the beginning of one, in what somebody looks for; nil without an `@`.
    static func beginning(in query: String?) -> String? {
        let words = SerbianText.normalised(query ?? "").lowercased()
            .split { $0 == " " || $0.unicodeScalars.contains(where: isAroundAddresses) }
        return words.first { $0.contains("@") }.map(String.init)
    }

    private static func isAroundAddresses(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "<", ">", ",", ";", ":", "\"", "(", ")", "[", "]", "\\", "=", "|", "!": true
        default: false
        }
    }
}
