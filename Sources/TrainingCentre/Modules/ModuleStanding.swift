import Documents

/// Where somebody stands with one module of the course.
package struct ModuleStanding: Sendable {
    package let code: String
    package let title: Titles
    package let isRequired: Bool
    /// nil: not completed, or taken back.
    package let completion: ModuleCompletion?
    /// How far the last attempt came; nil when nobody opened it here.
    package let trace: ModuleTrace?

    package init(
        code: String,
        title: Titles,
        isRequired: Bool,
        completion: ModuleCompletion?,
        trace: ModuleTrace? = nil
    ) {
        self.code = code
        self.title = title
        self.isRequired = isRequired
        self.completion = completion
        self.trace = trace
    }

    /// Where somebody stands, in one word.
    package enum State: String, CaseIterable, Sendable {
        case notBegun = "not-begun"
        case inProgress = "in-progress"
        /// The last attempt came to its end without being passed.
        case failed
        case done
        /// It was done, and does not count.
        case refused
    }

    package var state: State {
        if completion != nil { return .done }
        guard let trace else { return .notBegun }
        if trace.refused != nil { return .refused }
        return trace.hasFailed ? .failed : .inProgress
    }

    package var json: JSON {
        [
            "code": .string(code), "title": title.json, "required": .bool(isRequired),
            "state": .string(state.rawValue),
            "completed_on": JSON(completion?.completedOn.description),
            "score_percent": completion?.scorePercent?.json ?? .null,
            "source": JSON(completion?.source.rawValue), "evidence": JSON(completion?.evidence),
            "attempt": trace.map { .integer($0.attempt) } ?? .null,
            "progress_percent": trace?.progressPercent.json ?? .null,
            "last_at": JSON(trace?.lastAt.rfc3339), "refused": trace?.refused?.json ?? .null,
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
