import Documents

/// An element of a manifest.
typealias ManifestElement = XMLTree

extension ManifestElement {
    /// Elements of one manifest; a real one of 1,000 parts has a tenth.
    private static let manifestElementsMax = 200_000

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
            return try root(&reader)
        } catch let problem as XMLReader.Problem {
            let declares = problem.text.contains("declares")
            throw PackageRefusal(
                declares ? .manifestDeclares : .manifestInvalid,
                at: declares ? nil : problem.text
            )
        } catch let problem as XMLTree.TooLarge {
            throw PackageRefusal(.itemsTooMany, at: "\(problem.elementsMax)")
        }
    }

    private static func root(_ reader: inout XMLReader) throws -> ManifestElement {
        guard case .open = try reader.next() else {
            throw PackageRefusal(.manifestInvalid, at: "it is empty")
        }
        let root = try ManifestElement(&reader, elementsMax: manifestElementsMax)
        while true {
            if case .end = try reader.next() { return root }
        }
    }
}
