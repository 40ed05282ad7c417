import Documents

/// Why a JSON value has no canonical form here.
package enum JCSError: Error, Hashable, Sendable {
    /// A number with a fraction or an exponent, or beyond what every reader keeps exactly.
    case number(String)
    /// An object with a name twice.
    case nameTwice(String)
}

/// The canonical form of JSON (JSON Canonicalization Scheme, RFC 8785), for hashing and comparing.
///
/// Names are ordered by UTF-16 code units, which is not the order of Swift's strings. Numbers are
/// integers within ±(2^53−1) only: those are written alike by every program, while the form of
/// other numbers (RFC 8785, 3.2.2.3) is where programs differ. Texts keep their code points;
/// nothing is normalised.
package enum JCS {
    /// The canonical UTF-8 text of a value.
    ///
    /// - Throws: `JCSError`.
    package static func bytes(of value: JSON) throws -> [UInt8] {
        try ordered(value).bytes
    }

    /// The largest integer up to which every program tells neighbours apart: 2^53−1.
    static let integerMax = 1 << 53 - 1

    private static func ordered(_ value: JSON) throws -> JSON {
        switch value {
        case .null, .bool, .string: return value
        case .integer(let integer):
            guard integer.magnitude <= UInt(integerMax) else {
                throw JCSError.number(String(integer))
            }
            return value
        case .number(let text): throw JCSError.number(text)
        case .array(let elements): return .array(try elements.map(ordered))
        case .object(let members):
            let sorted = members.sorted {
                $0.name.utf16.lexicographicallyPrecedes($1.name.utf16)
            }
            for (first, second) in zip(sorted, sorted.dropFirst())
            where first.name.utf8.elementsEqual(second.name.utf8) {
                throw JCSError.nameTwice(first.name)
            }
            return .object(try sorted.map { JSON.Member($0.name, try ordered($0.value)) })
        }
    }
}
