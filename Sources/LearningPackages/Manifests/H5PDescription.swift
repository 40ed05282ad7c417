import Documents

/// The `h5p.json` of an H5P file (H5P specification, “Package definition”).
enum H5PDescription {
    static func package(_ bytes: [UInt8], _ files: PackageFiles) throws -> LearningPackage {
        guard let json = try? JSON.parse(bytes), json.members != nil else {
            throw PackageRefusal(.manifestInvalid, at: "h5p.json is no JSON object")
        }
        guard let library = json["mainLibrary"]?.text, !library.isEmpty else {
            throw PackageRefusal(.manifestInvalid, at: "h5p.json names no mainLibrary")
        }
        guard files.has("content/content.json") else {
            throw PackageRefusal(.launchMissing, at: "content/content.json")
        }
        let title = json["title"]?.text ?? ""
        return LearningPackage(
            kind: .h5p,
            edition: library,
            identifier: nil,
            title: title,
            parts: [
                PackagePart(
                    identifier: "content",
                    title: title,
                    launch: .file(path: "content/content.json", suffix: "")
                )
            ]
        )
    }
}
