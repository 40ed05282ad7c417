extension RunTimeTable {
    /// SCORM 2004 4th edition, Run-Time Environment 4.2, and Sequencing and Navigation 5.6.
    static let scorm2004 = RunTimeTable(
        .scorm2004,
        types: SCORM2004.types.merging(SCORM2004.responseTypes) { first, _ in first },
        elements: SCORM2004.results + SCORM2004.learner + SCORM2004.objectives
            + SCORM2004.interactions + SCORM2004.comments + SCORM2004.navigation,
        children: SCORM2004.children,
        derived: [
            RunTimeDerivation(
                element: "cmi.completion_status",
                number: "cmi.progress_measure",
                threshold: "cmi.completion_threshold",
                reached: "completed",
                missed: "incomplete"
            ),
            RunTimeDerivation(
                element: "cmi.success_status",
                number: "cmi.score.scaled",
                threshold: "cmi.scaled_passing_score",
                reached: "passed",
                missed: "failed"
            ),
        ],
        codes: RunTimeCodes(
            nameMissingRead: 301,
            nameMissingWrite: 351,
            categoryUnknown: 401,
            elementUnknown: 401,
            keywordWritten: 404,
            childrenMissing: 301,
            countMissing: 301,
            versionMissing: 301,
            readOnly: 404,
            writeOnly: 405,
            wrongType: 406,
            outOfRange: 407,
            outOfOrder: 351,
            recordMissing: 301,
            dependencyMissing: 408,
            notUnique: 351,
            valueMissing: 403,
            recordFull: 351
        ),
        errors: SCORM2004.errors
    )
}

private enum SCORM2004 {
    static let children = [
        "cmi.comments_from_learner": "comment,location,timestamp",
        "cmi.comments_from_lms": "comment,location,timestamp",
        "cmi.interactions": "id,type,objectives,timestamp,correct_responses,weighting,"
            + "learner_response,result,latency,description",
        "cmi.learner_preference": "audio_level,language,delivery_speed,audio_captioning",
        "cmi.objectives": "id,score,success_status,completion_status,progress_measure,description",
        "cmi.objectives.n.score": "scaled,raw,min,max",
        "cmi.score": "scaled,raw,min,max",
        "adl.data": "id,store",
    ]

    static let errors = [
        (0, "No Error"), (101, "General Exception"), (102, "General Initialization Failure"),
        (103, "Already Initialized"), (104, "Content Instance Terminated"),
        (111, "General Termination Failure"), (112, "Termination Before Initialization"),
        (113, "Termination After Termination"), (122, "Retrieve Data Before Initialization"),
        (123, "Retrieve Data After Termination"), (132, "Store Data Before Initialization"),
        (133, "Store Data After Termination"), (142, "Commit Before Initialization"),
        (143, "Commit After Termination"), (201, "General Argument Error"),
        (301, "General Get Failure"), (351, "General Set Failure"),
        (391, "General Commit Failure"), (401, "Undefined Data Model Element"),
        (402, "Unimplemented Data Model Element"),
        (403, "Data Model Element Value Not Initialized"),
        (404, "Data Model Element Is Read Only"), (405, "Data Model Element Is Write Only"),
        (406, "Data Model Element Type Mismatch"),
        (407, "Data Model Element Value Out Of Range"),
        (408, "Data Model Dependency Not Established"),
    ].map { (code: $0.0, text: $0.1) }

    /// Four times what an LMS has to keep of a text at least (250, 1,000 and 4,000 characters):
    /// tools write more, and what is refused is lost.
    private static let shortMax = 1_000
    private static let locationMax = 4_000
    private static let longMax = 16_000
    private static let identifierMax = 4_000

    static let types: [String: RunTimeType] = [
        "version": .text(16),
        "location": .text(locationMax),
        "short_text": .text(shortMax),
        "long_text": .text(longMax),
        "suspend_data": .text(RunTimeLimits.suspendDataMax),
        "short_localized": RunTimeType(lengthMax: shortMax, pattern: RunTimePatterns.localized),
        "long_localized": RunTimeType(lengthMax: longMax, pattern: RunTimePatterns.localized),
        "identifier": RunTimeType(lengthMax: identifierMax, pattern: RunTimePatterns.identifier),
        "language": RunTimeType(lengthMax: 250, words: [""], pattern: RunTimePatterns.language),
        "real": .number(RunTimePatterns.decimal, nil, nil),
        "scaled": .number(RunTimePatterns.decimal, -1, 1),
        "measure": .number(RunTimePatterns.decimal, 0, 1),
        "level": .number(RunTimePatterns.decimal, 0, nil),
        "captioning": .words("-1", "0", "1"),
        "completion": .words("completed", "incomplete", "not attempted", "unknown"),
        "success": .words("passed", "failed", "unknown"),
        "credit": .words("credit", "no-credit"),
        "mode": .words("browse", "normal", "review"),
        "entry": .words("ab-initio", "resume", ""),
        "exit": .words("time-out", "suspend", "logout", "normal", ""),
        "time_limit_action": .words(
            "exit,message",
            "continue,message",
            "exit,no message",
            "continue,no message"
        ),
        "interaction": .words(
            "true-false",
            "choice",
            "fill-in",
            "long-fill-in",
            "matching",
            "performance",
            "sequencing",
            "likert",
            "numeric",
            "other"
        ),
        "result": RunTimeType(
            lengthMax: 32,
            words: ["correct", "incorrect", "unanticipated", "neutral"],
            pattern: RunTimePatterns.decimal
        ),
        "time": RunTimeType(lengthMax: 32, pattern: RunTimePatterns.time),
        "timeinterval": RunTimeType(lengthMax: 96, pattern: RunTimePatterns.duration),
        "request": RunTimeType(
            lengthMax: identifierMax,
            words: [
                "continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll",
                "_none_",
            ],
            pattern: #"\{target="# + RunTimePatterns.identifier + #"\}(?:choice|jump)"#
        ),
        "validity": .words("true", "false", "unknown"),
    ]

    /// The forms of answers and of correct answers (RTE 4.2.9.1 and 4.2.9.2).
    static let responseTypes: [String: RunTimeType] = {
        let (identifier, comma) = (RunTimePatterns.identifier, "[,]")
        let flags = "(?:\(RunTimePatterns.caseMatters)|\(RunTimePatterns.orderMatters)){0,2}"
        let step =
            "(?:(?:\(identifier))" + #"\[\.\](?:(?!\[\.\])[\s\S])*|\[\.\](?:(?!\[\.\])[\s\S])+)"#
        let list = { (pattern: String) in
            RunTimeType(lengthMax: longMax, pattern: pattern, separator: comma)
        }
        var (choice, matching) = (list(identifier), list(identifier + #"\[\.\]"# + identifier))
        (choice.isDistinct, choice.words, matching.words) = (true, [""], [""])
        var (fillIn, longFillIn) = (list(RunTimePatterns.localizedPattern), RunTimeType.text(0))
        fillIn.prefix = flags
        longFillIn = RunTimeType(lengthMax: longMax, pattern: RunTimePatterns.localizedPattern)
        longFillIn.prefix = "(?:\(RunTimePatterns.caseMatters))?"
        var steps = list(step)
        steps.prefix = "(?:\(RunTimePatterns.orderMatters))?"
        let number = RunTimePatterns.decimal
        var range = RunTimeType(
            lengthMax: 65,
            pattern: "(?:\(number))?" + #"\[:\]"# + "(?:\(number))?"
        )
        range.ascending = "[:]"
        return [
            "answer_true_false": .words("true", "false"),
            "answer_choice": choice, "answer_matching": matching,
            "answer_sequencing": list(identifier), "answer_performance": list(step),
            "answer_fill_in": list(RunTimePatterns.localized),
            "answer_long_fill_in": RunTimeType(
                lengthMax: longMax,
                pattern: RunTimePatterns.localized
            ),
            "answer_likert": RunTimeType(lengthMax: identifierMax, pattern: identifier),
            "pattern_fill_in": fillIn, "pattern_long_fill_in": longFillIn,
            "pattern_performance": steps, "pattern_numeric": range,
        ]
    }()

    static let results: [RunTimeElement] = [
        RunTimeElement("cmi._version", .read, "version", preset: "1.0"),
        RunTimeElement("cmi.completion_status", .both, "completion", preset: "unknown"),
        RunTimeElement("cmi.completion_threshold", .read, "measure"),
        RunTimeElement("cmi.credit", .read, "credit", preset: "credit"),
        RunTimeElement("cmi.entry", .read, "entry", preset: "ab-initio"),
        RunTimeElement("cmi.exit", .write, "exit"),
        RunTimeElement("cmi.launch_data", .read, "long_text"),
        RunTimeElement("cmi.location", .both, "location"),
        RunTimeElement("cmi.max_time_allowed", .read, "timeinterval"),
        RunTimeElement("cmi.mode", .read, "mode", preset: "normal"),
        RunTimeElement("cmi.progress_measure", .both, "measure"),
        RunTimeElement("cmi.scaled_passing_score", .read, "scaled"),
        RunTimeElement("cmi.score.scaled", .both, "scaled"),
        RunTimeElement("cmi.score.raw", .both, "real"),
        RunTimeElement("cmi.score.min", .both, "real"),
        RunTimeElement("cmi.score.max", .both, "real"),
        RunTimeElement("cmi.session_time", .write, "timeinterval"),
        RunTimeElement("cmi.success_status", .both, "success", preset: "unknown"),
        RunTimeElement("cmi.suspend_data", .both, "suspend_data"),
        RunTimeElement(
            "cmi.time_limit_action",
            .read,
            "time_limit_action",
            preset: "continue,no message"
        ),
        RunTimeElement("cmi.total_time", .read, "timeinterval", preset: "PT0H0M0S"),
    ]

    static let learner: [RunTimeElement] = [
        RunTimeElement("cmi.learner_id", .read, "identifier"),
        RunTimeElement("cmi.learner_name", .read, "short_localized"),
        RunTimeElement("cmi.learner_preference.audio_level", .both, "level", preset: "1"),
        RunTimeElement("cmi.learner_preference.language", .both, "language", preset: ""),
        RunTimeElement("cmi.learner_preference.delivery_speed", .both, "level", preset: "1"),
        RunTimeElement("cmi.learner_preference.audio_captioning", .both, "captioning", preset: "0"),
    ]

    static let objectives: [RunTimeElement] =
        [
            RunTimeElement(
                "cmi.objectives.n.id",
                .both,
                "identifier",
                isUnique: true,
                isOnce: true
            )
        ]
        + [
            ("score.scaled", "scaled", nil), ("score.raw", "real", nil),
            ("score.min", "real", nil), ("score.max", "real", nil),
            ("success_status", "success", "unknown"),
            ("completion_status", "completion", "unknown"),
            ("progress_measure", "measure", nil), ("description", "short_localized", nil),
        ].map {
            RunTimeElement("cmi.objectives.n.\($0.0)", .both, $0.1, preset: $0.2, needs: "id")
        }

    static let interactions: [RunTimeElement] =
        [
            RunTimeElement("cmi.interactions.n.id", .both, "identifier"),
            RunTimeElement(
                "cmi.interactions.n.objectives.n.id",
                .both,
                "identifier",
                needs: "id",
                isUnique: true
            ),
            RunTimeElement(
                "cmi.interactions.n.correct_responses.n.pattern",
                .both,
                "long_text",
                needs: "type",
                responses: patterns
            ),
            RunTimeElement(
                "cmi.interactions.n.learner_response",
                .both,
                "long_text",
                needs: "type",
                responses: answers
            ),
        ]
        + [
            ("type", "interaction"), ("timestamp", "time"), ("weighting", "real"),
            ("result", "result"), ("latency", "timeinterval"), ("description", "short_localized"),
        ].map { RunTimeElement("cmi.interactions.n.\($0.0)", .both, $0.1, needs: "id") }

    private static let answers: [String: RunTimeResponse] = [
        "true-false": RunTimeResponse("answer_true_false"),
        "choice": RunTimeResponse("answer_choice"),
        "fill-in": RunTimeResponse("answer_fill_in"),
        "long-fill-in": RunTimeResponse("answer_long_fill_in"),
        "matching": RunTimeResponse("answer_matching"),
        "performance": RunTimeResponse("answer_performance"),
        "sequencing": RunTimeResponse("answer_sequencing"),
        "likert": RunTimeResponse("answer_likert"),
        "numeric": RunTimeResponse("real"),
        "other": RunTimeResponse("long_text"),
    ]

    private static let patterns: [String: RunTimeResponse] = [
        "true-false": RunTimeResponse("answer_true_false", countMax: 1),
        "choice": RunTimeResponse("answer_choice", isUnique: true),
        "fill-in": RunTimeResponse("pattern_fill_in"),
        "long-fill-in": RunTimeResponse("pattern_long_fill_in"),
        "matching": RunTimeResponse("answer_matching"),
        "performance": RunTimeResponse("pattern_performance"),
        "sequencing": RunTimeResponse("answer_sequencing", isUnique: true),
        "likert": RunTimeResponse("answer_likert", countMax: 1),
        "numeric": RunTimeResponse("pattern_numeric", countMax: 1),
        "other": RunTimeResponse("long_text", countMax: 1),
    ]

    static let comments: [RunTimeElement] = [
        RunTimeElement("cmi.comments_from_learner.n.comment", .both, "long_localized"),
        RunTimeElement("cmi.comments_from_learner.n.location", .both, "short_text"),
        RunTimeElement("cmi.comments_from_learner.n.timestamp", .both, "time"),
        RunTimeElement("cmi.comments_from_lms.n.comment", .read, "long_localized"),
        RunTimeElement("cmi.comments_from_lms.n.location", .read, "short_text"),
        RunTimeElement("cmi.comments_from_lms.n.timestamp", .read, "time"),
    ]

    static let navigation: [RunTimeElement] = [
        RunTimeElement("adl.nav.request", .both, "request", preset: "_none_"),
        RunTimeElement("adl.nav.request_valid.continue", .read, "validity", preset: "unknown"),
        RunTimeElement("adl.nav.request_valid.previous", .read, "validity", preset: "unknown"),
        RunTimeElement(
            "adl.nav.request_valid.choice.{target}",
            .read,
            "validity",
            preset: "unknown"
        ),
        RunTimeElement(
            "adl.nav.request_valid.jump.{target}",
            .read,
            "validity",
            preset: "unknown"
        ),
        RunTimeElement("adl.data.n.id", .read, "identifier"),
        RunTimeElement("adl.data.n.store", .both, "suspend_data", needs: "id"),
    ]
}
