import HTTPServer
import TrainingCentre

/// The decoded parameters of a request's query; the first of several with one name counts.
struct Query: Sendable {
    private let values: [String: String]

    init(_ request: Request) throws {
        values = Dictionary(
            try request.queryItems().map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
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

    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        try read { $0.optionalInteger(name, in: range) }
    }
}
