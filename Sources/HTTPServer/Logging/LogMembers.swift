import Logging

/// A log line that takes members one by one: as JSON text, or as metadata for another handler.
protocol LogMembers {
    /// Adds text that needs no escapes, under a `name` that needs none.
    mutating func append(_ name: StaticString, _ value: String)
    /// Adds a number, which is not negative.
    mutating func append(_ name: StaticString, _ value: Int)
}

/// The inside of a JSON object, each member behind a comma.
extension [UInt8]: LogMembers {
    mutating func append(_ name: StaticString, _ value: String) {
        appendName(name)
        append(Octet.quote)
        append(contentsOf: value.utf8)
        append(Octet.quote)
    }

    mutating func append(_ name: StaticString, _ value: Int) {
        appendName(name)
        DecimalDigits.write(value) { append($0) }
    }

    /// Adds text that may need escapes, under a name that may.
    mutating func append(escaping name: String, _ value: String) {
        append(Octet.comma)
        JSONText.appendString(name, to: &self)
        append(Octet.colon)
        JSONText.appendString(value, to: &self)
    }

    private mutating func appendName(_ name: StaticString) {
        append(Octet.comma)
        append(Octet.quote)
        append(
            contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        )
        append(Octet.quote)
        append(Octet.colon)
    }
}

extension Logger.Metadata: LogMembers {
    mutating func append(_ name: StaticString, _ value: String) {
        self["\(name)"] = .string(value)
    }

    mutating func append(_ name: StaticString, _ value: Int) {
        self["\(name)"] = .stringConvertible(value)
    }
}
