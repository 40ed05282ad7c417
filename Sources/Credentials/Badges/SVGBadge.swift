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
        guard found.credentials.isEmpty, !found.root.closesItself,
            found.root.attribute(declaration) == nil
        else { throw CredentialProblem.severalCredentialsInImage }
        let isJSON = credential.first == UInt8(ascii: "{")
        let text = String(decoding: credential, as: UTF8.self)
        // The end mark of character data cannot stand in it: it is divided between two.
        let divided = text.replacing("]]>", with: "]]]]><![CDATA[>")
        let baked =
            isJSON
            ? "<\(element)><![CDATA[\(divided)]]></\(element)>"
            : "<\(element) verify=\"\(text)\"/>"
        return Array(picture[..<found.root.nameEnd])
            + Array(" \(declaration)=\"\(namespace)\"".utf8)
            + picture[found.root.nameEnd..<found.root.end]
            + Array(baked.utf8)
            + picture[found.root.end...]
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

    private struct Found {
        let root: XMLScanner.Tag
        let credentials: [[UInt8]]
    }

    private static func find(in picture: [UInt8]) throws -> Found {
        var scanner = try XMLScanner(picture)
        var root: XMLScanner.Tag?
        var credentials: [[UInt8]] = []
        while let part = try scanner.next() {
            guard case .open(let tag) = part else { continue }
            try checkNamespaces(of: tag)
            if root == nil {
                guard tag.name == "svg" else {
                    throw CredentialProblem.imageForm("its root is not svg")
                }
                root = tag
            } else if tag.name == element {
                let declared = tag.attribute(declaration) ?? root?.attribute(declaration)
                guard declared == namespace else {
                    throw CredentialProblem.imageForm("its certificate is in no namespace")
                }
                credentials.append(try content(of: tag, from: &scanner))
            }
        }
        guard let root else { throw CredentialProblem.imageForm("it has no root") }
        return Found(root: root, credentials: credentials)
    }

    /// One spelling only: another prefix for the namespace, or another namespace for the prefix,
    /// would hide a credential from us that other programs see.
    private static func checkNamespaces(of tag: XMLScanner.Tag) throws {
        for (name, value) in tag.attributes
        where name.hasPrefix("xmlns") && (name == declaration) != (value == namespace) {
            throw CredentialProblem.imageForm("its namespaces are not those of a badge")
        }
    }

    /// The token in the attribute, or the character data up to the end tag.
    private static func content(
        of tag: XMLScanner.Tag,
        from scanner: inout XMLScanner
    ) throws -> [UInt8] {
        var verbatim: [UInt8] = []
        while let part = try scanner.next() {
            switch part {
            case .close: return try content(of: tag, verbatim: verbatim)
            case .verbatim(let bytes): verbatim += bytes
            case .text(let bytes) where bytes.allSatisfy({ $0 == 0x20 || (9...13).contains($0) }):
                break
            case .open, .text:
                throw CredentialProblem.imageForm("its certificate holds something else")
            }
        }
        throw CredentialProblem.imageForm("it is cut off")
    }

    private static func content(
        of tag: XMLScanner.Tag,
        verbatim: [UInt8]
    ) throws -> [UInt8] {
        guard let token = tag.attribute("verify") else { return verbatim }
        guard verbatim.isEmpty, !token.contains("&") else {
            throw CredentialProblem.imageForm("its certificate holds something else")
        }
        return Array(token.utf8)
    }
}
