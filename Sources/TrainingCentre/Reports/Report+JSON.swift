import Documents

extension Report {
    /// What it means and what it consists of.
    package func json(in language: Language) -> JSON {
        [
            "name": .string(name.rawValue), "title": .string(title[language]),
            "definition": .string(definition[language]),
            "columns": .array(
                columns.map {
                    ["name": .string($0.name), "title": .string($0.title[language])]
                }
            ),
        ]
    }
}
