/// What a badge shows: finished text, in its language.
package struct BadgeDocument: Sendable {
    package let kind: CertificateDocument.Kind
    package let language: Language
    package let course: String
    package let issuer: String
    package let issuedOn: String

    package init(
        kind: CertificateDocument.Kind,
        language: Language,
        course: String,
        issuer: String,
        issuedOn: String
    ) {
        (self.kind, self.language, self.course) = (kind, language, course)
        (self.issuer, self.issuedOn) = (issuer, issuedOn)
    }
}

/// How badges look: data that an administrator may change.
package struct BadgeTemplate: Sendable {
    let ring: Colour
    let edge: Colour
    let disc: Colour
    let issuer: TextStyle
    let label: TextStyle
    let course: TextStyle
    let date: TextStyle
    let labels: [Language: [CertificateDocument.Kind: String]]

    /// Reads a template of format 1.
    ///
    /// - Throws: `TemplateError` with the place and the reason.
    package init(json bytes: [UInt8]) throws {
        let root = try TemplateNode.root(bytes)
        try root.allow(["format", "colours", "fonts", "styles", "texts"])
        _ = try root.required("format").number(in: 1...1)
        let styles = try TemplateStyles(root)
        ring = try styles.colour(named: "ring")
        edge = try styles.colour(named: "edge")
        disc = try styles.colour(named: "disc")
        issuer = try styles.style(named: "issuer")
        label = try styles.style(named: "label")
        course = try styles.style(named: "course")
        date = try styles.style(named: "date")
        let texts = try root.required("texts")
        try texts.allow(Language.allCases.map(\.rawValue))
        var labels: [Language: [CertificateDocument.Kind: String]] = [:]
        for language in Language.allCases {
            let node = try texts.required(language.rawValue)
            try node.allow(CertificateDocument.Kind.allCases.map(\.rawValue))
            for kind in CertificateDocument.Kind.allCases {
                labels[language, default: [:]][kind] = try node.required(kind.rawValue).text()
            }
        }
        self.labels = labels
    }
}
