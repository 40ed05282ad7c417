import Documents
import TrainingCentre

/// What search engines and library systems read of a handbook's page: a schema.org Book, its
/// editions, and their files where everybody may read them.
struct HandbookData {
    let handbook: Handbook
    let editions: [HandbookEdition]
    let site: Site

    func json(in language: Language) -> JSON {
        let page = "\(site.publicURL)/handbooks/\(handbook.draft.code.percentEncoded)"
        return [
            "@context": "https://schema.org", "@type": "Book", "@id": .string(page),
            "url": .string(page), "name": .string(handbook.draft.title[language]),
            "identifier": .string(handbook.draft.code),
            "inLanguage": .array(
                Set(editions.map(\.draft.languageTag)).sorted().map(JSON.string)
            ),
            "publisher": [
                "@type": "Organization", "name": .string(FrameText.centre(in: language)),
                "url": .string(site.publicURL),
            ],
            "workExample": .array(editions.map { edition($0, of: page, in: language) }),
        ]
    }

    private func edition(
        _ edition: HandbookEdition,
        of page: String,
        in language: Language
    ) -> JSON {
        let draft = edition.draft
        let isOpen = draft.access == .open
        let isHeard = edition.files.contains(where: \.mediaType.isAudio)
        let isRead = edition.files.contains { !$0.mediaType.isAudio }
        var members: [JSON.Member] = [
            .init("@type", .array([.string("Book")] + (isHeard ? [.string("Audiobook")] : []))),
            .init("@id", .string("\(site.publicURL)\(edition.address)")),
            .init("name", .string(handbook.draft.title[language])),
            .init("identifier", .string(draft.code)),
            .init("inLanguage", .string(draft.languageTag)),
            .init("bookEdition", .string(draft.versionLabel)),
            .init("datePublished", .string(String(draft.year))),
            .init("license", .string("https://spdx.org/licenses/\(draft.licence.percentEncoded)")),
            .init("isAccessibleForFree", .bool(isOpen)),
        ]
        if isRead, isOpen { members.append(.init("bookFormat", "https://schema.org/EBook")) }
        if isOpen {
            members.append(.init("encoding", .array(edition.files.map { file($0, of: edition) })))
        }
        return .object(members)
    }

    private func file(_ file: Blob, of edition: HandbookEdition) -> JSON {
        [
            "@type": .string(file.mediaType.isAudio ? "AudioObject" : "MediaObject"),
            "contentUrl": .string("\(site.publicURL)\(edition.path(file))"),
            "encodingFormat": .string(file.mediaType.rawValue),
            "contentSize": .string("\(file.bytes) B"), "sha256": .string(file.digest),
        ]
    }
}
