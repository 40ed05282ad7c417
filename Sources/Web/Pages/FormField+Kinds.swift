import TrainingCentre

extension FormField {
    /// A title in three languages; only the first has to be filled in where the others follow.
    static func titles(_ known: Titles?, areAllRequired: Bool) -> [FormField] {
        let fields = [
            ("title_sr_cyrl", ModuleDeskText.titleCyrillic, known?.srCyrl),
            ("title_sr_latn", .titleLatin, known?.srLatn), ("title_en", .titleEnglish, known?.en),
        ]
        return fields.enumerated().map { place, field in
            FormField(
                name: field.0,
                label: field.1.texts,
                isRequired: areAllRequired || place == 0,
                proposal: field.2 ?? ""
            )
        }
    }

    /// Whether something is so.
    static func yesOrNo(_ name: String, _ label: Titles, _ known: Bool) -> FormField {
        FormField(
            name: name,
            label: label,
            kind: .choice([
                ("true", ModuleDeskText.yes.texts), ("false", ModuleDeskText.no.texts),
            ]),
            proposal: known ? "true" : "false"
        )
    }
}
