import Documents

/// What came of reading a package.
package enum PackageReport: Sendable {
    case read(ReadPackage)
    case video(VideoFile)
    case course(CourseFile)
    case refused(PackageRefusal)

    /// The report as an object: `accepted`, and either what the package is or why it is refused.
    package var json: JSON {
        switch self {
        case .refused(let refusal):
            [
                "accepted": false, "code": .string(refusal.code.rawValue),
                "message": .string(refusal.message), "place": JSON(refusal.place),
            ]
        case .read(let read):
            PackageReport.json(
                read.package,
                container: nil,
                files: read.files.paths.count,
                bytes: read.bytes,
                read.warnings
            )
        case .course(let file):
            PackageReport.json(
                file.package,
                container: CourseFile.container,
                files: 1,
                bytes: file.bytes,
                file.warnings
            )
        case .video(let file):
            PackageReport.json(
                file.package,
                container: file.container.rawValue,
                files: 1,
                bytes: file.bytes,
                []
            )
        }
    }

    private static func json(
        _ package: LearningPackage,
        container: String?,
        files: Int,
        bytes: Int,
        _ warnings: [PackageWarning]
    ) -> JSON {
        [
            "accepted": true, "kind": .string(package.kind.rawValue),
            // Of what comes without an archive; nil is an archive.
            "container": JSON(container),
            "edition": JSON(package.edition), "identifier": JSON(package.identifier),
            "title": .string(package.title), "files": .integer(files), "bytes": .integer(bytes),
            "sequencing": package.rules?.json ?? .null,
            "parts": .array(package.parts.map(\.json)),
            "warnings": .array(warnings.map(\.json)),
        ]
    }
}

extension PackageWarning {
    var json: JSON {
        [
            "code": .string(code.rawValue), "message": .string(message), "place": JSON(place),
        ]
    }
}

extension PackagePart {
    var json: JSON {
        [
            "identifier": .string(identifier), "title": .string(title), "launch": launchJSON,
            // Where the name of the file ends, which may hold a # or ? itself.
            "launch_file": JSON(launchFile),
            "visible": .bool(isVisible), "reports": .bool(reports),
            "mastery_score": masteryScore.map { .number("\($0)") } ?? .null,
            "launch_data": .string(launchData), "prerequisites": JSON(prerequisites),
            "time_allowed": JSON(timeAllowed), "time_limit_action": JSON(timeLimitAction),
            "move_on": JSON(moveOn), "launch_method": JSON(launchMethod),
            "entitlement_key": JSON(entitlementKey), "sequencing": rules?.json ?? .null,
            // Decimals of a second, so that no film is shorter than it is said to be.
            "seconds": video.map { .number("\(($0.seconds * 1_000).rounded() / 1_000)") } ?? .null,
            "captions": .array(
                captions.map { ["path": .string($0.path), "language": .string($0.language)] }
            ),
            "parts": .array(parts.map(\.json)),
        ]
    }

    private var launchFile: String? {
        guard case .file(let path, _) = launch else { return nil }
        return path
    }

    private var launchJSON: JSON {
        switch launch {
        case .file(let path, let suffix): .string(path + suffix)
        case .foreign(let address): .string(address)
        case nil: .null
        }
    }
}
