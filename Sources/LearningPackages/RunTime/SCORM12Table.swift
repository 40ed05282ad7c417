extension RunTimeTable {
    /// SCORM 1.2 Run-Time Environment, section 3.4.4.
    ///
    /// Where the book leaves it open the codes are those of ADL's test suite 1.2.7: 201 for an
    /// unknown name in a known group, 405 for a number outside its range.
    static let scorm12 = RunTimeTable(
        .scorm12,
        types: SCORM12.types,
        elements: SCORM12.core + SCORM12.others + SCORM12.objectives + SCORM12.interactions,
        children: SCORM12.children,
        codes: RunTimeCodes(
            nameMissingRead: 201,
            nameMissingWrite: 201,
            categoryUnknown: 401,
            elementUnknown: 201,
            keywordWritten: 402,
            childrenMissing: 202,
            countMissing: 203,
            versionMissing: 201,
            readOnly: 403,
            writeOnly: 404,
            wrongType: 405,
            outOfRange: 405,
            outOfOrder: 201,
            recordMissing: 201,
            dependencyMissing: 201,
            notUnique: 201,
            valueMissing: 0,
            recordFull: 101
        ),
        errors: [
            (0, "No error"), (101, "General exception"), (201, "Invalid argument error"),
            (202, "Element cannot have children"),
            (203, "Element not an array - cannot have count"), (301, "Not initialized"),
            (401, "Not implemented error"), (402, "Invalid set value, element is a keyword"),
            (403, "Element is read only"), (404, "Element is write only"),
            (405, "Incorrect data type"),
        ]
    )
}

private enum SCORM12 {
    static let children = [
        "cmi.core": "student_id,student_name,lesson_location,credit,lesson_status,entry,score,"
            + "total_time,lesson_mode,exit,session_time",
        "cmi.core.score": "raw,min,max",
        "cmi.student_data": "mastery_score,max_time_allowed,time_limit_action",
        "cmi.student_preference": "audio,language,speed,text",
        "cmi.objectives": "id,score,status",
        "cmi.objectives.n.score": "raw,min,max",
        "cmi.interactions": "id,objectives,time,type,correct_responses,weighting,"
            + "student_response,result,latency",
    ]

    static let types: [String: RunTimeType] = [
        "version": .text(16),
        "string255": .text(255),
        "string4096": .text(4_096),
        "suspend_data": .text(RunTimeLimits.suspendDataMax),
        "identifier": RunTimeType(lengthMax: 255, pattern: RunTimePatterns.word),
        "decimal": .number(RunTimePatterns.decimal, nil, nil),
        "score": RunTimeType(
            lengthMax: 32,
            words: [""],
            pattern: RunTimePatterns.decimal,
            least: 0,
            most: 100
        ),
        "audio": .number("-?[0-9]{1,5}", -1, 100),
        "speed": .number("-?[0-9]{1,5}", -100, 100),
        "text": .number("-?[0-9]{1,5}", -1, 1),
        "credit": .words("credit", "no-credit"),
        "mode": .words("normal", "review", "browse"),
        "entry": .words("", "ab-initio", "resume"),
        "exit": .words("", "time-out", "suspend", "logout"),
        // “not attempted” is what it is before anything was set, and nothing that may be set.
        "status": .words("passed", "completed", "failed", "incomplete", "browsed"),
        "objective_status": .words(
            "passed",
            "completed",
            "failed",
            "incomplete",
            "browsed",
            "not attempted"
        ),
        "time_limit_action": .words(
            "",
            "exit,message",
            "exit,no message",
            "continue,message",
            "continue,no message"
        ),
        "interaction": .words(
            "true-false",
            "choice",
            "fill-in",
            "matching",
            "performance",
            "likert",
            "sequencing",
            "numeric"
        ),
        "result": RunTimeType(
            lengthMax: 32,
            words: ["correct", "wrong", "unanticipated", "neutral"],
            pattern: RunTimePatterns.decimal
        ),
        "time": RunTimeType(
            lengthMax: 11,
            pattern: #"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,2})?"#
        ),
        // The book bounds the digits only, and 00:00:75 is seen.
        "timespan": RunTimeType(
            lengthMax: 13,
            pattern: #"[0-9]{2,4}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,2})?"#
        ),
    ]

    static let core: [RunTimeElement] = [
        RunTimeElement("cmi._version", .read, "version", preset: "3.4"),
        RunTimeElement("cmi.core.student_id", .read, "identifier"),
        RunTimeElement("cmi.core.student_name", .read, "string255"),
        RunTimeElement("cmi.core.lesson_location", .both, "string255"),
        RunTimeElement("cmi.core.credit", .read, "credit", preset: "credit"),
        RunTimeElement("cmi.core.lesson_status", .both, "status", preset: "not attempted"),
        RunTimeElement("cmi.core.entry", .read, "entry", preset: "ab-initio"),
        RunTimeElement("cmi.core.score.raw", .both, "score"),
        RunTimeElement("cmi.core.score.min", .both, "score"),
        RunTimeElement("cmi.core.score.max", .both, "score"),
        RunTimeElement("cmi.core.total_time", .read, "timespan", preset: "0000:00:00.00"),
        RunTimeElement("cmi.core.lesson_mode", .read, "mode", preset: "normal"),
        RunTimeElement("cmi.core.exit", .write, "exit"),
        RunTimeElement("cmi.core.session_time", .write, "timespan"),
    ]

    static let others: [RunTimeElement] = [
        RunTimeElement("cmi.suspend_data", .both, "suspend_data"),
        RunTimeElement("cmi.launch_data", .read, "string4096"),
        RunTimeElement("cmi.comments", .both, "string4096"),
        RunTimeElement("cmi.comments_from_lms", .read, "string4096"),
        RunTimeElement("cmi.student_data.mastery_score", .read, "score"),
        RunTimeElement("cmi.student_data.max_time_allowed", .read, "timespan"),
        RunTimeElement("cmi.student_data.time_limit_action", .read, "time_limit_action"),
        RunTimeElement("cmi.student_preference.audio", .both, "audio", preset: "0"),
        RunTimeElement("cmi.student_preference.language", .both, "string255"),
        RunTimeElement("cmi.student_preference.speed", .both, "speed", preset: "0"),
        RunTimeElement("cmi.student_preference.text", .both, "text", preset: "0"),
    ]

    static let objectives: [RunTimeElement] = [
        RunTimeElement("cmi.objectives.n.id", .both, "identifier"),
        RunTimeElement("cmi.objectives.n.score.raw", .both, "score"),
        RunTimeElement("cmi.objectives.n.score.min", .both, "score"),
        RunTimeElement("cmi.objectives.n.score.max", .both, "score"),
        RunTimeElement(
            "cmi.objectives.n.status",
            .both,
            "objective_status",
            preset: "not attempted"
        ),
    ]

    static let interactions: [RunTimeElement] = [
        RunTimeElement("cmi.interactions.n.id", .write, "identifier"),
        RunTimeElement("cmi.interactions.n.objectives.n.id", .write, "identifier"),
        RunTimeElement("cmi.interactions.n.time", .write, "time"),
        RunTimeElement("cmi.interactions.n.type", .write, "interaction"),
        // The forms of answers are kept as written: tools put words where letters are meant.
        RunTimeElement("cmi.interactions.n.correct_responses.n.pattern", .write, "string255"),
        RunTimeElement("cmi.interactions.n.weighting", .write, "decimal"),
        RunTimeElement("cmi.interactions.n.student_response", .write, "string255"),
        RunTimeElement("cmi.interactions.n.result", .write, "result"),
        RunTimeElement("cmi.interactions.n.latency", .write, "timespan"),
    ]
}
