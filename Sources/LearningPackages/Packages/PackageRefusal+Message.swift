extension PackageRefusal {
    /// What is wrong, where, and what its author can do.
    package var message: String {
        let place = place ?? ""
        return switch code {
        case .notArchive:
            "This is neither a ZIP archive nor a film in MP4 or WebM nor a cmi5.xml: export the "
                + "course as a package again."
        case .cutOff: "The archive is cut off: the upload or the export did not end."
        case .damaged: "The archive is damaged\(at): export the course again."
        case .empty: "There are no files in the archive."
        case .encrypted: "The archive has a password: export it without one."
        case .packedOddly:
            "\(quoted) is packed in a way that not every program reads: make the archive with "
                + "the usual compression (deflate)."
        case .tooLargePacked: "The package is larger than \(place) bytes."
        case .tooLarge: "The files of the package are larger than \(place) bytes together."
        case .tooManyFiles: "There are more than \(place) files in the package."
        case .bomb:
            "\(quoted) is packed far too tightly to be what it says: leave it out, or make the "
                + "file smaller."
        case .overlapping: "\(quoted) shares its bytes with another file: make the archive again."
        case .sizeLies: "\(quoted) is not as large as the archive says: make the archive again."
        case .nameLeaves:
            "\(quoted) leads out of the package: names of files begin with a folder of the "
                + "package and never go up with “..”."
        case .nameInvalid: "\(quoted) is no name for a file: use letters, digits and dashes."
        case .nameTooLong: "The name \(quoted) is too long."
        case .nameTooDeep: "\(quoted) stands in too many folders."
        case .linkOrDevice: "\(quoted) is a link or a device and no file: leave it out."
        case .fileUnderFile: "\(quoted) is a file and a folder at the same time."
        case .unknownKind:
            "There is no imsmanifest.xml, cmi5.xml, tincan.xml, h5p.json or index.html at the top "
                + "of the package: pack the contents of the course's folder, not something above."
        case .aicc:
            "This is an AICC course, which is not read: export it as SCORM 1.2, SCORM 2004 or cmi5."
        case .commonCartridge:
            "This is a Common Cartridge, which is not read: export it as SCORM or cmi5."
        case .manifestTooLarge: "The manifest is larger than \(place) bytes."
        case .manifestEncoding:
            "The manifest is not in the encoding that it says (\(place)): save it as UTF-8."
        case .manifestDeclares:
            "The manifest declares a document type or entities, which are not read: take the "
                + "<!DOCTYPE …> out."
        case .manifestInvalid: "The manifest cannot be read: \(place)."
        case .itemsTooMany: "There are more parts in the manifest than are read."
        case .itemDangling: "A part refers to the resource \(quoted), which is not there."
        case .nothingToLaunch: "No part of the package can be opened."
        case .launchLeaves: "The address \(quoted) leads out of the package."
        case .launchForeign:
            "The address \(quoted) is on another server: put the course itself into the package."
        case .launchMissing: "The address \(quoted) names a file that is not in the package."
        case .identifierInvalid: "\(quoted) is no absolute identifier (IRI), as cmi5 asks for."
        case .identifierTwice: "The identifier \(quoted) stands twice."
        case .namespaceMissing, .titleMissing, .valueInvalid, .objectiveDangling, .launchInvalid,
            .launchReserved, .contentInvalid:
            structureMessage
        case .videoKind, .videoCoding, .videoWithoutPicture, .videoWithoutLength,
            .videoNamedOtherwise, .videoTwice, .captionsInvalid:
            videoMessage
        }
    }

    /// What the standard of a course asks for.
    private var structureMessage: String {
        switch code {
        case .namespaceMissing:
            "The manifest does not say which standard it follows: \(quoted) is missing."
        case .titleMissing: "\(quoted) has no title."
        case .valueInvalid: "\(place ?? "") is no value that cmi5 knows."
        case .objectiveDangling: "A part names the objective \(quoted), which is not there."
        case .launchInvalid: "\(quoted) is no address: write spaces as %20."
        case .launchReserved:
            "The address \(quoted) has a parameter that the launch adds itself: call it otherwise."
        default: "\(quoted) cannot be read: export the content again."
        }
    }

    private var videoMessage: String {
        switch code {
        case .videoKind:
            "The film is packed in a way that not every browser plays"
                + "\(place.map { " (\($0))" } ?? ""): save it as MP4 or WebM."
        case .videoCoding:
            "The film is coded in \(quoted), which not every browser plays: save it as MP4 with "
                + "H.264 and AAC, or as WebM."
        case .videoWithoutPicture: "There is no picture in the film: save it again."
        case .videoWithoutLength:
            "The film does not say how long it takes, or takes more than a day: save it again with "
                + "a program that cuts films."
        case .videoNamedOtherwise:
            "The name \(quoted) says another kind than the film is: end it in .mp4 or .webm."
        case .videoTwice: "There is more than one film, as \(quoted): make a module of each."
        default:
            "\(quoted) is no file of captions: save it as WebVTT in UTF-8, of at most 1 MiB."
        }
    }

    private var quoted: String { "“\(place ?? "")”" }

    private var at: String { place.map { " at “\($0)”" } ?? "" }
}

extension PackageWarning {
    /// What is odd, and what becomes of it.
    package var message: String {
        let quoted = "“\(place ?? "")”"
        return switch code {
        case .prefixed: "Something stands before the archive; it is left out."
        case .nameTwice: "\(quoted) stands twice; the last one counts."
        case .nameBackslash: "Names are written with backslashes; they are read as folders."
        case .namesDecoded:
            "Names of files are in an old encoding; look whether they are right."
        case .insideFolder: "Everything is inside the folder \(quoted), which is left out."
        case .manifestCapitals:
            "The manifest is called \(quoted); other systems want small letters."
        case .launchCapitals:
            "\(quoted) differs in capitals from the file; other systems do not find it."
        case .launchBackslash:
            "\(quoted) is written with a backslash; other systems do not find it."
        case .organisationMissing: "The manifest has no organisation; its resources are the parts."
        case .defaultMissing:
            "The default organisation \(quoted) is not there; the first one counts."
        case .typeMissing: "\(quoted) does not say that it reports; it is only looked at."
        case .fileMissing: "The manifest lists \(quoted), which is not in the package."
        case .launchUnsafe:
            "\(quoted) is not encrypted (https), so that browsers do not open it in a page."
        case .libraryMissing:
            "The library \(quoted) is not in the package; it plays where the player has it."
        }
    }
}
