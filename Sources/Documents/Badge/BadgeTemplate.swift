/// What a badge shows: finished text, in the language of its edition.
package struct BadgeDocument: Sendable {
    package let kind: CertificateDocument.Kind
    package let edition: Edition
    package let course: String
    package let issuer: String
    package let issuedOn: String

    package init(
        kind: CertificateDocument.Kind,
        edition: Edition,
        course: String,
        issuer: String,
        issuedOn: String
    ) {
        (self.kind, self.edition, self.course) = (kind, edition, course)
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
    let labels: [Edition: [CertificateDocument.Kind: String]]

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
        try texts.allow(Edition.allCases.map(\.rawValue))
        var labels: [Edition: [CertificateDocument.Kind: String]] = [:]
        for edition in Edition.allCases {
            let node = try texts.required(edition.rawValue)
            try node.allow(CertificateDocument.Kind.allCases.map(\.rawValue))
            for kind in CertificateDocument.Kind.allCases {
                labels[edition, default: [:]][kind] = try node.required(kind.rawValue).text()
            }
        }
        self.labels = labels
    }
}
