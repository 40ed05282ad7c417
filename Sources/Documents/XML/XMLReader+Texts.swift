extension XMLReader {
    /// Whether the tag has this name, its prefix left out: writers choose prefixes freely.
    package func isNamed(_ text: StaticString) -> Bool { isLocal(tag.name, text) }

    /// The value of an attribute of the start tag, by its name without the prefix; nil when it has
    /// none of this name.
    package func attribute(_ text: StaticString) -> String? {
        tag.attributes.first { isLocal($0.name, text) }.map { decoded($0.value) }
    }

    /// Whether nothing but space stands there.
    package func isBlank(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy(Self.isSpace) }

    /// What stands there, as it is written.
    package func written(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The text that stands there, its references replaced by what they mean.
    package func decoded(_ range: Range<Int>) -> String {
        let text = written(range)
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        let parts = text.split(separator: "&", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(into: String(parts[0])) { plain, part in
            let name = part.prefix { $0 != ";" }
            if let scalar = Self.reference(name) { plain.unicodeScalars.append(scalar) }
            plain += part[name.endIndex...].dropFirst()
        }
    }

    func checkReferences(in range: Range<Int>) throws {
        guard bytes[range].contains(UInt8(ascii: "&")) else { return }
        let parts = written(range).split(separator: "&", omittingEmptySubsequences: false)
        for part in parts.dropFirst() {
            guard let end = part.firstIndex(of: ";"), Self.reference(part[..<end]) != nil else {
                throw Problem(text: "it uses an entity that is not XML's own")
            }
        }
    }

    private static func reference(_ name: Substring) -> Unicode.Scalar? {
        CharacterReference.scalarOfXML(name.utf8)
    }

    // MARK: Bytes

    private func isLocal(_ name: Range<Int>, _ text: StaticString) -> Bool {
        let start = bytes[name].firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 }
        let local = (start ?? name.lowerBound)..<name.upperBound
        return local.count == text.utf8CodeUnitCount && stands(text, at: local.lowerBound)
    }

    func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        bytes[one].elementsEqual(bytes[other])
    }

    func stands(_ text: StaticString, at place: Int) -> Bool {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard place + wanted.count <= bytes.count else { return false }
        for (index, byte) in wanted.enumerated() where bytes[place + index] != byte { return false }
        return true
    }

    func holds(_ text: StaticString, _ range: Range<Int>) -> Bool {
        range.contains { stands(text, at: $0) && $0 + text.utf8CodeUnitCount <= range.upperBound }
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
