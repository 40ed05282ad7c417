/// A value of a template and the path to it, for messages.
///
/// Every reading function throws `TemplateError` with that path.
struct TemplateNode {
    let place: String
    let json: JSON

    private static let pointsPerMillimetre = 72 / 25.4

    func failure(_ reason: String) -> TemplateError { TemplateError(place: place, reason: reason) }

    /// The whole file.
    static func root(_ bytes: [UInt8]) throws -> TemplateNode {
        let bytesMax = PaperTemplate.Limits.bytesMax
        guard bytes.count <= bytesMax else {
            throw TemplateError(place: "", reason: "it has more than \(bytesMax) bytes")
        }
        do {
            return TemplateNode(place: "", json: try JSON.parse(bytes))
        } catch {
            throw TemplateError(place: "", reason: "this is no JSON: \(error)")
        }
    }

    // MARK: Structure

    /// Refuses members that nobody reads: they are misspelt.
    func allow(_ names: [String]) throws {
        guard let members = json.members else { throw failure("this should be an object") }
        for member in members where !names.contains(where: { $0 == member.name }) {
            throw TemplateError(place: path(member.name), reason: "nothing is known by this name")
        }
    }

    func optional(_ name: String) -> TemplateNode? {
        json[name].map { TemplateNode(place: path(name), json: $0) }
    }

    func required(_ name: String) throws -> TemplateNode {
        guard json.members != nil else { throw failure("this should be an object") }
        guard let node = optional(name) else {
            throw TemplateError(place: path(name), reason: "this is missing")
        }
        return node
    }

    func members() throws -> [(name: String, node: TemplateNode)] {
        guard let members = json.members else { throw failure("this should be an object") }
        return members.map { ($0.name, TemplateNode(place: path($0.name), json: $0.value)) }
    }

    func elements(countMax: Int) throws -> [TemplateNode] {
        guard let elements = json.elements else { throw failure("this should be a list") }
        guard elements.count <= countMax else { throw failure("at most \(countMax) stand here") }
        return elements.enumerated().map { index, element in
            TemplateNode(place: "\(place)[\(index)]", json: element)
        }
    }

    private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    // MARK: Values

    func text() throws -> String {
        guard let text = json.text else { throw failure("this should be a text") }
        if let problem = PaperLetters.problem(in: text) { throw failure("it \(problem)") }
        return text
    }

    func number(in range: ClosedRange<Double>) throws -> Double {
        let value: Double? =
            switch json {
            case .integer(let integer): Double(integer)
            case .number(let text): Double(text)
            default: nil
            }
        guard let value else { throw failure("this should be a number") }
        guard range.contains(value) else {
            throw failure("this should be from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    func flag() throws -> Bool {
        guard case .bool(let value) = json else { throw failure("this should be true or false") }
        return value
    }

    /// A length in millimetres, as points.
    func millimetres(in range: ClosedRange<Double>) throws -> Double {
        try number(in: range) * Self.pointsPerMillimetre
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ type: Choice.Type
    ) throws -> Choice where Choice.RawValue == String {
        let text = try text()
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw failure("this should be one of \(names)")
        }
        return choice
    }
}
