import Documents
import TrainingCentre

/// A form of a page: where it goes, its fields, and its buttons.
struct PageFormDescription: Sendable {
    /// Names it on the page, also in what it sends.
    let id: String
    let title: Titles
    var text: Titles?
    /// Where it is sent, below the language.
    let action: String
    /// People to be ticked, above the fields.
    var ticks: FormTicks?
    var fields: [FormField] = []
    let buttons: [FormButton]
    /// Whether its file is large, so that how much of it is sent is shown.
    var isUpload = false
    /// What was filled in; nil for a form that is new.
    var given: [String: String]?
    var problems = FormProblems()

    var hasFile: Bool {
        fields.contains { if case .file = $0.kind { true } else { false } }
    }
}

/// A button that sends a form, and what it says by that.
struct FormButton: Sendable {
    let label: Titles
    var name = "send"
    var value = "1"
    var isQuiet = false
}

/// A form as a template prints it.
struct FormSection: Slotted {
    let form: PageFormDescription
    let key: String
    let fields: [FieldRow]
    let ticks: [TickRow]
    let language: Language

    init(_ form: PageFormDescription, key: String, in language: Language) {
        self.form = form
        self.key = key
        self.language = language
        fields = form.fields.map { field in
            FieldRow(
                field,
                in: form.id,
                given: form.given,
                problem: form.problems.fields[field.name],
                language: language
            )
        }
        ticks = (form.ticks?.people ?? []).map { person in
            TickRow(
                id: FieldRow.id(person.field, in: form.id),
                person: person,
                isTicked: form.given.map { $0[person.field] != nil }
                    ?? form.ticks?.areTicked ?? false,
                language: language
            )
        }
    }

    static let slots: [String: Slot<FormSection>] = [
        "id": .text { $0.form.id },
        "title": .text { $0.form.title[$0.language] },
        "text": .optional { section in section.form.text.map { $0[section.language] } },
        "action": .text { "/\($0.language.rawValue)\($0.form.action)" },
        "hasFile": .flag { $0.form.hasFile },
        "isUpload": .flag { $0.form.isUpload },
        "sending": .text { ModuleDeskText.sending(in: $0.language) },
        "checking": .text { ModuleDeskText.checking(in: $0.language) },
        "failed": .text { ModuleDeskText.failed(in: $0.language) },
        "key": .text { $0.key },
        "hasTicks": .flag { !$0.ticks.isEmpty },
        "ticks": .list { $0.ticks },
        "ticksLegend": .text { section in
            section.form.ticks.map { $0.legend[section.language] } ?? ""
        },
        "ticksOther": .text { section in
            section.form.ticks.map { "/\(section.language.rawValue)\($0.other.path)" } ?? ""
        },
        "ticksOtherText": .text { section in
            section.form.ticks.map { $0.other.text[section.language] } ?? ""
        },
        "fields": .list { $0.fields },
        // Enter presses the first button of a form; where several say what is to be done it
        // presses one that is dead.
        "hasChoice": .flag { $0.form.buttons.count > 1 },
        "buttons": .list { section in
            section.form.buttons.map { ButtonRow(button: $0, language: section.language) }
        },
    ]

    /// A button as a template prints it.
    struct ButtonRow: Slotted {
        let button: FormButton
        let language: Language

        static let slots: [String: Slot<ButtonRow>] = [
            "label": .text { $0.button.label[$0.language] },
            "name": .text { $0.button.name },
            "value": .text { $0.button.value },
            "isQuiet": .flag { $0.button.isQuiet },
        ]
    }
}
