import Testing

@testable import LearningPackages

@Suite("Runs of SCORM 1.2")
struct RunTime12Tests {
    private static let context = RunContext(learnerID: "l-1", learnerName: "Petrović, Ana")

    @Test("The first run begins with what the package and the learner are")
    func first() {
        var part = PackagePart(identifier: "a", title: "A", launch: nil)
        part.launchData = "x=1"
        part.masteryScore = 0.57
        part.timeAllowed = "00:30:00"
        part.timeLimitAction = "exit,message"
        let run = RunContext(learnerID: "l-1", learnerName: "Petrović, Ana", part: part)
        #expect(
            RunTimeRecord(.scorm12).beginning(of: run) == [
                "cmi.core.student_id": "l-1", "cmi.core.student_name": "Petrović, Ana",
                "cmi.core.credit": "credit", "cmi.core.lesson_mode": "normal",
                "cmi.core.entry": "ab-initio", "cmi.launch_data": "x=1",
                "cmi.student_data.mastery_score": "57",
                "cmi.student_data.max_time_allowed": "00:30:00",
                "cmi.student_data.time_limit_action": "exit,message",
            ]
        )
        part.timeAllowed = "PT30M"
        part.timeLimitAction = "stop"
        let odd = RunContext(learnerID: "l-1", learnerName: "", part: part)
        let told = RunTimeRecord(.scorm12).beginning(of: odd)
        #expect(told["cmi.student_data.max_time_allowed"] == nil)
        #expect(told["cmi.student_data.time_limit_action"] == nil)
    }

    @Test("A suspended run is resumed with everything")
    func suspended() {
        var record = run([
            ("cmi.core.lesson_location", "7"), ("cmi.suspend_data", "s"),
            ("cmi.core.lesson_status", "incomplete"), ("cmi.core.session_time", "00:01:30.5"),
            ("cmi.core.exit", "suspend"), ("cmi.interactions.0.id", "q"),
        ])
        let told = record.begin(Self.context)
        #expect(told["cmi.core.entry"] == "resume")
        #expect(told["cmi.core.lesson_location"] == "7")
        #expect(told["cmi.suspend_data"] == "s")
        #expect(told["cmi.core.total_time"] == "0000:01:30.50")
        #expect(told["cmi.core.exit"] == nil && told["cmi.core.session_time"] == nil)
        #expect(record.enter([("cmi.interactions.1.id", "r")]) == [])
        #expect(record.enter([("cmi.core.session_time", "01:00:00")]) == [])
        record.end(Self.context)
        #expect(record.outcome.seconds == 3_690.5)
        #expect(record.outcome.completion == .incomplete)
    }

    @Test(
        "What ended otherwise begins again, with status, score and time",
        arguments: [
            "", "time-out", "logout",
        ]
    )
    func ended(_ exit: String) {
        var record = run([
            ("cmi.core.lesson_location", "7"), ("cmi.suspend_data", "s"),
            ("cmi.core.lesson_status", "completed"), ("cmi.core.score.raw", "80"),
            ("cmi.core.session_time", "00:10:00"), ("cmi.core.exit", exit),
            ("cmi.interactions.0.id", "q"), ("cmi.objectives.0.id", "o"),
        ])
        #expect(record.elements["cmi.interactions.0.id"] == "q")
        #expect(record.elements["cmi.suspend_data"] == nil)
        let told = record.begin(Self.context)
        #expect(told["cmi.core.entry"] == "")
        #expect(told["cmi.core.lesson_location"] == nil)
        #expect(told["cmi.core.lesson_status"] == "completed")
        #expect(told["cmi.core.score.raw"] == "80")
        #expect(told["cmi.objectives.0.id"] == "o")
        #expect(told["cmi.interactions.0.id"] == nil)
        #expect(told["cmi.core.total_time"] == "0000:10:00.00")
        #expect(record.enter([("cmi.interactions.0.id", "again")]) == [])
    }

    @Test("What is not said is completed, and looked at in browse mode")
    func silent() {
        #expect(run([]).outcome.completion == .completed)
        #expect(run([("cmi.core.lesson_status", "incomplete")]).outcome.completion == .incomplete)
        var browsing = Self.context
        browsing.mode = .browse
        var record = RunTimeRecord(.scorm12)
        _ = record.begin(browsing)
        record.end(browsing)
        #expect(record.elements["cmi.core.lesson_status"] == "browsed")
        #expect(record.outcome.completion == .incomplete)
    }

    @Test(
        "A mastery score decides when the run counts",
        arguments: [
            ("80", "incomplete", 0.8, true, "passed"), ("79.9", "completed", 0.8, true, "failed"),
            ("57", "failed", 0.57, true, "passed"), ("29", "failed", 0.29, true, "passed"),
            ("50", "completed", 0.8, false, "completed"), ("", "completed", 0.8, true, "completed"),
            ("10", "passed", nil, true, "passed"), ("0", "completed", 0.0, true, "passed"),
        ] as [(String, String, Double?, Bool, String)]
    )
    func mastery(raw: String, said: String, mastery: Double?, credit: Bool, status: String) {
        var context = Self.context
        (context.masteryScore, context.credit) = (mastery, credit)
        var record = RunTimeRecord(.scorm12)
        _ = record.begin(context)
        let values = [("cmi.core.score.raw", raw), ("cmi.core.lesson_status", said)]
        #expect(record.enter(values) == [])
        record.end(context)
        #expect(record.elements["cmi.core.lesson_status"] == status)
    }

    @Test("A run of which nobody said how it ended is resumed")
    func cutOff() {
        var record = RunTimeRecord(.scorm12)
        _ = record.begin(Self.context)
        _ = record.enter([("cmi.suspend_data", "s"), ("cmi.core.session_time", "00:00:10")])
        // The browser was killed: the next run begins without an end of the last.
        let told = record.begin(Self.context)
        #expect(told["cmi.core.entry"] == "resume" && told["cmi.suspend_data"] == "s")
        #expect(told["cmi.core.total_time"] == "0000:00:10.00")
        #expect(record.outcome.completion == .notAttempted)
        // The page was left without a word of the content.
        #expect(record.enter([("cmi.core.lesson_location", "3"), ("run.left", "true")]) == [])
        var context = Self.context
        context.masteryScore = 0.5
        record.end(context)
        #expect(record.elements["cmi.core.lesson_status"] == nil)
        let left = record.begin(Self.context)
        #expect(left["cmi.core.entry"] == "resume" && left["cmi.core.lesson_location"] == "3")
    }

    @Test("Content that never said a word has not begun")
    func silence() {
        let record = run([("run.left", "true")])
        #expect(record.elements.isEmpty)
        #expect(record.outcome.completion == .notAttempted)
        #expect(record.beginning(of: Self.context)["cmi.core.entry"] == "ab-initio")
    }

    @Test("An end is an end, and a record is what it was stored as")
    func stored() {
        var record = run([("cmi.core.session_time", "00:00:10"), ("cmi.core.score.raw", "50")])
        record.end(Self.context)
        #expect(record.outcome.seconds == 10)
        var stored = RunTimeRecord(.scorm12, elements: record.elements)
        #expect(stored.outcome == record.outcome)
        #expect(stored.begin(Self.context) == record.begin(Self.context))
    }

    @Test("What was reached stays when it is opened again")
    func again() {
        var record = run([
            ("cmi.core.lesson_status", "passed"), ("cmi.core.score.raw", "90"),
            ("cmi.core.session_time", "00:00:10"),
        ])
        _ = record.begin(Self.context)
        _ = record.enter([
            ("cmi.core.lesson_status", "incomplete"), ("cmi.core.score.raw", "20"),
            ("cmi.core.session_time", "00:00:05"), ("cmi.core.exit", "suspend"),
        ])
        #expect(record.outcome.completion == .completed && record.outcome.success == .passed)
        #expect(record.outcome.scorePercent == 90)
        record.end(Self.context)
        #expect(record.outcome.seconds == 15)
        #expect(record.elements["cmi.core.lesson_status"] == "incomplete")
    }

    @Test(
        "A score is a percentage of its maximum",
        arguments: [
            ("80", nil, 80), ("8", "10", 80), ("80", "100", 80), ("80", "0", 80), ("80", "50", 80),
            (nil, "10", nil), ("", nil, nil),
        ] as [(String?, String?, Double?)]
    )
    func score(raw: String?, max: String?, percent: Double?) {
        var elements: [String: String] = [:]
        elements["cmi.core.score.raw"] = raw
        elements["cmi.core.score.max"] = max
        #expect(RunTimeRecord(.scorm12, elements: elements).outcome.scorePercent == percent)
    }

    private func run(_ values: [(String, String)]) -> RunTimeRecord {
        var record = RunTimeRecord(.scorm12)
        _ = record.begin(Self.context)
        #expect(record.enter(values.map { (element: $0.0, value: $0.1) }) == [])
        record.end(Self.context)
        return record
    }
}

@Suite("Runs of SCORM 2004")
struct RunTime2004Tests {
    private static let context = RunContext(learnerID: "l-1", learnerName: "Petrović, Ana")

    @Test("The first run begins with what the package and the learner are")
    func first() {
        var run = Self.context
        run.masteryScore = -0.5
        run.completionThreshold = 0.75
        run.timeAllowed = "PT30M"
        run.objectives = ["o-1", "o-2"]
        run.shared = [("s", "kept"), ("t", nil)]
        run.validRequests = ["continue": true, "choice.{target=b.1}": false]
        var record = RunTimeRecord(.scorm2004)
        #expect(
            record.begin(run) == [
                "cmi.learner_id": "l-1", "cmi.learner_name": "Petrović, Ana",
                "cmi.credit": "credit", "cmi.mode": "normal", "cmi.entry": "ab-initio",
                "cmi.scaled_passing_score": "-0.5", "cmi.completion_threshold": "0.75",
                "cmi.max_time_allowed": "PT30M",
                "cmi.objectives.0.id": "o-1", "cmi.objectives.1.id": "o-2",
                "adl.data.0.id": "s", "adl.data.0.store": "kept", "adl.data.1.id": "t",
                "adl.nav.request_valid.continue": "true",
                "adl.nav.request_valid.choice.{target=b.1}": "false",
            ]
        )
        let values = [("cmi.objectives.1.score.raw", "5"), ("adl.data.1.store", "x")]
        #expect(record.enter(values.map { (element: $0.0, value: $0.1) }) == [])
    }

    @Test(
        "A suspended run is resumed with everything",
        arguments: [
            ("cmi.exit", "suspend"), ("adl.nav.request", "suspendAll"),
        ]
    )
    func suspended(name: String, value: String) {
        var record = run([
            ("cmi.suspend_data", "visit=2"), ("cmi.location", "3"), ("cmi.session_time", "PT01M"),
            (name, value),
        ])
        var told = record.begin(Self.context)
        #expect(told["cmi.entry"] == "resume" && told["cmi.suspend_data"] == "visit=2")
        #expect(told["cmi.total_time"] == "PT1M" && told["cmi.location"] == "3")
        #expect(told["adl.nav.request"] == nil)
        for (time, total) in [
            ("PT0H0M0S", "PT1M"), ("PT01H059M020S", "PT2H20S"), ("PT0H05M49S", "PT2H6M9S"),
            ("P28DT21H53M51S", "P29D"), ("PT0.5S", "P29DT0.50S"),
        ] {
            _ = record.enter([("cmi.session_time", time), ("cmi.exit", "suspend")])
            record.end(Self.context)
            told = record.begin(Self.context)
            #expect(told["cmi.total_time"] == total)
        }
    }

    @Test("After any other end a new attempt begins", arguments: ["", "normal", "time-out"])
    func anew(_ exit: String) {
        var record = run([
            ("cmi.suspend_data", "s"), ("cmi.location", "3"), ("cmi.session_time", "PT1M"),
            ("cmi.exit", exit), ("cmi.objectives.0.id", "o"), ("cmi.interactions.0.id", "q"),
            ("cmi.score.scaled", "0.9"), ("cmi.success_status", "passed"),
        ])
        #expect(record.elements["cmi.interactions.0.id"] == "q")
        let told = record.begin(Self.context)
        #expect(
            told == [
                "cmi.learner_id": "l-1", "cmi.learner_name": "Petrović, Ana",
                "cmi.credit": "credit", "cmi.mode": "normal", "cmi.entry": "ab-initio",
            ]
        )
        #expect(record.enter([("cmi.completion_status", "incomplete")]) == [])
        #expect(record.outcome.completion == .completed && record.outcome.success == .passed)
        #expect(record.outcome.scorePercent == 90 && record.outcome.seconds == 60)
        #expect(record.enter([("cmi.session_time", "PT30S")]) == [])
        record.end(Self.context)
        #expect(record.outcome.seconds == 90)
    }

    @Test("Saves that nobody began a run for do not mix attempts")
    func unbegun() {
        var record = run([("cmi.interactions.0.id", "q"), ("cmi.interactions.1.id", "r")])
        #expect(record.enter([("cmi.interactions.0.id", "again")]) == [])
        #expect(record.elements["cmi.interactions.1.id"] == nil)
    }

    @Test("What is not said is completed at a normal end only")
    func silent() {
        #expect(run([]).outcome.completion == .completed)
        #expect(run([("cmi.exit", "suspend")]).outcome.completion == .unknown)
        #expect(run([("adl.nav.request", "abandon")]).outcome.completion == .unknown)
        #expect(run([("run.left", "true")]).outcome.completion == .unknown)
        #expect(run([("cmi.completion_status", "incomplete")]).outcome.completion == .incomplete)
        #expect(run([]).outcome.success == .unknown)
    }

    @Test(
        "A progress decides on completion, a scaled score on success",
        arguments: [
            ("0.8", "incomplete", "completed"), ("0.79", "completed", "incomplete"),
            (nil, "completed", "completed"), (nil, nil, nil),
        ] as [(String?, String?, String?)]
    )
    func thresholds(measure: String?, said: String?, becomes: String?) {
        var context = Self.context
        (context.completionThreshold, context.masteryScore) = (0.8, 0.8)
        let successes = ["completed": "passed", "incomplete": "failed"]
        var record = RunTimeRecord(.scorm2004)
        _ = record.begin(context)
        if let said {
            let values = [
                ("cmi.completion_status", said), ("cmi.success_status", successes[said] ?? ""),
            ]
            #expect(record.enter(values.map { (element: $0.0, value: $0.1) }) == [])
        }
        if let measure {
            let values = [("cmi.progress_measure", measure), ("cmi.score.scaled", measure)]
            #expect(record.enter(values.map { (element: $0.0, value: $0.1) }) == [])
        }
        record.end(context)
        #expect(record.elements["cmi.completion_status"] == becomes)
        #expect(record.elements["cmi.success_status"] == becomes.flatMap { successes[$0] })
    }

    @Test(
        "A score is scaled, or what raw is between its bounds",
        arguments: [
            (["scaled": "0.5", "raw": "9"], 50), (["scaled": "-0.5"], 0), (["raw": "70"], 70),
            (["raw": "7", "min": "5", "max": "9"], 50), (["raw": "7", "max": "5"], nil),
            (["raw": "7", "min": "9", "max": "5"], nil), ([:], nil),
        ] as [([String: String], Double?)]
    )
    func score(score: [String: String], percent: Double?) {
        let elements = score.map { ("cmi.score.\($0.key)", $0.value) }
        let record = RunTimeRecord(.scorm2004, elements: Dictionary(uniqueKeysWithValues: elements))
        #expect(record.outcome.scorePercent == percent)
    }

    @Test("Time does not run over")
    func time() {
        let long = "P999999999Y999999999M999999999DT999999999H999999999M999999999.99S"
        var record = run([("cmi.session_time", long), ("cmi.exit", "suspend")])
        record = RunTimeRecord(.scorm2004, elements: record.elements)
        _ = record.begin(Self.context)
        #expect(record.enter([("cmi.session_time", long)]) == [])
        record.end(Self.context)
        #expect(record.outcome.seconds == 9_999 * 3_600 + 3_599.99)
    }

    private func run(_ values: [(String, String)]) -> RunTimeRecord {
        var record = RunTimeRecord(.scorm2004)
        _ = record.begin(Self.context)
        #expect(record.enter(values.map { (element: $0.0, value: $0.1) }) == [])
        record.end(Self.context)
        return record
    }
}
