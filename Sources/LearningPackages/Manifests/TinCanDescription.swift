import Documents

/// The `tincan.xml` of a package that only speaks the Experience API.
enum TinCanDescription {
    static func package(
        _ root: ManifestElement,
        _ files: PackageFiles
    ) throws -> (LearningPackage, PackageFiles) {
        var resolver = LinkResolver(files)
        let activities = root.child("activities")?.children("activity") ?? []
        let parts = try activities.compactMap { activity -> PackagePart? in
            guard let link = activity.child("launch")?.trimmed else { return nil }
            let identifier = activity.attributes["id"] ?? ""
            return PackagePart(
                identifier: identifier,
                title: activity.child("name")?.trimmed ?? identifier,
                launch: try resolver.launch(link)
            )
        }
        guard let first = parts.first else { throw PackageRefusal(.nothingToLaunch) }
        let package = LearningPackage(
            kind: .xapi,
            edition: nil,
            identifier: first.identifier,
            title: first.title,
            parts: parts
        )
        return (package, resolver.files)
    }
}
