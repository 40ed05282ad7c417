import Documents

/// The `cmi5.xml` of a course (cmi5 Specification Profile for xAPI, chapter 13).
struct CMI5Structure {
    private var resolver: LinkResolver
    private var left: Int
    private var identifiers: Set<String> = []
    private var objectives: Set<String> = []

    /// Of version 1.0 of the standard (section 13.2).
    private static let namespace = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"

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
        guard
            root.attributes.contains(where: {
                $0.key.hasPrefix("xmlns") && $0.value == namespace
            })
        else { throw PackageRefusal(.namespaceMissing, at: namespace) }
        var structure = CMI5Structure(resolver: LinkResolver(files), left: limits.itemsMax)
        let identifier = try structure.identifier(of: course)
        try structure.readObjectives(of: root)
        let parts = try structure.parts(of: root)
        let package = LearningPackage(
            kind: .cmi5,
            edition: nil,
            identifier: identifier,
            title: try title(of: course, identifier),
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
            let title = try Self.title(of: element, identifier)
            try checkObjectives(of: element)
            var part = PackagePart(
                identifier: identifier,
                title: title,
                launch: element.name == "au" ? try launch(of: element) : nil
            )
            if element.name == "block" {
                part.parts = try self.parts(of: element)
            } else {
                part.moveOn = try Self.value("moveOn", of: element, Self.moveOns)
                part.launchMethod = try Self.value("launchMethod", of: element, Self.methods)
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
        guard !link.contains(where: \.isWhitespace) else {
            throw PackageRefusal(.launchInvalid, at: link)
        }
        let query = link.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
        let names = query.split(separator: "&").map { String($0.prefix { $0 != "=" }) }
        guard !names.contains(where: Self.reserved.contains) else {
            throw PackageRefusal(.launchReserved, at: link)
        }
        if let refusal = LinkResolver.foreign(link) {
            guard refusal.code == .launchForeign else { throw refusal }
            if !link.lowercased().hasPrefix("https:") { resolver.warn(.launchUnsafe, at: link) }
            return .foreign(link)
        }
        return try resolver.launch(link)
    }

    // MARK: Objectives, which other units may name

    private mutating func readObjectives(of root: ManifestElement) throws {
        for objective in root.child("objectives")?.children("objective") ?? [] {
            objectives.insert(try identifier(of: objective))
            _ = try Self.title(of: objective, objective.attributes["id"] ?? "")
        }
    }

    private func checkObjectives(of element: ManifestElement) throws {
        for objective in element.child("objectives")?.children("objective") ?? [] {
            let named = objective.attributes["idref"] ?? ""
            guard objectives.contains(named) else {
                throw PackageRefusal(.objectiveDangling, at: named)
            }
        }
    }

    // MARK: Values

    private static let moveOns = [
        "NotApplicable", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed",
    ]
    private static let methods = ["AnyWindow", "OwnWindow"]

    /// A value of those that there are, the first where the element does not say.
    private static func value(
        _ name: String,
        of element: ManifestElement,
        _ known: [String]
    ) throws -> String {
        guard let written = element.attributes[name] else { return known[0] }
        guard known.contains(written) else {
            throw PackageRefusal(.valueInvalid, at: "\(name)=\"\(written)\"")
        }
        return written
    }

    private func masteryScore(of unit: ManifestElement) throws -> Double? {
        guard let written = unit.attributes["masteryScore"] else { return nil }
        guard let score = Double(written), (0...1).contains(score) else {
            throw PackageRefusal(.valueInvalid, at: "masteryScore=\"\(written)\"")
        }
        return score
    }

    /// The title in Serbian, else in the first of its languages; refuses an element without one.
    private static func title(
        of element: ManifestElement,
        _ identifier: String
    ) throws -> String {
        let texts = element.child("title")?.children("langstring") ?? []
        let serbian = texts.first { $0.attributes["lang"]?.lowercased().hasPrefix("sr") == true }
        guard let title = (serbian ?? texts.first)?.trimmed, !title.isEmpty else {
            throw PackageRefusal(.titleMissing, at: identifier)
        }
        return title
    }
}
