import Documents

/// The `imsmanifest.xml` of SCORM 1.2 (Content Aggregation Model 1.2, section 2.2) and SCORM 2004
/// (CAM 4th edition, chapter 3).
struct SCORMManifest {
    private let resources: [String: (element: ManifestElement, folder: String)]
    private let kind: LearningPackage.Kind
    /// The sequencings that several items may mean, by their ID (CAM 4th edition, 5.1.1).
    private let sequencings: [String: ManifestElement]
    private var resolver: LinkResolver
    private var rules: ActivityRules?
    private var left: Int

    /// Reads what is launched, and gives the files' warnings back.
    static func package(
        _ root: ManifestElement,
        _ files: PackageFiles,
        _ limits: PackageLimits
    ) throws -> (LearningPackage, PackageFiles) {
        guard root.name == "manifest" else {
            throw PackageRefusal(.manifestInvalid, at: "its root is \(root.name)")
        }
        let (kind, edition) = try kind(of: root)
        var manifest = try SCORMManifest(root, kind, LinkResolver(files), limits)
        let (title, parts) = try manifest.organisation(of: root)
        var package = LearningPackage(
            kind: kind,
            edition: edition,
            identifier: root.attributes["identifier"],
            title: title ?? parts.first?.title ?? "",
            parts: parts
        )
        package.rules = manifest.rules
        guard !package.launched.isEmpty else { throw PackageRefusal(.nothingToLaunch) }
        manifest.warnOfMissingFiles()
        return (package, manifest.resolver.files)
    }

    private init(
        _ root: ManifestElement,
        _ kind: LearningPackage.Kind,
        _ resolver: LinkResolver,
        _ limits: PackageLimits
    ) throws {
        self.kind = kind
        self.resolver = resolver
        left = limits.itemsMax
        sequencings = Dictionary(
            (root.child("sequencingCollection")?.children("sequencing") ?? []).compactMap {
                shared in
                shared.attributes["ID"].map { ($0, shared) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        let list = root.child("resources")
        let folder = try [root, list].reduce("") { folder, element in
            try element?.attributes["base"].map { try LinkResolver.folder($0, in: folder) }
                ?? folder
        }
        resources = Dictionary(
            try (list?.children("resource") ?? []).compactMap { resource in
                guard let identifier = resource.attributes["identifier"] else { return nil }
                let base = resource.attributes["base"]
                let own = try base.map { try LinkResolver.folder($0, in: folder) } ?? folder
                return (identifier, (resource, own))
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Says which files a resource lists that are not there; parts may do without them.
    private mutating func warnOfMissingFiles() {
        for (resource, folder) in resources.values {
            for file in resource.children("file") {
                guard let link = file.attributes["href"], LinkResolver.foreign(link) == nil,
                    !resolver.has(link, in: folder)
                else { continue }
                resolver.warn(.fileMissing, at: link)
            }
        }
    }

    /// The standard, by what the manifest says of itself or else by its namespaces.
    private static func kind(
        of root: ManifestElement
    ) throws -> (LearningPackage.Kind, edition: String?) {
        let metadata = root.child("metadata")
        let schema = metadata?.child("schema")?.trimmed ?? ""
        let edition = metadata?.child("schemaversion")?.trimmed
        let spaces = root.attributes.filter { $0.key.hasPrefix("xmlns") }.values
        if schema.contains("Common Cartridge") || spaces.contains(where: { $0.contains("imsccv") })
        {
            throw PackageRefusal(.commonCartridge)
        }
        if let edition, edition == "1.2" { return (.scorm12, edition) }
        if let edition, edition.contains("2004") || edition.contains("1.3") {
            return (.scorm2004, edition)
        }
        if spaces.contains(where: { $0.contains("adlcp_v1p3") }) { return (.scorm2004, edition) }
        if spaces.contains(where: {
            $0.contains("adlcp_rootv1p2") || $0.contains("imscp_rootv1p1p2")
        }) {
            return (.scorm12, edition)
        }
        throw PackageRefusal(.namespaceMissing, at: "schemaversion")
    }

    private mutating func organisation(
        of root: ManifestElement
    ) throws -> (title: String?, parts: [PackagePart]) {
        let list = root.child("organizations")
        let all = list?.children("organization") ?? []
        let named = list?.attributes["default"]
        if let first = all.first {
            let meant = all.first { $0.attributes["identifier"] == named }
            if meant == nil, let named { resolver.warn(.defaultMissing, at: named) }
            let organisation = meant ?? first
            rules = try rules(of: organisation)
            return (organisation.child("title")?.trimmed, try items(of: organisation))
        }
        // A list of resources alone is seen in real packages: what may be launched is.
        resolver.warn(.organisationMissing)
        let parts = try (root.child("resources")?.children("resource") ?? []).compactMap {
            resource in
            try Self.isSCO(resource) ? part(of: resource) : nil
        }
        return (nil, parts)
    }

    private mutating func part(of resource: ManifestElement) throws -> PackagePart? {
        guard let identifier = resource.attributes["identifier"],
            let launch = try launch(identifier, parameters: "")
        else { return nil }
        return PackagePart(identifier: identifier, title: identifier, launch: launch)
    }

    private mutating func items(of parent: ManifestElement) throws -> [PackagePart] {
        var parts: [PackagePart] = []
        for item in parent.children("item") {
            left -= 1
            guard left >= 0 else { throw PackageRefusal(.itemsTooMany) }
            parts.append(try part(of: item))
        }
        return parts
    }

    private mutating func part(of item: ManifestElement) throws -> PackagePart {
        let identifier = item.attributes["identifier"] ?? ""
        let reference = item.attributes["identifierref"].flatMap { $0.isEmpty ? nil : $0 }
        let parameters = item.attributes["parameters"] ?? ""
        let launch = try reference.flatMap { try self.launch($0, parameters: parameters) }
        let resource = reference.flatMap { resources[$0]?.element }
        var part = PackagePart(
            identifier: identifier,
            title: item.child("title")?.trimmed ?? identifier,
            launch: launch
        )
        part.isVisible = item.attributes["isvisible"] != "false"
        part.reports = resource.map(Self.isSCO) ?? false
        part.launchData = (item.child("datafromlms") ?? item.child("dataFromLMS"))?.text ?? ""
        part.prerequisites = item.child("prerequisites")?.trimmed
        part.timeAllowed = item.child("maxtimeallowed")?.trimmed
        part.timeLimitAction =
            (item.child("timelimitaction") ?? item.child("timeLimitAction"))?.trimmed
        part.rules = try rules(of: item)
        part.masteryScore = masteryScore(of: item, part.rules)
        part.parts = try items(of: item)
        return part
    }

    private func rules(of item: ManifestElement) throws -> ActivityRules? {
        kind == .scorm2004 ? try ActivityRules(of: item, shared: sequencings) : nil
    }

    /// 0 to 100 in SCORM 1.2; in SCORM 2004 the measure of the primary objective, -1 to 1.
    private func masteryScore(of item: ManifestElement, _ rules: ActivityRules?) -> Double? {
        if let percent = item.child("masteryscore")?.trimmed.flatMap(Double.init) {
            return (0...100).contains(percent) ? percent / 100 : nil
        }
        return rules.flatMap { $0.primary.isByMeasure ? $0.primary.measureMin : nil }
    }

    private mutating func launch(
        _ reference: String,
        parameters: String
    ) throws -> PackageLaunch? {
        guard let (resource, folder) = resources[reference] else {
            throw PackageRefusal(.itemDangling, at: reference)
        }
        if resource.attributes["scormtype"] == nil, resource.attributes["scormType"] == nil {
            resolver.warn(.typeMissing, at: reference)
        }
        guard let link = resource.attributes["href"], !link.isEmpty else { return nil }
        guard case .file(let path, let suffix) = try resolver.launch(link, from: folder) else {
            return nil
        }
        return .file(path: path, suffix: Self.address(suffix, with: parameters))
    }

    /// What follows the path (CAM 4th edition, section 3.4.1.11): parameters go behind the query,
    /// unless they are a fragment and there is one already.
    static func address(_ suffix: String, with parameters: String) -> String {
        let added = parameters.drop { $0 == "?" || $0 == "&" }
        guard !added.isEmpty else { return suffix }
        if added.hasPrefix("#") { return suffix.contains("#") ? suffix : suffix + added }
        let hash = suffix.firstIndex(of: "#") ?? suffix.endIndex
        let query = suffix[..<hash]
        return query + (query.isEmpty ? "?" : "&") + added + suffix[hash...]
    }

    private static func isSCO(_ resource: ManifestElement) -> Bool {
        let type = resource.attributes["scormtype"] ?? resource.attributes["scormType"]
        return type?.lowercased() == "sco"
    }
}
