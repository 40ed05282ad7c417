/// Why a package is not taken in.
package struct PackageRefusal: Error, Hashable, Sendable {
    /// What is wrong, as a stable word.
    package enum Code: String, CaseIterable, Sendable {
        // The archive.
        case notArchive = "not_an_archive"
        case cutOff = "cut_off"
        case damaged
        case empty
        case encrypted
        case packedOddly = "packed_oddly"
        case tooLargePacked = "too_large_packed"
        case tooLarge = "too_large"
        case tooManyFiles = "too_many_files"
        case bomb
        case overlapping
        case sizeLies = "size_lies"
        // Names in it.
        case nameLeaves = "name_leaves"
        case nameInvalid = "name_invalid"
        case nameTooLong = "name_too_long"
        case nameTooDeep = "name_too_deep"
        case linkOrDevice = "link_or_device"
        case fileUnderFile = "file_under_file"
        // What it is.
        case unknownKind = "unknown_kind"
        case aicc
        case commonCartridge = "common_cartridge"
        // Its manifest.
        case manifestTooLarge = "manifest_too_large"
        case manifestEncoding = "manifest_encoding"
        case manifestDeclares = "manifest_declares"
        case manifestInvalid = "manifest_invalid"
        case itemsTooMany = "items_too_many"
        case itemDangling = "item_dangling"
        case nothingToLaunch = "nothing_to_launch"
        case launchLeaves = "launch_leaves"
        case launchForeign = "launch_foreign"
        case launchMissing = "launch_missing"
        case identifierInvalid = "identifier_invalid"
        case identifierTwice = "identifier_twice"
        case namespaceMissing = "namespace_missing"
        case titleMissing = "title_missing"
        case valueInvalid = "value_invalid"
        case objectiveDangling = "objective_dangling"
        case launchInvalid = "launch_invalid"
        case launchReserved = "launch_reserved"
        case contentInvalid = "content_invalid"
        // A film.
        case videoKind = "video_kind"
        case videoCoding = "video_coding"
        case videoWithoutPicture = "video_without_picture"
        case videoWithoutLength = "video_without_length"
        case videoNamedOtherwise = "video_named_otherwise"
        case videoTwice = "video_twice"
        case captionsInvalid = "captions_invalid"
    }

    package let code: Code
    /// Where: a name in the package as it is written there, or a limit; nil when there is no place.
    package let place: String?

    package init(_ code: Code, at place: String? = nil) {
        self.code = code
        self.place = place
    }
}

/// What is odd about a package that is taken in all the same.
package struct PackageWarning: Hashable, Sendable {
    /// What is odd, as a stable word.
    package enum Code: String, CaseIterable, Sendable {
        /// Something stands before the archive, such as a program that unpacks it.
        case prefixed
        case nameTwice = "name_twice"
        case nameBackslash = "name_backslash"
        /// The names are in an old encoding, which was found out.
        case namesDecoded = "names_decoded"
        /// Everything is inside one folder.
        case insideFolder = "inside_folder"
        case manifestCapitals = "manifest_capitals"
        case launchCapitals = "launch_capitals"
        case launchBackslash = "launch_backslash"
        case organisationMissing = "organisation_missing"
        case defaultMissing = "default_missing"
        case typeMissing = "type_missing"
        /// A file that the manifest lists, and that no part begins with.
        case fileMissing = "file_missing"
        /// A part that begins at an address without encryption.
        case launchUnsafe = "launch_unsafe"
        case libraryMissing = "library_missing"
    }

    package let code: Code
    /// Where: a name in the package as it is written there; nil when there is no place.
    package let place: String?

    package init(_ code: Code, at place: String? = nil) {
        self.code = code
        self.place = place
    }
}
