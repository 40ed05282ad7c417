import Documents

/// In which connection something happened (xAPI 1.0.3, Data 2.4.6).
enum ContextCheck {
    /// By which relation activities stand beside the object.
    static let relations = ["parent", "grouping", "category", "other"]

    /// Refuses with `StatementProblem` what is no context.
    ///
    /// Only what is about an activity has a revision and a platform.
    static func check(_ json: JSON, at path: String, isOfActivity: Bool) throws {
        let context = try CheckedObject(
            json,
            at: path,
            allowing: [
                "registration", "instructor", "team", "contextActivities", "revision", "platform",
                "language", "statement", "extensions",
            ]
        )
        try context.uuid("registration")
        if let instructor = context["instructor"] {
            try AgentCheck.check(instructor, at: context.place("instructor"))
        }
        if let team = context["team"] {
            try AgentCheck.check(team, at: context.place("team"), as: .group)
        }
        for name in ["revision", "platform"] where try context.text(name) != nil && !isOfActivity {
            throw StatementProblem(context.place(name), "stands where the object is no activity")
        }
        if let language = try context.text("language"), !LanguageTag.isWellFormed(language) {
            throw StatementProblem(context.place("language"), "is no tag of a language")
        }
        if let reference = context["statement"] {
            try self.reference(reference, at: context.place("statement"))
        }
        try context.extensions()
        if let activities = context["contextActivities"] {
            try self.activities(activities, at: context.place("contextActivities"))
        }
    }

    private static func reference(_ json: JSON, at path: String) throws {
        let reference = try CheckedObject(json, at: path, allowing: ["objectType", "id"])
        guard try reference.requiredText("objectType") == "StatementRef" else {
            throw StatementProblem(reference.place("objectType"), "is not StatementRef")
        }
        _ = try reference.required("id")
        try reference.uuid("id")
    }

    private static func activities(_ json: JSON, at path: String) throws {
        let object = try CheckedObject(json, at: path, allowing: Set(relations))
        for relation in relations {
            guard let value = object[relation] else { continue }
            guard let elements = value.elements else {
                try ActivityCheck.check(value, at: object.place(relation))
                continue
            }
            for (index, element) in elements.enumerated() {
                try ActivityCheck.check(element, at: "\(object.place(relation))[\(index)]")
            }
        }
    }
}
