import Documents

extension JSON {
    /// The members of an object as the fields of a form: texts, numbers, yes and no, and a text in
    /// several languages as one field for each; lists are left out.
    var fieldValues: [String: String] {
        var values: [String: String] = [:]
        for member in members ?? [] {
            switch member.value {
            case .string(let text), .number(let text): values[member.name] = text
            case .integer(let number): values[member.name] = String(number)
            case .bool(let bool): values[member.name] = bool ? "true" : "false"
            case .object(let languages):
                for language in languages {
                    let suffix = language.name.lowercased().replacing("-", with: "_")
                    values["\(member.name)_\(suffix)"] = language.value.text
                }
            case .null, .array: break
            }
        }
        return values
    }
}
