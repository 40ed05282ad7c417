import HTTPServer
import TrainingCentre

/// The decoded parameters of a request's query.
struct Query: Sendable {
    private let values: [String: String]

    /// How much somebody looks for.
    enum Limits {
        /// Of the words of a search together: what a search costs grows with their square.
        static let searchLengthMax = 200
        static let searchWordsMax = 16
    }

    /// Refuses with `InvalidForm` a parameter that is given twice, for either could be meant, and a
    /// search for more than `Limits` allow.
    init(_ request: Request) throws {
        var values: [String: String] = [:]
        for item in try request.queryItems() {
            guard values.updateValue(item.value, forKey: item.name) == nil else {
                throw InvalidForm([FieldProblem(item.name, "is given twice")])
            }
        }
        self.values = values
        let search = values["q"] ?? ""
        let isLong =
            search.unicodeScalars.count > Limits.searchLengthMax
            || search.split(whereSeparator: \.isWhitespace).count > Limits.searchWordsMax
        if isLong {
            throw InvalidForm([
                FieldProblem(
                    "q",
                    "is too long: look for at most \(Limits.searchWordsMax) words of "
                        + "\(Limits.searchLengthMax) characters together",
                    .tooLong
                )
            ])
        }
    }

    /// Refuses with `InvalidForm` parameters that the operation does not have: a report over all of
    /// time is the wrong answer to a mistyped date.
    func check(isOneOf names: [String]) throws {
        let problems = values.keys.filter { !names.contains($0) }.map { name in
            FieldProblem(
                name,
                names.isEmpty
                    ? "is no parameter of this: it has none"
                    : "is no parameter of this: use " + names.joined(separator: ", ")
            )
        }
        if !problems.isEmpty { throw InvalidForm(problems) }
    }

    /// The value of a parameter; nil when it is missing or empty.
    subscript(name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Reads parameters as the fields of a form, with its checks and messages.
    func read<Value>(_ body: (inout Form) throws -> Value) throws -> Value {
        var form = Form(values)
        let value = try body(&form)
        try form.check()
        return value
    }

    /// All parameters as a form; those that are lists have `|` between their elements.
    func form(ofLists names: [String]) -> Form {
        let lists = names.reduce(into: [String: [String]]()) { lists, name in
            lists[name] = self[name]?.split(separator: "|").map(String.init)
        }
        return Form(values.filter { !names.contains($0.key) }, lists: lists)
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        try read { $0.optionalInteger(name, in: range) }
    }
}
