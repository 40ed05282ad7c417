import Documents

/// No member is null but in what others add (xAPI 1.0.3, Data 2.2), and no text has the character
/// that no text of PostgreSQL has.
enum NullCheck {
    /// What is wrong with a text that has it.
    static let character = "has the character U+0000"

    /// Refuses with `StatementProblem` a null and the character U+0000 outside of `extensions`.
    static func check(_ json: JSON, at path: String) throws {
        switch json {
        case .null: throw StatementProblem(path, "is null: leave it out")
        case .string(let text) where text.utf8.contains(0):
            throw StatementProblem(path, character)
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                try check(element, at: "\(path)[\(index)]")
            }
        case .object(let members):
            for member in members where member.name != "extensions" {
                try check(member.value, at: path.isEmpty ? member.name : "\(path).\(member.name)")
            }
        default: break
        }
    }
}
