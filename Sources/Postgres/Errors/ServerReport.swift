import CLibPQ

/// What the server said about an error, field by field.
struct ServerReport: Sendable {
    let sqlState: SQLState
    let isFatal: Bool
    let isStalePlan: Bool
    let schema: String?
    let table: String?
    let column: String?
    let dataType: String?
    let constraint: String?
    /// What the server says first; may hold values.
    let message: String?
    /// Where in the statement, counted in characters from one.
    let position: Int?
    /// Message, detail, hint and context: may hold values of rows.
    let everything: String

    /// Reads the fields of a failed result.
    ///
    /// libpq makes results of its own, without any field, when a connection is lost: then nil.
    init?(_ result: OpaquePointer) {
        func field(_ code: Character) -> String? {
            guard let value = PQresultErrorField(result, Int32(code.asciiValue ?? 0)) else {
                return nil
            }
            return String(cString: value)
        }
        guard let state = field("C") else { return nil }
        sqlState = SQLState(rawValue: state)
        let severity = field("V") ?? field("S") ?? "ERROR"
        isFatal = severity == "FATAL" || severity == "PANIC"
        isStalePlan =
            (state == "0A000" && field("R") == "RevalidateCachedQuery")
            || sqlState == .unknownPreparedStatement
        schema = field("s")
        table = field("t")
        column = field("c")
        dataType = field("d")
        constraint = field("n")
        message = field("M")
        position = field("P").flatMap { Int($0) }
        let labels: [(String, Character)] = [
            ("message", "M"), ("detail", "D"), ("hint", "H"), ("position", "P"),
            ("internal query", "q"), ("context", "W"), ("source", "R"),
        ]
        everything =
            "severity: \(severity)"
            + labels.compactMap { label, code in
                field(code).map { "\n\(label): \($0)" }
            }.joined()
    }
}
