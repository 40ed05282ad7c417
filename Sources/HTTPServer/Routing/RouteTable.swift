import HTTPTypes

/// The routes arranged for finding one by its path.
///
/// A path without parameters is one look-up in a dictionary. Others walk a tree by segment and
/// step back when a more specific branch leads nowhere.
struct RouteTable: Sendable {
    private var literals: [String: RoutePlace] = [:]
    private var root = RouteNode()
    /// All methods that any route knows, for `OPTIONS *`.
    private let allMethods: String

    init(_ endpoints: [Endpoint]) {
        var methods: [String] = []
        for method in endpoints.map(\.method.rawValue) + ["HEAD", "OPTIONS"]
        where !methods.contains(method) {
            methods.append(method)
        }
        allMethods = methods.joined(separator: ", ")
        for endpoint in endpoints {
            let template = RouteTemplate(endpoint.template)
            root.add(endpoint, template, at: 0)
            if template.isLiteral {
                literals[
                    endpoint.template,
                    default: RoutePlace(template: endpoint.template, names: [])
                ].add(endpoint, names: [])
            }
        }
    }

    /// The place for `path`, which is still percent-encoded, and the endpoint of `method` in it.
    func match(_ method: HTTPRequest.Method, _ path: String) -> RouteMatch {
        if let place = literals[path] { return match(method, place, .none) }
        if path == "*" {
            return RouteMatch(
                outcome: .options(allow: allMethods),
                template: path,
                parameters: .none
            )
        }
        guard let segments = PathSegments(path) else { return .malformedPath }
        var values: [String] = []
        guard let place = root.find(segments, at: 0, &values) else { return .notFound }
        let parameters =
            values.isEmpty ? .none : RouteParameters(names: place.names, values: values)
        return match(method, place, parameters)
    }

    private func match(
        _ method: HTTPRequest.Method,
        _ place: RoutePlace,
        _ parameters: RouteParameters
    ) -> RouteMatch {
        RouteMatch(
            outcome: place.outcome(for: method),
            template: place.template,
            parameters: parameters
        )
    }
}

/// A path split at its slashes and percent-decoded after that.
struct PathSegments {
    private let octets: [UInt8]
    private let ranges: [Range<Int>]

    /// Splits a path that begins with a slash.
    ///
    /// - Returns: nil when an escape is malformed or a segment is no UTF-8 or holds a NUL.
    init?(_ path: String) {
        var octets: [UInt8] = []
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(8)
        octets.reserveCapacity(path.utf8.count)
        let isPlain = !path.utf8.contains(Octet.percent)
        for part in path.utf8.dropFirst().split(
            separator: Octet.slash,
            omittingEmptySubsequences: false
        ) {
            if !octets.isEmpty || !ranges.isEmpty { octets.append(Octet.slash) }
            let start = octets.count
            if isPlain {
                octets.append(contentsOf: part)
            } else {
                guard let decoded = PercentDecoding.strict(part) else { return nil }
                octets.append(contentsOf: decoded)
            }
            ranges.append(start..<octets.count)
        }
        self.octets = octets
        self.ranges = ranges
    }

    var count: Int { ranges.count }

    func isEqual(_ index: Int, _ literal: [UInt8]) -> Bool {
        octets[ranges[index]].elementsEqual(literal)
    }

    /// What stands before `suffix` in a segment; nil without that end or with nothing before it.
    ///
    /// `.` and `..` never name anything: clients resolve them before they ask.
    func value(_ index: Int, before suffix: [UInt8]) -> String? {
        let segment = octets[ranges[index]]
        let value = segment.dropLast(suffix.count)
        guard !value.isEmpty, segment.suffix(suffix.count).elementsEqual(suffix),
            !isDots(segment)
        else { return nil }
        return String(decoding: value, as: UTF8.self)
    }

    /// The segments from `index` on; nil when one is empty, dots, or holds an encoded slash.
    func rest(from index: Int) -> String? {
        for range in ranges[index...] {
            let segment = octets[range]
            if segment.isEmpty || isDots(segment) || segment.contains(Octet.slash) { return nil }
        }
        return String(decoding: octets[ranges[index].lowerBound...], as: UTF8.self)
    }

    private func isDots(_ segment: ArraySlice<UInt8>) -> Bool {
        segment.count <= 2 && segment.allSatisfy { $0 == Octet.dot }
    }
}

/// The routes that share the segments up to here.
private struct RouteNode: Sendable {
    private var literals: [(octets: [UInt8], node: RouteNode)] = []
    /// Longest end first.
    private var parameters: [(suffix: [UInt8], node: RouteNode)] = []
    private var rest: RoutePlace?
    private var place: RoutePlace?

    mutating func add(_ endpoint: Endpoint, _ template: RouteTemplate, at index: Int) {
        let newPlace = RoutePlace(template: endpoint.template, names: template.names)
        guard index < template.segments.count else {
            place = place ?? newPlace
            place?.add(endpoint, names: template.names)
            return
        }
        switch template.segments[index] {
        case .literal(let octets):
            let known = literals.firstIndex { $0.octets == octets }
            if known == nil { literals.append((octets, RouteNode())) }
            literals[known ?? literals.count - 1].node.add(endpoint, template, at: index + 1)
        case .parameter(let suffix):
            if !parameters.contains(where: { $0.suffix == suffix }) {
                parameters.append((suffix, RouteNode()))
                parameters.sort { $0.suffix.count > $1.suffix.count }
            }
            for known in parameters.indices where parameters[known].suffix == suffix {
                parameters[known].node.add(endpoint, template, at: index + 1)
            }
        case .rest:
            rest = rest ?? newPlace
            rest?.add(endpoint, names: template.names)
        }
    }

    func find(_ path: PathSegments, at index: Int, _ values: inout [String]) -> RoutePlace? {
        if index == path.count { return place }
        for (octets, node) in literals where path.isEqual(index, octets) {
            if let found = node.find(path, at: index + 1, &values) { return found }
        }
        for (suffix, node) in parameters {
            guard let value = path.value(index, before: suffix) else { continue }
            values.append(value)
            if let found = node.find(path, at: index + 1, &values) { return found }
            values.removeLast()
        }
        guard let rest, let value = path.rest(from: index) else { return nil }
        values.append(value)
        return rest
    }
}
