/// What content is told about the run that begins: who learns, what for, and what its package says.
package struct RunContext: Sendable {
    /// Why content is opened.
    package enum Mode: String, Sendable {
        case normal, review, browse
    }

    /// Goes into scripts of strangers, so it is better a pseudonym than a number of a person.
    package let learnerID: String
    /// “Last, First”.
    package let learnerName: String
    package var mode = Mode.normal
    /// Whether what is reported counts.
    package var credit = true
    package var launchData = ""
    /// The score from which it is passed, -1 to 1.
    package var masteryScore: Double?
    /// The progress from which it is completed, 0 to 1 (SCORM 2004).
    package var completionThreshold: Double?
    /// Both as the manifest writes them; what the standard does not allow is not told.
    package var timeAllowed: String?
    package var timeLimitAction: String?
    /// The objectives that the manifest declares, in order (SCORM 2004).
    package var objectives: [String] = []
    /// What other parts said of these, by their names.
    package var known: [String: ObjectiveState] = [:]
    /// Whether the content alone says that it is completed (SCORM 2004).
    package var completionSetByContent = false
    /// What parts of a package share, by their identifiers (`adl.data`, SCORM 2004 4th edition).
    package var shared: [(id: String, store: String?)] = []
    /// What a learner may go to from here: `continue`, `previous`, `choice.{target=…}`.
    package var validRequests: [String: Bool] = [:]

    package init(learnerID: String, learnerName: String) {
        self.learnerID = learnerID
        self.learnerName = learnerName
    }

    /// With everything that a part of a package says about itself.
    package init(learnerID: String, learnerName: String, part: PackagePart) {
        self.init(learnerID: learnerID, learnerName: learnerName)
        launchData = part.launchData
        masteryScore = part.masteryScore
        timeAllowed = part.timeAllowed
        timeLimitAction = part.timeLimitAction
        completionThreshold = part.rules?.completionThreshold
        completionSetByContent = part.rules?.completionSetByContent ?? false
    }

    /// The elements of the context, by their names in a model.
    func elements(_ model: RunTimeModel) -> [String: String] {
        var elements = model == .scorm12 ? scorm12 : scorm2004
        for (name, type) in checked(model) {
            guard let value = elements[name], let form = model.table.types[type] else { continue }
            if form.problem(with: value) != nil { elements[name] = nil }
        }
        return elements
    }

    /// What a manifest or a person may have written in another form than the standard wants.
    private func checked(_ model: RunTimeModel) -> [(name: String, type: String)] {
        model == .scorm12
            ? [
                ("cmi.student_data.max_time_allowed", "timespan"),
                ("cmi.student_data.time_limit_action", "time_limit_action"),
            ]
            : [
                ("cmi.max_time_allowed", "timeinterval"),
                ("cmi.time_limit_action", "time_limit_action"),
            ]
    }

    private var scorm12: [String: String] {
        var elements = [
            "cmi.core.student_id": learnerID,
            "cmi.core.student_name": learnerName,
            "cmi.core.credit": credit ? "credit" : "no-credit",
            "cmi.core.lesson_mode": mode.rawValue,
            "cmi.launch_data": launchData,
        ]
        elements["cmi.student_data.mastery_score"] = masteryScore.map { Self.text($0 * 100) }
        elements["cmi.student_data.max_time_allowed"] = timeAllowed
        elements["cmi.student_data.time_limit_action"] = timeLimitAction
        return elements
    }

    private var scorm2004: [String: String] {
        var elements = [
            "cmi.learner_id": learnerID,
            "cmi.learner_name": learnerName,
            "cmi.credit": credit ? "credit" : "no-credit",
            "cmi.mode": mode.rawValue,
        ]
        if !launchData.isEmpty { elements["cmi.launch_data"] = launchData }
        elements["cmi.scaled_passing_score"] = masteryScore.map(Self.text)
        elements["cmi.completion_threshold"] = completionThreshold.map(Self.text)
        elements["cmi.max_time_allowed"] = timeAllowed
        elements["cmi.time_limit_action"] = timeLimitAction
        for (request, isValid) in validRequests {
            elements["adl.nav.request_valid.\(request)"] = isValid ? "true" : "false"
        }
        return elements
    }

    /// A number with seven decimals at most (real(10,7)), and none when it is whole.
    static func text(_ number: Double) -> String {
        let rounded = (number * 1e7).rounded() / 1e7
        if rounded == rounded.rounded() { return String(Int(rounded)) }
        let digits = String(Int((abs(rounded) * 1e7).rounded()))
        let padded = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        var text = padded.dropLast(7) + "." + padded.suffix(7)
        while text.last == "0" { text.removeLast() }
        return (rounded < 0 ? "-" : "") + text
    }
}
