import Testing

/// What breaks a rule and is allowed to for now: a number for each place.
///
/// The numbers only shrink. More than the number fails, and so does less: whoever makes a place
/// better writes the smaller number here, or takes the line out.
enum Ratchet {
    /// A file and the lines it has.
    static let longFiles: [String: Int] = [:]

    /// A file, a function in it and the lines it has.
    static let longFunctions: [String: Int] = [
        // One statement and one row of 34 columns; halves would be read together anyway.
        "Sources/TrainingCentre/Certificates/VerificationLookup.swift init": 83,
        // The table of routes that the tests of streams ask for.
        "Tests/HTTPServerTests/Answers/StreamTests.swift router": 61,
        // A table of statements that a closed cohort refuses.
        "Tests/TrainingCentreTests/Cohorts/ClosedCohortTests.swift statements": 74,
        // A table of what each permission allows.
        "Tests/TrainingCentreTests/Access/AccessTests.swift actsByPermission": 96,
    ]

    /// A file and how many of its lines are too wide.
    static let longLines: [String: Int] = [
        // Sentences and links in string literals, which the formatter does not break.
        "Sources/Postgres/EmbeddedCluster/ClusterError.swift": 1,
        "Tests/HTTPServerTests/Parsing/MessageReaderTests.swift": 1,
        "Tests/HTTPServerTests/Support/TestServer.swift": 1,
        "Tests/TrainingCentreTests/Enrolments/EnrolmentTests.swift": 2,
        // Tables of hostile inputs, several to a line.
        "Tests/HTTPDifferential/cases.py": 21,
        "Tests/HTTPDifferential/differential.py": 2,
        "Tests/HTTPDifferential/stricter.py": 1,
        "deploy/bench": 2,
        "deploy/benchmarks/document.sql": 2,
        "deploy/benchmarks/enrolment.sql": 2,
        "deploy/benchmarks/token.sql": 2,
        "deploy/benchmarks/verification.sql": 2,
        // One municipality a line.
        "sql/migrations/0002_lsgs.sql": 175,
    ]

    /// A file and how many types in it that other targets see have no summary.
    static let typesWithoutSummary: [String: Int] = [
        // An associated type, which the protocol describes.
        "Sources/Postgres/Notifications/Notifications.swift": 1
    ]

    /// For each rule of `BannedConstructTests`, a file and how often it breaks it.
    static let constructs: [String: [String: Int]] = [:]

    /// Fails for what is found and not listed, and for what is listed and not found any more.
    static func compare(_ found: [String: Int], with listed: [String: Int], what: String) {
        for place in Set(found.keys).union(listed.keys).sorted() {
            let (count, limit) = (found[place] ?? 0, listed[place] ?? 0)
            if count > limit {
                Issue.record("\(place): \(count) \(what), \(limit) are listed")
            } else if count < limit {
                Issue.record("\(place): tighten it: \(limit) \(what) are listed, it has \(count)")
            }
        }
    }
}
