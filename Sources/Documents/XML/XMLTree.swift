/// An element with everything in it.
///
/// Names are without their prefixes: writers choose those freely.
package struct XMLTree: Sendable {
    package let name: String
    package private(set) var attributes: [String: String] = [:]
    /// The text of the element itself, without that of its children.
    package private(set) var text = ""
    package private(set) var children: [XMLTree] = []

    /// An element has more elements in it than are read.
    package struct TooLarge: Error {
        package let elementsMax: Int
    }

    /// Reads the element whose start tag was read last, up to its end tag.
    ///
    /// Throws `XMLReader.Problem` and `TooLarge`.
    package init(_ reader: inout XMLReader, elementsMax: Int) throws {
        var open = [XMLTree(tagOf: reader)]
        var left = elementsMax - 1
        while true {
            switch try reader.next() {
            case .open:
                left -= 1
                guard left >= 0 else { throw TooLarge(elementsMax: elementsMax) }
                open.append(XMLTree(tagOf: reader))
            case .close:
                let closed = open.removeLast()
                guard var parent = open.popLast() else {
                    self = closed
                    return
                }
                parent.children.append(closed)
                open.append(parent)
            case .text(let range): open[open.count - 1].text += reader.decoded(range)
            case .verbatim(let range): open[open.count - 1].text += reader.written(range)
            case .end: throw XMLReader.Problem(text: "it is cut off")
            }
        }
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

    /// The first child of a name, nil for none.
    package func child(_ name: String) -> XMLTree? {
        children.first { $0.name == name }
    }

    package func children(_ name: String) -> [XMLTree] {
        children.filter { $0.name == name }
    }

    /// The text without the space around it, with single spaces in it, nil when there is nothing
    /// else.
    package var trimmed: String? {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : words
    }
}
