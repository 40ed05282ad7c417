import Documents

/// The `h5p.json` of an H5P file (H5P specification, “Package definition”).
enum H5PDescription {
    /// `content` gives the bytes of `content/content.json`.
    static func package(
        _ bytes: [UInt8],
        _ files: inout PackageFiles,
        content: () throws -> [UInt8]
    ) throws -> LearningPackage {
        guard let json = object(bytes) else {
            throw PackageRefusal(.contentInvalid, at: "h5p.json")
        }
        guard let library = json["mainLibrary"]?.text, !library.isEmpty else {
            throw PackageRefusal(.manifestInvalid, at: "h5p.json names no mainLibrary")
        }
        guard files.has(Self.content) else {
            throw PackageRefusal(.launchMissing, at: Self.content)
        }
        guard object(try content()) != nil else {
            throw PackageRefusal(.contentInvalid, at: Self.content)
        }
        if !hasLibrary(library, json, files) { files.warn(.libraryMissing, at: library) }
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
                    launch: .file(path: Self.content, suffix: "")
                )
            ]
        )
    }

    static let content = "content/content.json"

    /// The object of a file, which may begin with a byte order mark.
    private static func object(_ bytes: [UInt8]) -> JSON? {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let json = try? JSON.parse(text), json.members != nil else { return nil }
        return json
    }

    /// Whether the package brings the library that plays it, in a folder by its name and version.
    private static func hasLibrary(_ name: String, _ json: JSON, _ files: PackageFiles) -> Bool {
        (json["preloadedDependencies"]?.elements ?? []).contains { library in
            guard library["machineName"]?.text == name else { return false }
            let numbers = ["majorVersion", "minorVersion"].map {
                library[$0]?.wholeNumber.map(String.init) ?? library[$0]?.text ?? ""
            }
            let version = numbers.joined(separator: ".")
            return ["\(name)-\(version)", name].contains { files.has("\($0)/library.json") }
        }
    }
}
