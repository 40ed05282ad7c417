import Documents

/// A JSON object that is being checked, and where it stands.
struct CheckedObject {
    let path: String
    let json: JSON

    /// Refuses what is no object, and members that the object does not have.
    init(_ json: JSON, at path: String, allowing names: Set<String>) throws {
        guard let members = json.members else {
            throw StatementProblem(path, "is no object")
        }
        self.path = path
        self.json = json
        if let stranger = members.first(where: { !names.contains($0.name) }) {
            throw StatementProblem(place(stranger.name), "is not known here")
        }
    }

    subscript(name: String) -> JSON? { json[name] }

    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    func has(_ name: String) -> Bool { json[name] != nil }

    func required(_ name: String) throws -> JSON {
        guard let value = json[name] else { throw StatementProblem(place(name), "is missing") }
        return value
    }

    /// A text that is there; nil where the member is not.
    func text(_ name: String) throws -> String? {
        guard let value = json[name] else { return nil }
        guard let text = value.text else { throw StatementProblem(place(name), "is no text") }
        return text
    }

    func requiredText(_ name: String) throws -> String {
        _ = try required(name)
        return try text(name) ?? ""
    }

    func iri(_ name: String) throws -> String? {
        guard let text = try text(name) else { return nil }
        guard IRI.isAbsolute(text) else {
            throw StatementProblem(place(name), "is no IRI: it begins with a scheme, as https:")
        }
        return text
    }

    func requiredIRI(_ name: String) throws {
        _ = try required(name)
        _ = try iri(name)
    }

    func boolean(_ name: String) throws {
        guard let value = json[name] else { return }
        guard case .bool = value else {
            throw StatementProblem(place(name), "is neither true nor false")
        }
    }

    func number(_ name: String) throws -> Double? {
        guard let value = json[name] else { return nil }
        let read: Double? =
            switch value {
            case .integer(let number): Double(number)
            case .number(let text): Double(text)
            default: nil
            }
        guard let read, read.isFinite else {
            throw StatementProblem(place(name), "is no number")
        }
        return read
    }

    func uuid(_ name: String) throws {
        guard let text = try text(name) else { return }
        guard UniqueID.read(text) != nil else {
            throw StatementProblem(place(name), "is no UUID, such as \(CheckedObject.sample)")
        }
    }

    private static let sample = "fd41c918-b88b-4b20-a0a5-a4c32391aaa0"

    func timestamp(_ name: String) throws {
        guard let text = try text(name) else { return }
        guard Timestamp(text) != nil else {
            throw StatementProblem(
                place(name),
                "is no moment of ISO 8601, such as 2026-02-20T10:30:00.000Z"
            )
        }
    }

    /// Texts by languages.
    func languageMap(_ name: String) throws {
        guard let value = json[name] else { return }
        guard let members = value.members else {
            throw StatementProblem(place(name), "is no object of languages and texts")
        }
        for member in members {
            guard LanguageTag.isWellFormed(member.name) else {
                throw StatementProblem(
                    "\(place(name)).\(member.name)",
                    "is no tag of a language, such as sr-Cyrl or en-US"
                )
            }
            guard member.value.text != nil else {
                throw StatementProblem("\(place(name)).\(member.name)", "is no text")
            }
        }
    }

    /// What others add: anything, under names that are IRIs.
    func extensions(_ name: String = "extensions") throws {
        guard let value = json[name] else { return }
        guard let members = value.members else {
            throw StatementProblem(place(name), "is no object")
        }
        if let stranger = members.first(where: { !IRI.isAbsolute($0.name) }) {
            throw StatementProblem("\(place(name)).\(stranger.name)", "is no IRI")
        }
    }

    func list(_ name: String) throws -> [JSON]? {
        guard let value = json[name] else { return nil }
        guard let elements = value.elements else {
            throw StatementProblem(place(name), "is no list")
        }
        return elements
    }
}
