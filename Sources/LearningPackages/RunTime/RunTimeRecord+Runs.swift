extension RunTimeRecord {
    // MARK: Beginning

    /// Begins a run and gives everything that content can read then.
    ///
    /// A run before that was never ended, because the browser was killed, counts as suspended.
    package mutating func begin(_ run: RunContext) -> [String: String] {
        if self[RunMark.entry] == nil, elements.keys.contains(where: isContent) {
            end(run, isCutOff: true)
        }
        let entry = self[RunMark.entry] ?? "ab-initio"
        countAttempt()
        startAgain()
        if model == .scorm2004 { declare(run) }
        for (index, (id, store)) in run.shared.enumerated() where model == .scorm2004 {
            guard index < RunTimeLimits.recordsMax else { break }
            keep("adl.data.\(index).id", id)
            keep("adl.data.\(index).store", store)
        }
        recount()
        var answers = elements.filter { isContent($0.key) }
        answers[names.entry] = entry
        answers.merge(run.elements(model)) { _, told in told }
        return answers
    }

    /// The objectives of the manifest, with what other parts say of them.
    private mutating func declare(_ run: RunContext) {
        for (index, id) in run.objectives.prefix(RunTimeLimits.recordsMax).enumerated() {
            let record = "cmi.objectives.\(index)"
            if self["\(record).id"] == nil { keep("\(record).id", id) }
            guard self["\(record).id"] == id, let known = run.known[id] else { continue }
            let values = [
                ("success_status", known.satisfied.map { $0 ? "passed" : "failed" }),
                ("score.scaled", known.measure.map(RunContext.text)),
                ("completion_status", known.completed.map { $0 ? "completed" : "incomplete" }),
                ("progress_measure", known.progress.map(RunContext.text)),
            ]
            for case (let name, let value?) in values { keep("\(record).\(name)", value) }
        }
    }

    /// What `begin` would give; the record stays as it is.
    package func beginning(of run: RunContext) -> [String: String] {
        var copy = self
        return copy.begin(run)
    }

    /// Forgets what the next run does not see, if the last one has ended.
    mutating func startAgain() {
        guard let entry = self[RunMark.entry] else { return }
        let isResumed = entry == "resume"
        let isNewAttempt = !isResumed && model == .scorm2004
        remove { name in
            if name == RunMark.entry { return true }
            if isResumed || name.hasPrefix("run.") { return false }
            // SCORM 1.2 knows no attempts: status, score and time go on.
            return isNewAttempt || name.hasPrefix("cmi.interactions.") || name == "cmi.comments"
        }
    }

    private func isContent(_ name: String) -> Bool {
        !name.hasPrefix("run.")
    }

    /// Whether the content has set anything, in this run or an earlier one.
    package var hasSpoken: Bool { elements.keys.contains(where: isContent) }

    // MARK: Ending

    /// A run has ended: the content said so, or the page was left.
    ///
    /// Says what the content left open, adds the time, and keeps for the next run what was meant
    /// for it. `isCutOff` is for a run of which nobody said how it ended: everything stays.
    package mutating func end(_ context: RunContext, isCutOff: Bool = false) {
        guard self[RunMark.entry] == nil else { return }
        let isLeft = isCutOff || self[RunMark.left] != nil
        // Content that never said a word, as when its scripts are missing, has not begun.
        guard !isLeft || hasSpoken else {
            return keep(RunMark.left, nil)
        }
        let request = self["adl.nav.request"] ?? ""
        let isAbandoned = request.hasPrefix("abandon")
        let isSuspended =
            (isLeft && !isAbandoned) || self[names.exit] == "suspend" || request == "suspendAll"
        if !isLeft, !isAbandoned {
            switch model {
            case .scorm12: judge12(context)
            case .scorm2004: judge2004(context, isSuspended: isSuspended)
            }
        }
        if model == .scorm2004 { derive(context) }
        var time = RunTimeDuration(self[names.totalTime], model)
        time.add(RunTimeDuration(self[names.sessionTime], model))
        keep(names.totalTime, time.text(model))
        for name in [names.exit, names.sessionTime, "adl.nav.request", RunMark.left] {
            keep(name, nil)
        }
        if !isSuspended {
            keep("cmi.suspend_data", nil)
            keep(names.location, nil)
            keepOutcome()
        }
        let again = model == .scorm12 ? "" : "ab-initio"
        keep(RunMark.entry, isSuspended ? "resume" : again)
    }

    /// What is not said is done, and a score that counts decides (RTE 1.2, section 3.4.4).
    private mutating func judge12(_ context: RunContext) {
        let status = "cmi.core.lesson_status"
        if (self[status] ?? "not attempted") == "not attempted" {
            keep(status, context.mode == .browse ? "browsed" : "completed")
        }
        guard context.credit, context.mode == .normal, let mastery = context.masteryScore,
            let raw = self["cmi.core.score.raw"].flatMap(Double.init)
        else { return }
        // A percentage that was a fraction in between may have lost its last digit.
        keep(status, raw >= mastery * 100 - 1e-6 ? "passed" : "failed")
    }

    /// An attempt that ends without a word is completed (Sequencing and Navigation, UP.4).
    private mutating func judge2004(_ context: RunContext, isSuspended: Bool) {
        let status = "cmi.completion_status"
        guard !isSuspended, context.mode == .normal, context.completionThreshold == nil,
            !context.completionSetByContent, (self[status] ?? "unknown") == "unknown"
        else { return }
        keep(status, "completed")
    }

    /// Numbers that decide do so whatever the content says (RTE 4.2.4 and 4.2.22).
    private mutating func derive(_ context: RunContext) {
        for rule in model.table.derived {
            let isCompletion = rule.element == "cmi.completion_status"
            let threshold = isCompletion ? context.completionThreshold : context.masteryScore
            if let value = rule.value(elements, threshold: threshold) { keep(rule.element, value) }
        }
    }

    // MARK: Outcome

    /// What is known by now: what was reached in an attempt before stays.
    package var outcome: RunOutcome {
        let present = RunOutcome(model, elements)
        // An ended attempt is kept already, until the next begins.
        let isKept = self[RunMark.entry].map { $0 != "resume" } ?? false
        guard self[RunMark.completion] != nil else { return present }
        return isKept ? kept : joined(present)
    }

    private func joined(_ present: RunOutcome) -> RunOutcome {
        var joined = present.joined(with: kept)
        // SCORM 1.2 adds the time up itself.
        if model == .scorm12 { joined.seconds = present.seconds }
        return joined
    }

    private var kept: RunOutcome {
        var outcome = RunOutcome()
        outcome.completion =
            self[RunMark.completion].flatMap(RunOutcome.Completion.init) ?? .unknown
        outcome.success = self[RunMark.success].flatMap(RunOutcome.Success.init) ?? .unknown
        outcome.scorePercent = self[RunMark.score].flatMap(Double.init)
        outcome.seconds = (self[RunMark.hundredths].flatMap(Double.init) ?? 0) / 100
        return outcome
    }

    private mutating func keepOutcome() {
        let present = RunOutcome(model, elements)
        let all = self[RunMark.completion] == nil ? present : joined(present)
        keep(RunMark.completion, all.completion.rawValue)
        keep(RunMark.success, all.success.rawValue)
        keep(RunMark.score, all.scorePercent.map { String($0) })
        keep(RunMark.hundredths, String(Int((all.seconds * 100).rounded())))
    }

    private struct Names {
        let entry, exit, location, sessionTime, totalTime: String
    }

    private var names: Names {
        let group = model == .scorm12 ? "cmi.core" : "cmi"
        return Names(
            entry: "\(group).entry",
            exit: "\(group).exit",
            location: model == .scorm12 ? "cmi.core.lesson_location" : "cmi.location",
            sessionTime: "\(group).session_time",
            totalTime: "\(group).total_time"
        )
    }
}
