extension Language {
    /// Parts of a sentence in a row: `a, b and c`.
    package func list(_ parts: [String], separator: String = ", ") -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        let and =
            switch self {
            case .serbianCyrillic: "и"
            case .serbianLatin: "i"
            case .english: "and"
            }
        return "\(parts.dropLast().joined(separator: separator)) \(and) \(last)"
    }
}
