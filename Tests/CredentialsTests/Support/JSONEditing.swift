import Documents

extension JSON {
    /// The value with another one at a path of names and numbers, `identifier.0.type`; nil takes
    /// the member or element away.
    ///
    /// A name that is not there is added at the end.
    func setting(_ path: String, _ value: JSON?) -> JSON {
        changed(path.split(separator: ".").map(String.init)[...], value) ?? .null
    }

    private func changed(_ path: ArraySlice<String>, _ value: JSON?) -> JSON? {
        guard let name = path.first else { return value }
        if case .array(var elements) = self, let index = Int(name) {
            let element = elements[index].changed(path.dropFirst(), value)
            elements.replaceSubrange(index...index, with: element.map { [$0] } ?? [])
            return .array(elements)
        }
        var members = members ?? []
        let index = members.firstIndex { $0.name == name } ?? members.endIndex
        let inner = index < members.endIndex ? members[index].value : .object([])
        let member = inner.changed(path.dropFirst(), value).map { Member(name, $0) }
        let range = index..<min(index + 1, members.endIndex)
        members.replaceSubrange(range, with: member.map { [$0] } ?? [])
        return .object(members)
    }

    /// What stands at a path of names and numbers; null when there is nothing.
    func at(_ path: String) -> JSON {
        path.split(separator: ".").reduce(self) { value, name in
            if let index = Int(name), let elements = value.elements { return elements[index] }
            return value[String(name)] ?? .null
        }
    }
}
