import Documents

extension Trainer {
    package var json: JSON {
        [
            "person": .string(person.email), "name_sr_cyrl": .string(person.name.cyrillic),
            "name_sr_latn": .string(person.name.latin),
            "lacking": .array(problems.map(JSON.string)), "reason": JSON(reason),
        ]
    }
}
