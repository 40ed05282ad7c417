import Documents

/// What came of something (xAPI 1.0.3, Data 2.4.5).
enum ResultCheck {
    /// Refuses with `StatementProblem` what is no result.
    static func check(_ json: JSON, at path: String) throws {
        let result = try CheckedObject(
            json,
            at: path,
            allowing: ["score", "success", "completion", "response", "duration", "extensions"]
        )
        try result.boolean("success")
        try result.boolean("completion")
        _ = try result.text("response")
        if let duration = try result.text("duration"), ISODuration(duration) == nil {
            throw StatementProblem(
                result.place("duration"),
                "is no duration of ISO 8601, such as PT1H30M"
            )
        }
        try result.extensions()
        if let score = result["score"] { try self.score(score, at: result.place("score")) }
    }

    private static func score(_ json: JSON, at path: String) throws {
        let score = try CheckedObject(json, at: path, allowing: ["scaled", "raw", "min", "max"])
        if let scaled = try score.number("scaled"), !(-1...1).contains(scaled) {
            throw StatementProblem(score.place("scaled"), "is not between -1 and 1")
        }
        let (raw, least, most) = (
            try score.number("raw"), try score.number("min"), try score.number("max")
        )
        if let least, let most, least >= most {
            throw StatementProblem(score.place("min"), "is not below max")
        }
        if let raw, let least, raw < least {
            throw StatementProblem(score.place("raw"), "is below min")
        }
        if let raw, let most, raw > most {
            throw StatementProblem(score.place("raw"), "is above max")
        }
    }
}
