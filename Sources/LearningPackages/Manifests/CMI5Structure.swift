import Documents

/// The `cmi5.xml` of a course (cmi5 Specification Profile for xAPI, chapter 13).
struct CMI5Structure {
    private var resolver: LinkResolver
    private var left: Int
    private var identifiers: Set<String> = []

    /// What the launch adds to an address (section 8.1), which a course must not use itself.
    private static let reserved: Set = ["endpoint", "fetch", "actor", "registration", "activityId"]

    static func package(
        _ root: ManifestElement,
        _ files: PackageFiles,
        _ limits: PackageLimits
    ) throws -> (LearningPackage, PackageFiles) {
        guard root.name == "courseStructure", let course = root.child("course") else {
            throw PackageRefusal(.manifestInvalid, at: "it has no course")
        }
        var structure = CMI5Structure(resolver: LinkResolver(files), left: limits.itemsMax)
        let identifier = try structure.identifier(of: course)
        let parts = try structure.parts(of: root)
        let package = LearningPackage(
            kind: .cmi5,
            edition: nil,
            identifier: identifier,
            title: text(course.child("title")) ?? identifier,
            parts: parts
        )
        guard !package.launched.isEmpty else { throw PackageRefusal(.nothingToLaunch) }
        return (package, structure.resolver.files)
    }

    private init(resolver: LinkResolver, left: Int) {
        self.resolver = resolver
        self.left = left
    }

    private mutating func parts(of parent: ManifestElement) throws -> [PackagePart] {
        var parts: [PackagePart] = []
        for element in parent.children where element.name == "au" || element.name == "block" {
            left -= 1
            guard left >= 0 else { throw PackageRefusal(.itemsTooMany) }
            let identifier = try identifier(of: element)
            let title = Self.text(element.child("title")) ?? identifier
            var part = PackagePart(
                identifier: identifier,
                title: title,
                launch: element.name == "au" ? try launch(of: element) : nil
            )
            if element.name == "block" {
                part.parts = try self.parts(of: element)
            } else {
                part.moveOn = element.attributes["moveOn"] ?? "NotApplicable"
                part.launchMethod = element.attributes["launchMethod"] ?? "AnyWindow"
                part.launchData = element.child("launchParameters")?.text ?? ""
                part.entitlementKey = element.child("entitlementKey")?.trimmed
                part.masteryScore = try masteryScore(of: element)
            }
            parts.append(part)
        }
        return parts
    }

    /// An absolute IRI that nothing else in the course has (section 13.1).
    private mutating func identifier(of element: ManifestElement) throws -> String {
        let identifier = element.attributes["id"] ?? ""
        guard let colon = identifier.firstIndex(of: ":"), colon > identifier.startIndex,
            identifier.first?.isLetter == true,
            !identifier.contains(where: \.isWhitespace)
        else { throw PackageRefusal(.identifierInvalid, at: identifier) }
        guard identifiers.insert(identifier).inserted else {
            throw PackageRefusal(.identifierTwice, at: identifier)
        }
        return identifier
    }

    private mutating func launch(of unit: ManifestElement) throws -> PackageLaunch {
        guard let link = unit.child("url")?.trimmed else { throw PackageRefusal(.nothingToLaunch) }
        let query = link.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
        let names = query.split(separator: "&").map { String($0.prefix { $0 != "=" }) }
        if let taken = names.first(where: Self.reserved.contains) {
            throw PackageRefusal(.launchLeaves, at: "\(link) (\(taken))")
        }
        if let refusal = LinkResolver.foreign(link) {
            guard refusal.code == .launchForeign else { throw refusal }
            return .foreign(link)
        }
        return try resolver.launch(link)
    }

    private func masteryScore(of unit: ManifestElement) throws -> Double? {
        guard let written = unit.attributes["masteryScore"] else { return nil }
        guard let score = Double(written), (0...1).contains(score) else {
            throw PackageRefusal(.manifestInvalid, at: "masteryScore=\(written)")
        }
        return score
    }

    /// The text in the first of its languages.
    private static func text(_ element: ManifestElement?) -> String? {
        element?.child("langstring")?.trimmed
    }
}
