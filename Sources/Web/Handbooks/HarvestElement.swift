/// An element of an answer to a harvester, and how it is written (XML 1.0).
struct HarvestElement {
    let name: String
    var attributes: [(String, String)] = []
    var text = ""
    var children: [HarvestElement] = []

    init(_ name: String, _ text: String = "", _ attributes: [(String, String)] = []) {
        (self.name, self.text, self.attributes) = (name, text, attributes)
    }

    init(
        _ name: String,
        _ attributes: [(String, String)] = [],
        children: [HarvestElement]
    ) {
        (self.name, self.attributes, self.children) = (name, attributes, children)
    }

    /// The document that has this as its root.
    var document: [UInt8] {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
        append(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private func append(to bytes: inout [UInt8]) {
        bytes += "<\(name)".utf8
        for (name, value) in attributes {
            bytes += " \(name)=\"".utf8
            bytes.appendEscaped(HarvestElement.plain(value))
            bytes += "\"".utf8
        }
        if text.isEmpty, children.isEmpty {
            bytes += "/>".utf8
            return
        }
        bytes += ">".utf8
        bytes.appendEscaped(HarvestElement.plain(text))
        for child in children { child.append(to: &bytes) }
        bytes += "</\(name)>".utf8
    }

    /// A text without the characters that XML cannot hold (section 2.2).
    private static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isForbidden) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isForbidden($0) }))
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar.value)
            || scalar.value == 0xFFFE || scalar.value == 0xFFFF
    }
}
