import HTTPTypes

/// Percent-encoding (RFC 3986 section 2.1) and the form rules on top of it.
package enum PercentDecoding {
    /// Decodes a path segment: exactly two hexadecimal digits after every `%`.
    ///
    /// - Returns: nil for a malformed escape, for what is no UTF-8 and for a NUL, which no name
    ///   of ours holds and which would end a C string early.
    package static func strict(_ text: Substring.UTF8View) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var rest = text[...]
        while let octet = rest.popFirst() {
            guard octet == Octet.percent else {
                decoded.append(octet)
                continue
            }
            guard let high = rest.popFirst()?.hexadecimalValue,
                let low = rest.popFirst()?.hexadecimalValue
            else { return nil }
            decoded.append(high << 4 | low)
        }
        guard !decoded.contains(0), String(validating: decoded, as: UTF8.self) != nil else {
            return nil
        }
        return decoded
    }

    /// Decodes one name or value of a form or query, as browsers define it.
    ///
    /// `+` is a space, a malformed escape stands for itself, what is no UTF-8 becomes U+FFFD
    /// (URL Standard, application/x-www-form-urlencoded parsing).
    package static func form(_ text: some Collection<UInt8>) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let octet = text[index]
            text.formIndex(after: &index)
            if octet == Octet.percent, let escaped = escapedOctet(text, index) {
                decoded.append(escaped)
                index = text.index(index, offsetBy: 2)
            } else {
                decoded.append(octet == Octet.plus ? Octet.space : octet)
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func escapedOctet<Text: Collection<UInt8>>(
        _ text: Text,
        _ index: Text.Index
    ) -> UInt8? {
        guard index < text.endIndex, let high = text[index].hexadecimalValue else { return nil }
        let next = text.index(after: index)
        guard next < text.endIndex, let low = text[next].hexadecimalValue else { return nil }
        return high << 4 | low
    }
}

/// Name and value pairs of a query or of a form's content.
package enum FormItems {
    /// Pairs beyond this are refused: every form of ours has fewer.
    package static let pairsMax = 1_000

    /// Splits at `&` and the first `=`, and decodes both sides.
    ///
    /// - Throws: `HTTPError` 400 `too_many_form_fields` beyond `pairsMax`.
    package static func decode(
        _ text: some Collection<UInt8>
    ) throws -> [(name: String, value: String)] {
        var items: [(name: String, value: String)] = []
        for pair in text.split(separator: UInt8(ascii: "&")) {
            guard items.count < pairsMax else {
                throw HTTPError(
                    .badRequest,
                    code: "too_many_form_fields",
                    title: "The form or query has too many fields."
                )
            }
            let equals = pair.firstIndex(of: Octet.equals) ?? pair.endIndex
            let value = pair[equals...].dropFirst()
            items.append((PercentDecoding.form(pair[..<equals]), PercentDecoding.form(value)))
        }
        return items
    }
}
