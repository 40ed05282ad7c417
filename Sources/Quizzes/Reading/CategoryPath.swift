/// How Moodle writes where a question belongs: `$course$/top/Fire//smoke/Exits`.
enum CategoryPath {
    /// The names, the widest first, without the context and the `top` of Moodle.
    ///
    /// A slash in a name is written twice. What is deeper or longer than the limits is left out.
    static func names(_ path: String, limits: QuestionLimits) -> [String] {
        var names: [String] = []
        var name = ""
        var rest = path[...]
        while let character = rest.popFirst() {
            if character == "/", rest.first == "/" {
                rest.removeFirst()
                name.append("/")
            } else if character == "/" {
                names.append(name)
                name = ""
            } else {
                name.append(character)
            }
        }
        names.append(name)
        var kept = names.map { PlainLine.of($0, bytesMax: limits.lineBytesMax) }[...]
        if let first = kept.first, first.count > 2, first.hasPrefix("$"), first.hasSuffix("$") {
            kept.removeFirst()
        }
        kept = kept.drop { $0.isEmpty }
        if kept.first == "top" { kept.removeFirst() }
        var bytes = 0
        let named = kept.filter { !$0.isEmpty }.prefix(limits.categoriesMax)
        return Array(
            named.prefix {
                bytes += $0.utf8.count + 3
                return bytes <= limits.categoryBytesMax
            }
        )
    }

    static func text(_ names: [String]) -> String {
        (["$course$", "top"] + names.map { $0.replacing("/", with: "//") }).joined(separator: "/")
    }
}
