import Documents

/// Takes the members of a JSON object one by one until none may be left.
struct ObjectReader {
    /// Where the object stands, with a point behind it; empty for the document itself.
    private let path: String
    private var members: [JSON.Member]

    /// Reads an object at a path; the path of the document itself is empty.
    init(_ value: JSON, at path: String) throws {
        guard let members = value.members else { throw CredentialProblem.wrongValue(path) }
        self.members = members
        self.path = path.isEmpty ? "" : path + "."
    }

    func wrongValue(_ name: String) -> CredentialProblem { .wrongValue(path + name) }

    /// Takes a member that may be missing.
    mutating func optional(_ name: String) -> JSON? {
        guard
            let index = members.firstIndex(where: { $0.name.utf8.elementsEqual(name.utf8) })
        else { return nil }
        return members.remove(at: index).value
    }

    mutating func value(_ name: String) throws -> JSON {
        guard let value = optional(name) else { throw missing(name) }
        return value
    }

    private func missing(_ name: String) -> CredentialProblem { .missingMember(path + name) }

    mutating func text(_ name: String) throws -> String {
        guard let text = try value(name).text else { throw wrongValue(name) }
        return text
    }

    mutating func optionalText(_ name: String) throws -> String? {
        guard let value = optional(name) else { return nil }
        guard let text = value.text else { throw wrongValue(name) }
        return text
    }

    mutating func integer(_ name: String) throws -> Int {
        guard case .integer(let integer) = try value(name) else { throw wrongValue(name) }
        return integer
    }

    mutating func moment(_ name: String) throws -> Moment {
        guard let moment = Moment(try text(name)) else { throw wrongValue(name) }
        return moment
    }

    mutating func optionalMoment(_ name: String) throws -> Moment? {
        guard let text = try optionalText(name) else { return nil }
        guard let moment = Moment(text) else { throw wrongValue(name) }
        return moment
    }

    /// Takes a member that has this value in every credential, byte for byte.
    mutating func constant(_ name: String, _ expected: String) throws {
        guard try text(name).utf8.elementsEqual(expected.utf8) else { throw wrongValue(name) }
    }

    mutating func constant(_ name: String, _ expected: [String]) throws {
        let texts = try value(name).elements?.map(\.text)
        guard let texts, texts.count == expected.count,
            zip(texts, expected).allSatisfy({ $0?.utf8.elementsEqual($1.utf8) == true })
        else { throw wrongValue(name) }
    }

    mutating func object(_ name: String) throws -> ObjectReader {
        try ObjectReader(value(name), at: path + name)
    }

    /// Takes a member that is an array of one object, or is missing.
    mutating func optionalOnlyObject(_ name: String) throws -> ObjectReader? {
        guard let value = optional(name) else { return nil }
        guard let elements = value.elements, elements.count == 1 else { throw wrongValue(name) }
        return try ObjectReader(elements[0], at: path + name)
    }

    mutating func objects(_ name: String) throws -> [ObjectReader] {
        guard let elements = try value(name).elements else { throw wrongValue(name) }
        return try elements.map { try ObjectReader($0, at: path + name) }
    }

    /// Nothing else stands in the object.
    func end() throws {
        if let member = members.first {
            throw CredentialProblem.unexpectedMember(path + member.name)
        }
    }
}
