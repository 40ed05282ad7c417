/// A field of what can be entered: a column of an import and a member of an API form.
package struct DraftField: Sendable {
    package let name: String
    /// What it means and what happens without it, in one sentence.
    package let about: String
    package let kind: Kind
    /// Whether something new needs it.
    package let isRequired: Bool

    /// What stands in a field.
    package enum Kind: Sendable {
        case text, date, list
        case integer, number, boolean
        /// A list of texts in three languages, of which this field is one.
        case listOfTitles
        /// A whole number, or that there is no such rule.
        case integerOrNone
        case choice([String])
    }

    init(_ name: String, _ about: String, _ kind: Kind = .text, isRequired: Bool = false) {
        self.name = name
        self.about = about
        self.kind = kind
        self.isRequired = isRequired
    }

    static let code = DraftField(
        "code",
        "Up to 40 capital letters, digits and dashes.",
        isRequired: true
    )

    /// A list of texts in three languages, as `name_sr_cyrl`, `name_sr_latn` and `name_en`.
    static func listOfTitles(_ name: String, _ about: String) -> [DraftField] {
        [
            DraftField("\(name)_sr_cyrl", about + " In Cyrillic.", .listOfTitles),
            DraftField("\(name)_sr_latn", "The same in Latin, or left out.", .listOfTitles),
            DraftField("\(name)_en", "The same in English, or left out.", .listOfTitles),
        ]
    }

    /// A text in three languages, as `name_sr_cyrl`, `name_sr_latn` and `name_en`.
    static func titles(_ name: String) -> [DraftField] {
        [
            DraftField("\(name)_sr_cyrl", "In Cyrillic; written from the Latin text if left out."),
            DraftField("\(name)_sr_latn", "In Latin; written from the Cyrillic text if left out."),
            DraftField("\(name)_en", "In English; the Latin text if left out."),
        ]
    }
}
