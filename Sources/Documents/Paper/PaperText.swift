/// What a template can put into its texts.
package enum PaperField: String, CaseIterable, Sendable {
    case holder, course, project, donor, held, hours, place, number, id, address, issuer
    case issuedAt, issuedOn, validUntil, count
}

/// A text with places for fields: "Број: {number}".
struct PaperText: Sendable {
    private enum Part: Sendable {
        case plain(String)
        case field(PaperField)
    }

    private let parts: [Part]

    /// Throws `TemplateError` for a brace without its other half and for an unknown field.
    init(_ text: String, at place: String) throws {
        var parts: [Part] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                throw TemplateError(place: place, reason: "a brace has no other half")
            }
            let name = String(rest[rest.index(after: brace)..<end])
            guard let field = PaperField(rawValue: name) else {
                throw TemplateError(place: place, reason: "there is no field {\(name)}")
            }
            parts += [.plain(String(rest[..<brace])), .field(field)]
            rest = rest[rest.index(after: end)...]
        }
        self.parts = parts + [.plain(String(rest))]
    }

    /// The text with its fields, nil when one of them is not there.
    func filled(from fields: [PaperField: String]) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .plain(let plain): text += plain
            case .field(let field):
                guard let value = fields[field] else { return nil }
                text += value
            }
        }
        return text.isEmpty ? nil : text
    }
}

/// Why a template cannot be used, and which place in it is wrong.
package struct TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The path to it: "styles.title.size", "body[3].text"; empty for the whole file.
    package let place: String
    package let reason: String

    package init(place: String, reason: String) {
        (self.place, self.reason) = (place, reason)
    }

    package var description: String { place.isEmpty ? reason : "\(place): \(reason)" }
}
