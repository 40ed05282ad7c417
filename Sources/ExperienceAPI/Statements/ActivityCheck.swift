import Documents

/// What somebody did something with (xAPI 1.0.3, Data 2.4.4.1).
package enum ActivityCheck {
    private static let components = ["choices", "scale", "source", "target", "steps"]

    private static let interactions: Set = [
        "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance",
        "sequencing", "likert", "numeric", "other",
    ]

    /// Refuses with `StatementProblem` what is no activity.
    static func check(_ json: JSON, at path: String) throws {
        let activity = try CheckedObject(
            json,
            at: path,
            allowing: ["objectType", "id", "definition"]
        )
        if let kind = try activity.text("objectType"), kind != "Activity" {
            throw StatementProblem(activity.place("objectType"), "is not Activity")
        }
        try activity.requiredIRI("id")
        if let definition = activity["definition"] {
            try self.definition(definition, at: activity.place("definition"))
        }
    }

    private static func definition(_ json: JSON, at path: String) throws {
        let definition = try CheckedObject(
            json,
            at: path,
            allowing: Set([
                "name", "description", "type", "moreInfo", "extensions", "interactionType",
                "correctResponsesPattern",
            ]).union(components)
        )
        try definition.languageMap("name")
        try definition.languageMap("description")
        _ = try definition.iri("type")
        _ = try definition.iri("moreInfo")
        try definition.extensions()
        if let kind = try definition.text("interactionType"), !interactions.contains(kind) {
            throw StatementProblem(
                definition.place("interactionType"),
                "is none of \(interactions.sorted().joined(separator: ", "))"
            )
        }
        for (index, pattern) in (try definition.list("correctResponsesPattern") ?? []).enumerated()
        where pattern.text == nil {
            throw StatementProblem(
                "\(definition.place("correctResponsesPattern"))[\(index)]",
                "is no text"
            )
        }
        for name in components {
            try component(name, of: definition)
        }
    }

    /// What can be answered: each with an identifier of its own and, in words, a description.
    private static func component(_ name: String, of definition: CheckedObject) throws {
        guard let elements = try definition.list(name) else { return }
        var identifiers: Set<String> = []
        for (index, element) in elements.enumerated() {
            let place = "\(definition.place(name))[\(index)]"
            let checked = try CheckedObject(element, at: place, allowing: ["id", "description"])
            let identifier = try checked.requiredText("id")
            guard !identifier.isEmpty else {
                throw StatementProblem("\(place).id", "is empty")
            }
            guard identifiers.insert(identifier).inserted else {
                throw StatementProblem("\(place).id", "stands twice")
            }
            try checked.languageMap("description")
        }
    }
}
