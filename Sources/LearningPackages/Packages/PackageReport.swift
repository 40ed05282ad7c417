import Documents

/// What came of reading a package.
package enum PackageReport: Sendable {
    case read(ReadPackage)
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
            [
                "accepted": true, "kind": .string(read.package.kind.rawValue),
                "edition": JSON(read.package.edition),
                "identifier": JSON(read.package.identifier),
                "title": .string(read.package.title),
                "files": .integer(read.files.paths.count), "bytes": .integer(read.bytes),
                "sequencing": read.package.rules?.json ?? .null,
                "parts": .array(read.package.parts.map(\.json)),
                "warnings": .array(read.warnings.map(\.json)),
            ]
        }
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
            "visible": .bool(isVisible), "reports": .bool(reports),
            "mastery_score": masteryScore.map { .number("\($0)") } ?? .null,
            "launch_data": .string(launchData), "prerequisites": JSON(prerequisites),
            "time_allowed": JSON(timeAllowed), "time_limit_action": JSON(timeLimitAction),
            "move_on": JSON(moveOn), "launch_method": JSON(launchMethod),
            "entitlement_key": JSON(entitlementKey), "sequencing": rules?.json ?? .null,
            "parts": .array(parts.map(\.json)),
        ]
    }

    private var launchJSON: JSON {
        switch launch {
        case .file(let path, let suffix): .string(path + suffix)
        case .foreign(let address): .string(address)
        case nil: .null
        }
    }
}
