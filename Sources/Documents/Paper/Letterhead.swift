import Foundation

/// What all documents of a centre show: where it is, who signs, and the logos.
///
/// Data that an administrator may change, apart from how documents are worded and laid out.
package struct Letterhead: Sendable {
    /// Where documents are issued.
    package let place: [Language: String]
    package let signatories: [Language: [CertificateDocument.Signatory]]
    /// PNG images in the order in which they are printed.
    package let logos: [[UInt8]]

    /// Reads a letterhead of format 1.
    ///
    /// Names, roles and the place stand in every language, logos are PNG images in base64. Throws
    /// `TemplateError` with the place and the reason.
    package init(json bytes: [UInt8]) throws {
        let root = try TemplateNode.root(bytes)
        try root.allow(["format", "place", "signatories", "logos"])
        _ = try root.required("format").number(in: 1...1)
        place = try Self.texts(root.required("place"))
        let nodes = try root.required("signatories").elements(
            countMax: PaperLimits.signatoriesMax
        )
        var signatories = Dictionary(
            uniqueKeysWithValues: Language.allCases.map {
                ($0, [CertificateDocument.Signatory]())
            }
        )
        for node in nodes {
            try node.allow(["name", "role"])
            let names = try Self.texts(node.required("name"))
            let roles = try Self.texts(node.required("role"))
            for language in Language.allCases {
                guard let name = names[language], let role = roles[language] else { continue }
                signatories[language]?.append(
                    CertificateDocument.Signatory(name: name, role: role)
                )
            }
        }
        self.signatories = signatories
        logos = try root.required("logos").elements(countMax: PaperLimits.logosMax).map { node in
            guard let data = Data(base64Encoded: try node.text()) else {
                throw node.failure("this should be a PNG image in base64")
            }
            do {
                return try PaperLogo.prepared(Array(data))
            } catch {
                throw node.failure("this is no PNG image that can be printed: \(error)")
            }
        }
    }

    private static func texts(_ node: TemplateNode) throws -> [Language: String] {
        try node.allow(Language.allCases.map(\.rawValue))
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            let inside = try node.required(language.rawValue)
            let text = try inside.text()
            guard text.contains(where: { !$0.isWhitespace }) else {
                throw inside.failure("this is empty")
            }
            texts[language] = text
        }
        return texts
    }

    /// The letterhead's file with other logos, made ready for printing.
    ///
    /// Throws `TemplateError`, and `DrawingError.image` for what is no PNG image.
    package static func json(_ bytes: [UInt8], logos: [[UInt8]]) throws -> [UInt8] {
        let members = try TemplateNode.root(bytes).members()
        let images = try logos.map { logo in
            JSON.string(Data(try PaperLogo.prepared(logo)).base64EncodedString())
        }
        let kept = members.filter { $0.name != "logos" }.map { JSON.Member($0.name, $0.node.json) }
        return JSON.object(kept + [JSON.Member("logos", .array(images))]).bytes
    }
}

extension CertificateDocument {
    /// The document with what the letterhead says in its language.
    package func under(_ letterhead: Letterhead) -> CertificateDocument {
        var document = self
        document.issuedAt = letterhead.place[language]
        document.signatories = letterhead.signatories[language] ?? []
        document.logos = letterhead.logos
        return document
    }
}
