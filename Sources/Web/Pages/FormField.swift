import Documents
import TrainingCentre

/// One field of a form on a page.
struct FormField: Sendable {
    enum Kind: Sendable {
        /// One line; type and purpose are HTML's `type` and `autocomplete`.
        case line(type: String = "text", purpose: String = "off")
        /// Several lines.
        case words
        /// One of several values.
        case choice([(value: String, label: Titles)])
        case file
    }

    let name: String
    let label: Titles
    var kind = Kind.line()
    var isRequired = false
    var hint: Titles?
    /// A code that the hint says to copy.
    var copied: String?
    /// What a browser proposes while somebody types.
    var suggestions: [Titles] = []
    /// How the names end of files that can be chosen.
    var accept = ".xlsx,.csv,.tsv,.txt"
    /// The days that can be chosen; nil for what is no day, or any.
    var days: ClosedRange<CalendarDate>?
    /// What stands there before anybody types.
    var proposal = ""

    /// Why something is done, as the audit keeps it.
    static func reason(_ label: Titles, isRequired: Bool = true) -> FormField {
        FormField(name: "reason", label: label, kind: .words, isRequired: isRequired)
    }
}

/// A field as a template prints it, with what stands in it and what is wrong with that.
struct FieldRow: Slotted {
    let id: String
    let name: String
    let label: String
    let required: String?
    let hint: String?
    let copied: String?
    let days: ClosedRange<CalendarDate>?
    let problem: String?
    let value: String
    let type: String
    let purpose: String
    let options: [OptionRow]
    let suggestions: [OptionRow]
    let accept: String
    /// How HTML writes it down.
    let tag: Tag

    enum Tag { case input, textarea, select, file }

    /// `form` is the id of the form; `given` is what was typed, nil for a form that is new.
    init(
        _ field: FormField,
        in form: String,
        given: [String: String]?,
        problem: Titles?,
        language: Language
    ) {
        let value = given.map { $0[field.name] ?? "" } ?? field.proposal
        var (tag, type, purpose, options) = (Tag.input, "text", "off", [OptionRow]())
        switch field.kind {
        case .line(let lineType, let linePurpose): (type, purpose) = (lineType, linePurpose)
        case .words: tag = .textarea
        case .file: tag = .file
        case .choice(let choices):
            tag = .select
            options = choices.map { choice in
                OptionRow(
                    value: choice.value,
                    label: choice.label[language],
                    isChosen: choice.value == value
                )
            }
        }
        (self.tag, self.type, self.purpose, self.options) = (tag, type, purpose, options)
        suggestions = field.suggestions.map {
            OptionRow(value: $0[language], label: "", isChosen: false)
        }
        name = field.name
        id = FieldRow.id(field.name, in: form)
        label = field.label[language]
        required = field.isRequired ? FormText.required(in: language) : nil
        hint = field.hint?[language]
        copied = field.copied
        accept = field.accept
        days = field.days
        self.problem = problem?[language]
        self.value = value
    }

    static func id(_ name: String, in form: String) -> String { "\(form)-\(name)" }

    static let slots: [String: Slot<FieldRow>] = [
        "id": .text { $0.id },
        "name": .text { $0.name },
        "label": .text { $0.label },
        "required": .optional { $0.required },
        "hint": .optional { $0.hint },
        "copied": .optional { $0.copied },
        "first": .optional { $0.days?.lowerBound.description },
        "last": .optional { $0.days?.upperBound.description },
        "problem": .optional { $0.problem },
        "described": .optional { row in
            let parts = [
                row.hint == nil ? nil : "\(row.id)-hint",
                row.problem == nil ? nil : "\(row.id)-problem",
            ].compactMap { $0 }
            return parts.isEmpty ? nil : parts.joined(separator: " ")
        },
        "value": .text { $0.value },
        "type": .text { $0.type },
        "accept": .text { $0.accept },
        "purpose": .text { $0.purpose },
        "options": .list { $0.options },
        "suggestions": .list { $0.suggestions },
        "hasSuggestions": .flag { !$0.suggestions.isEmpty },
        "isInput": .flag { $0.tag == .input },
        "isTextarea": .flag { $0.tag == .textarea },
        "isSelect": .flag { $0.tag == .select },
        "isFile": .flag { $0.tag == .file },
    ]
}

/// Something to choose in a field.
struct OptionRow: Slotted {
    let value: String
    let label: String
    let isChosen: Bool

    static let slots: [String: Slot<OptionRow>] = [
        "value": .text { $0.value },
        "label": .text { $0.label },
        "isChosen": .flag { $0.isChosen },
    ]
}
