/// A JSON value (RFC 8259) whose members keep the order in which they were written.
package enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    /// A number that is no integer of 64 bits, as the decimal text that it is written with.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A name of an object and the value that stands under it.
    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The member with a name, byte for byte; nil when there is none or this is no object.
    package subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The text of a string; nil for everything else.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A whole number of 64 bits; nil for everything else.
    package var wholeNumber: Int? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The elements of an array; nil for everything else.
    package var elements: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an object; nil for everything else.
    package var members: [Member]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(nilLiteral: ()) { self = .null }

    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member($0, $1) })
    }

    /// A string, or null for nil.
    package init(_ text: String?) {
        self = text.map(JSON.string) ?? .null
    }

    /// An integer, or null for nil.
    package init(_ integer: Int?) {
        self = integer.map(JSON.integer) ?? .null
    }
}
