import Documents

/// An element of a manifest, with names without their prefixes: writers choose those freely.
struct ManifestElement {
    let name: String
    private(set) var attributes: [String: String] = [:]
    private(set) var text = ""
    private(set) var children: [ManifestElement] = []

    /// Elements of one manifest; a real one of 1,000 parts has a tenth.
    private static let elementsMax = 200_000

    /// Reads a whole manifest.
    ///
    /// Refuses with `PackageRefusal`: too large, in another encoding than it says, with a document
    /// type or entities, not well-formed, or nested deeper than 64.
    static func reading(_ bytes: [UInt8], _ limits: PackageLimits) throws -> ManifestElement {
        guard bytes.count <= limits.manifestBytesMax else {
            throw PackageRefusal(.manifestTooLarge, at: "\(limits.manifestBytesMax)")
        }
        let text = try ManifestText.utf8(bytes)
        do {
            var reader = try XMLReader(text.bytes, declaring: text.declared)
            return try read(&reader)
        } catch let problem as XMLReader.Problem {
            let declares = problem.text.contains("declares")
            throw PackageRefusal(
                declares ? .manifestDeclares : .manifestInvalid,
                at: declares ? nil : problem.text
            )
        }
    }

    /// The first child of a name, nil for none.
    func child(_ name: String) -> ManifestElement? {
        children.first { $0.name == name }
    }

    func children(_ name: String) -> [ManifestElement] {
        children.filter { $0.name == name }
    }

    /// The text without the space around it, nil when there is nothing else.
    var trimmed: String? {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : words
    }

    private static func read(_ reader: inout XMLReader) throws -> ManifestElement {
        var open: [ManifestElement] = []
        var left = elementsMax
        while true {
            switch try reader.next() {
            case .open:
                left -= 1
                guard left > 0 else { throw PackageRefusal(.itemsTooMany, at: "\(elementsMax)") }
                open.append(ManifestElement(tagOf: reader))
            case .close:
                guard let closed = open.popLast() else { break }
                guard var parent = open.popLast() else { return try finished(closed, &reader) }
                parent.children.append(closed)
                open.append(parent)
            case .text(let range): add(reader.decoded(range), to: &open)
            case .verbatim(let range): add(reader.written(range), to: &open)
            case .end: throw PackageRefusal(.manifestInvalid, at: "it is empty")
            }
        }
    }

    private static func finished(
        _ root: ManifestElement,
        _ reader: inout XMLReader
    ) throws -> ManifestElement {
        while true {
            if case .end = try reader.next() { return root }
        }
    }

    private static func add(_ text: String, to open: inout [ManifestElement]) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += text
    }

    private init(tagOf reader: XMLReader) {
        name = Self.local(reader.written(reader.tag.name))
        for attribute in reader.tag.attributes {
            let written = reader.written(attribute.name)
            // Two prefixes of one name: the first counts, as nobody means the second.
            let name = written.hasPrefix("xmlns") ? written : Self.local(written)
            if attributes[name] == nil { attributes[name] = reader.decoded(attribute.value) }
        }
    }

    private static func local(_ name: String) -> String {
        name.split(separator: ":").last.map(String.init) ?? name
    }
}
