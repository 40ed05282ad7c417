import Documents
import TrainingCentre

/// An edition in the page of its handbook.
struct EditionRow: Slotted {
    let language: String
    let languageTag: String
    let version: String
    let licence: String
    /// The page of its first file.
    let link: String
    let isForAccounts: Bool
    let files: [EditionFileRow]
    let successor: EditionSuccessorRow?
    let cohorts: [LabelledRow]
    let cover: CoverRow?

    /// `cohorts` are those that used it.
    init(
        _ edition: HandbookEdition,
        cohorts: [CohortHeading] = [],
        cover: EditionCover? = nil,
        in language: Language
    ) {
        self.cover = cover.flatMap {
            edition.draft.access == .open
                ? CoverRow($0, of: edition, size: .large, in: language) : nil
        }
        self.cohorts = cohorts.map { cohort in
            LabelledRow(
                cohort.startsOn.written(to: cohort.endsOn, in: language),
                link: cohort.page(in: language)
            )
        }
        let draft = edition.draft
        self.language = HandbookText.name(ofLanguage: draft.languageTag, in: language)
        languageTag = draft.languageTag
        version =
            language == .english
            ? "\(draft.versionLabel), \(draft.year)" : "\(draft.versionLabel), \(draft.year)."
        licence = draft.licence
        link = edition.address
        isForAccounts = draft.access == .accounts
        files = edition.files.map { EditionFileRow($0, of: edition, in: language) }
        successor = edition.successor.map { EditionSuccessorRow($0, in: language) }
    }

    static let slots: [String: Slot<EditionRow>] = [
        "language": .text { $0.language },
        "languageTag": .text { $0.languageTag },
        "version": .text { $0.version },
        "licence": .text { $0.licence },
        "link": .text { $0.link },
        "isForAccounts": .flag { $0.isForAccounts },
        "files": .list { $0.files },
        "cohorts": .list { $0.cohorts },
        "cover": .list { $0.cover.map { [$0] } ?? [] },
        "hasCohorts": .flag { !$0.cohorts.isEmpty },
        "successor": .list { $0.successor.map { [$0] } ?? [] },
    ]
}

/// The cover of an edition on a page, half as large as its pixels.
struct CoverRow: Slotted {
    enum Size { case large, small }

    let link: String
    let dense: String?
    let name: String
    let width: Int
    let height: Int

    init(
        _ cover: EditionCover,
        of edition: HandbookEdition,
        size: Size,
        in language: Language
    ) {
        let shown = size == .large ? CoverDrawing.Limits.largeHeight / 2 : 100
        let start = "\(edition.address)/cover"
        link = start + "?size=small"
        dense = size == .large ? "\(start) 2x" : nil
        height = shown
        width = max(1, cover.width * shown / max(1, cover.height))
        let spoken = HandbookText.name(ofLanguage: edition.draft.languageTag, in: language)
        name = "\(HandbookText.cover(in: language)): \(spoken)"
    }

    static let slots: [String: Slot<CoverRow>] = [
        "link": .text { $0.link },
        "dense": .optional { $0.dense },
        "name": .text { $0.name },
        "width": .text { String($0.width) },
        "height": .text { String($0.height) },
    ]
}

/// A file of an edition: what it is, where it is read or heard, and where it is taken home.
struct EditionFileRow: Slotted {
    let kind: String
    let link: String
    let mediaType: String
    let isAudio: Bool
    /// What is heard, for who does not see the player.
    let name: String

    init(_ file: Blob, of edition: HandbookEdition, in language: Language) {
        let isFirst = file == edition.file
        kind = EditionFileRow.size(of: file, in: language)
        link = edition.address + (isFirst ? "" : "/\(file.mediaType.fileExtension)")
        (mediaType, isAudio) = (file.mediaType.rawValue, file.mediaType.isAudio)
        name = HandbookText.name(ofLanguage: edition.draft.languageTag, in: language)
    }

    /// `PDF, 1,2 MB`: millions of bytes, rounded, at least a tenth.
    private static func size(of file: Blob, in language: Language) -> String {
        let tenths = max(1, (file.bytes + 50_000) / 100_000)
        let comma = language == .english ? "." : ","
        return "\(file.mediaType.fileExtension.uppercased()), "
            + "\(tenths / 10)\(comma)\(tenths % 10) MB"
    }

    static let slots: [String: Slot<EditionFileRow>] = [
        "kind": .text { $0.kind },
        "link": .text { $0.link },
        "download": .text { $0.link + "?download=true" },
        "mediaType": .text { $0.mediaType },
        "isAudio": .flag { $0.isAudio },
        "name": .text { $0.name },
    ]
}

/// The edition that took the place of another.
struct EditionSuccessorRow: Slotted {
    let language: String
    let version: String
    let link: String

    init(_ successor: HandbookEdition.Successor, in language: Language) {
        self.language = HandbookText.name(ofLanguage: successor.languageTag, in: language)
        version = successor.versionLabel
        link = "/\(language.rawValue)/handbooks/\(successor.handbookCode.percentEncoded)"
    }

    static let slots: [String: Slot<EditionSuccessorRow>] = [
        "language": .text { $0.language },
        "version": .text { $0.version },
        "link": .text { $0.link },
    ]
}

extension HandbookEdition {
    /// Where its first file is read.
    var address: String {
        "/handbooks/\(draft.handbookCode.percentEncoded)/\(draft.code.percentEncoded)"
    }
}
