import Documents

/// Credentials in SVG pictures (Open Badges 3.0, 5.3.2): the first child of the root.
package enum SVGBadge {
    private static let namespace = "https://purl.imsglobal.org/ob/v3p0"
    private static let element = "openbadges:credential"
    private static let declaration = "xmlns:openbadges"

    /// The picture with a credential: JSON as character data, a token as an attribute.
    ///
    /// - Throws: `CredentialProblem` when the picture is not well-formed or has one already.
    package static func baked(_ credential: [UInt8], into picture: [UInt8]) throws -> [UInt8] {
        let found = try find(in: picture)
        guard found.credentials.isEmpty, !found.closesItself, found.declared == nil else {
            throw CredentialProblem.severalCredentialsInImage
        }
        let isJSON = credential.first == UInt8(ascii: "{")
        let text = String(decoding: credential, as: UTF8.self)
        // The end mark of character data cannot stand in it: it is divided between two.
        let divided = text.replacing("]]>", with: "]]]]><![CDATA[>")
        let baked =
            isJSON
            ? "<\(element)><![CDATA[\(divided)]]></\(element)>"
            : "<\(element) verify=\"\(text)\"/>"
        return Array(picture[..<found.nameEnd])
            + Array(" \(declaration)=\"\(namespace)\"".utf8)
            + picture[found.nameEnd..<found.end]
            + Array(baked.utf8)
            + picture[found.end...]
    }

    /// The one credential in a picture.
    ///
    /// - Throws: `CredentialProblem`.
    package static func credential(in picture: [UInt8]) throws -> [UInt8] {
        let credentials = try find(in: picture).credentials
        guard let credential = credentials.first else {
            throw CredentialProblem.noCredentialInImage
        }
        guard credentials.count == 1 else { throw CredentialProblem.severalCredentialsInImage }
        return credential
    }

    /// What counts in a picture: where its root's name and tag end, and the credentials.
    private struct Found {
        let nameEnd: Int
        let end: Int
        let closesItself: Bool
        let declared: String?
        var credentials: [[UInt8]] = []
    }

    private static func find(in picture: [UInt8]) throws -> Found {
        do {
            var reader = try XMLReader(picture)
            return try find(&reader)
        } catch let problem as XMLReader.Problem {
            throw CredentialProblem.imageForm(problem.text)
        }
    }

    private static func find(_ reader: inout XMLReader) throws -> Found {
        guard case .open = try reader.next(), reader.written(reader.tag.name) == "svg" else {
            throw CredentialProblem.imageForm("its root is not svg")
        }
        try checkNamespaces(reader)
        var found = Found(
            nameEnd: reader.tag.name.upperBound,
            end: reader.tag.end,
            closesItself: reader.tag.closesItself,
            declared: attribute(declaration, reader)
        )
        while true {
            switch try reader.next() {
            case .open:
                try checkNamespaces(reader)
                guard reader.written(reader.tag.name) == element else { continue }
                guard attribute(declaration, reader) ?? found.declared == namespace else {
                    throw CredentialProblem.imageForm("its certificate is in no namespace")
                }
                found.credentials.append(try content(&reader))
            case .end: return found
            case .close, .text, .verbatim: continue
            }
        }
    }

    /// An attribute by its whole name, as it is written.
    private static func attribute(_ name: String, _ reader: XMLReader) -> String? {
        reader.tag.attributes.first { reader.written($0.name) == name }
            .map { reader.written($0.value) }
    }

    /// One spelling only: another prefix for the namespace, another namespace for the prefix, or
    /// one with references would hide a credential from us that other programs see.
    private static func checkNamespaces(_ reader: XMLReader) throws {
        for (name, value) in reader.tag.attributes {
            let (name, value) = (reader.written(name), reader.written(value))
            guard name.hasPrefix("xmlns") else { continue }
            guard (name == declaration) == (value == namespace), !value.contains("&") else {
                throw CredentialProblem.imageForm("its namespaces are not those of a badge")
            }
        }
    }

    /// The token in the attribute, or the character data up to the end tag.
    private static func content(_ reader: inout XMLReader) throws -> [UInt8] {
        let token = attribute("verify", reader)
        var verbatim = ""
        while true {
            switch try reader.next() {
            case .verbatim(let range): verbatim += reader.written(range)
            case .text(let range) where reader.isBlank(range): continue
            case .close:
                guard let token else { return Array(verbatim.utf8) }
                guard verbatim.isEmpty, !token.contains("&") else {
                    throw CredentialProblem.imageForm("its certificate holds something else")
                }
                return Array(token.utf8)
            case .open, .text, .end:
                throw CredentialProblem.imageForm("its certificate holds something else")
            }
        }
    }
}
