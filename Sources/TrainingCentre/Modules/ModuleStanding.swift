import Documents

/// Where somebody stands with one module of the course.
package struct ModuleStanding: Sendable {
    package let code: String
    package let title: Titles
    package let isRequired: Bool
    /// nil: not completed, or taken back.
    package let completion: ModuleCompletion?

    package init(code: String, title: Titles, isRequired: Bool, completion: ModuleCompletion?) {
        self.code = code
        self.title = title
        self.isRequired = isRequired
        self.completion = completion
    }

    package var json: JSON {
        [
            "code": .string(code), "title": title.json, "required": .bool(isRequired),
            "completed_on": JSON(completion?.completedOn.description),
            "score_percent": completion?.scorePercent?.json ?? .null,
            "source": JSON(completion?.source.rawValue), "evidence": JSON(completion?.evidence),
        ]
    }
}

/// Where somebody stands with all modules of the course, in its order.
package struct ModuleProgress: Sendable {
    package let modules: [ModuleStanding]

    package init(_ modules: [ModuleStanding]) {
        self.modules = modules
    }

    /// How many are completed, required or not.
    package var completed: Int { modules.count { $0.completion != nil } }

    /// Those that passing takes and that are not completed.
    package var missing: [ModuleStanding] {
        modules.filter { $0.isRequired && $0.completion == nil }
    }

    package var isEmpty: Bool { modules.isEmpty }
}
