/// A path template taken apart.
struct RouteTemplate {
    enum Segment: Equatable {
        case literal([UInt8])
        /// A name, then a literal end that may be empty.
        case parameter(suffix: [UInt8])
        case rest
    }

    let segments: [Segment]
    let names: [String]

    /// Takes `text` apart.
    ///
    /// - Precondition: it is a template; routes are written in source, so a wrong one is a bug.
    init(_ text: String) {
        precondition(text.hasPrefix("/"), "\(text) does not begin with a slash")
        var segments: [Segment] = []
        var names: [String] = []
        let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            guard part.hasPrefix("{") else {
                precondition(!part.contains { $0 == "{" || $0 == "}" }, "\(text): stray brace")
                segments.append(.literal(Array(part.utf8)))
                continue
            }
            guard let close = part.firstIndex(of: "}") else {
                preconditionFailure("\(text) has an open brace")
            }
            let name = part[part.index(after: part.startIndex)..<close]
            let suffix = part[part.index(after: close)...]
            precondition(!suffix.contains { $0 == "{" || $0 == "}" }, "\(text): two names")
            if name.hasSuffix("...") {
                precondition(suffix.isEmpty && index == parts.count - 1, "\(text): rest not last")
                names.append(String(name.dropLast(3)))
                segments.append(.rest)
            } else {
                names.append(String(name))
                segments.append(.parameter(suffix: Array(suffix.utf8)))
            }
        }
        precondition(!names.contains(""), "\(text) has a nameless parameter")
        precondition(Set(names).count == names.count, "\(text) repeats a name")
        self.segments = segments
        self.names = names
    }

    var isLiteral: Bool { names.isEmpty }
}
