import Documents
import TrainingCentre

/// People in a form, each to be ticked.
struct FormTicks: Sendable {
    let legend: Titles
    let people: [Person]
    /// Whether everybody is ticked in a form that is new.
    var areTicked = false
    /// Where everybody is ticked, or nobody, below the language.
    let other: (text: Titles, path: String)

    /// The value of a box that is ticked.
    static let value = "yes"

    /// Somebody with what there is to know.
    struct Person: Sendable {
        /// The name of the field.
        let field: String
        let name: Titles
        let lines: [PageCell]
        /// What speaks against it.
        let warnings: [PageCell]
        /// The page on this person alone, below the language.
        let page: String
    }
}

/// Somebody to be ticked, as a template prints it.
struct TickRow: Slotted {
    let id: String
    let person: FormTicks.Person
    let isTicked: Bool
    let language: Language

    static let slots: [String: Slot<TickRow>] = [
        "id": .text { $0.id },
        "name": .text { $0.person.field },
        "value": .text { _ in FormTicks.value },
        "label": .text { $0.person.name[$0.language] },
        "isTicked": .flag { $0.isTicked },
        "lines": .list { $0.person.lines },
        "warnings": .list { $0.person.warnings },
        "page": .text { "/\($0.language.rawValue)\($0.person.page)" },
    ]
}
