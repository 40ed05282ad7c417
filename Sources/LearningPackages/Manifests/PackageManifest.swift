import Documents
import Foundation

/// The file by which a package says what it is.
struct PackageManifest {
    private enum Form: String, CaseIterable {
        // In the order in which they are looked for: some packages have two.
        case cmi5 = "cmi5.xml"
        case scorm = "imsmanifest.xml"
        case tinCan = "tincan.xml"
        case h5p = "h5p.json"
        case web = "index.html"
    }

    private let form: Form
    let path: String

    /// The manifest at the top of the files, nil when there is none.
    static func `in`(_ files: PackageFiles) -> PackageManifest? {
        for form in Form.allCases {
            if let path = files.path(meaning: form.rawValue) {
                return PackageManifest(form: form, path: path)
            }
        }
        return nil
    }

    /// Reads what the package is.
    ///
    /// `naming` gives the files again by the names that the manifest mentions, `reading` the bytes
    /// of another one. Refuses with `PackageRefusal`.
    func package(
        _ bytes: [UInt8],
        _ files: PackageFiles,
        _ limits: PackageLimits,
        naming: (Set<String>) throws -> PackageFiles,
        reading: (String) throws -> [UInt8]
    ) throws -> (LearningPackage, PackageFiles) {
        var (package, files) = try read(bytes, files, naming, reading, limits)
        if path != form.rawValue { files.warn(.manifestCapitals, at: path) }
        return (package, files)
    }

    private func read(
        _ bytes: [UInt8],
        _ files: PackageFiles,
        _ naming: (Set<String>) throws -> PackageFiles,
        _ reading: (String) throws -> [UInt8],
        _ limits: PackageLimits
    ) throws -> (LearningPackage, PackageFiles) {
        switch form {
        case .h5p:
            var files = files
            let package = try H5PDescription.package(bytes, &files) {
                try reading(H5PDescription.content)
            }
            return (package, files)
        case .web: return (WebPages.package(bytes, path), files)
        case .cmi5, .scorm, .tinCan: break
        }
        let root = try ManifestElement.reading(bytes, limits)
        let named = try naming(root.mentionedFiles)
        switch form {
        case .cmi5: return try CMI5Structure.package(root, named, limits)
        case .scorm: return try SCORMManifest.package(root, named, limits)
        default: return try TinCanDescription.package(root, named)
        }
    }
}

extension ManifestElement {
    /// What its links may mean, as it is written and with percent signs read.
    var mentionedFiles: Set<String> {
        var mentioned: Set<String> = []
        var left = [self]
        while let element = left.popLast() {
            left += element.children
            for link in [element.attributes["href"], element.child("url")?.text].compactMap(\.self)
            {
                let path = ArchivePath.slashed(String(link.prefix { $0 != "?" && $0 != "#" }))
                for name in [path, path.removingPercentEncoding].compactMap(\.self) {
                    mentioned.insert(name.precomposedStringWithCanonicalMapping)
                }
            }
        }
        return mentioned
    }
}
