import Documents

extension Trainer {
    package var json: JSON {
        [
            "person": .string(person.email), "name_sr_cyrl": .string(person.name.cyrillic),
            "name_sr_latn": .string(person.name.latin),
            "lacking": .array(problems.map(JSON.string)), "reason": JSON(reason),
        ]
    }

    /// With the cohorts that want the person at the same time.
    package func json(clashes: [String]) -> JSON {
        let warning = JSON.Member("clashes", .array(clashes.map(JSON.string)))
        return .object((json.members ?? []) + [warning])
    }
}
