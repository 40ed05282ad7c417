/// What stood in the place of a template's `{name}`s, percent-decoded.
package struct RouteParameters: Sendable {
    private let names: [String]
    private let values: [String]

    static let none = RouteParameters(names: [], values: [])

    init(names: [String], values: [String]) {
        self.names = names
        self.values = values
    }

    /// Parameters for a request that a test makes without a router.
    package init(_ pairs: KeyValuePairs<String, String>) {
        names = pairs.map(\.key)
        values = pairs.map(\.value)
    }

    /// The value of `{name}`; nil when the template has no such name.
    package subscript(name: String) -> String? {
        names.firstIndex(of: name).map { values[$0] }
    }
}
