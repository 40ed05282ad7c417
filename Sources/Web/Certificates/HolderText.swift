import TrainingCentre

/// What the page of a certificate says about a name that its holder does not show to everybody.
enum HolderText: String, TextTable {
    case hidden, same, another

    var texts: Titles {
        switch self {
        case .hidden: Titles("Име није приказано", "Ime nije prikazano", "The name is not shown")
        case .same:
            Titles(
                "Да: документ гласи на то име.",
                "Da: dokument glasi na to ime.",
                "Yes: the document is in this name."
            )
        case .another:
            Titles(
                "Не: документ не гласи на то име.",
                "Ne: dokument ne glasi na to ime.",
                "No: the document is in another name."
            )
        }
    }
}
