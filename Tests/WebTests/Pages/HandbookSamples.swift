import Documents

@testable import TrainingCentre
@testable import Web

extension Sample {
    /// The pages of handbooks by a name for failures.
    static func handbooks(_ pages: Pages, in language: Language) throws -> [(String, [UInt8])] {
        var form = Form(["code": "123", "title_sr_cyrl": "Водич", "title_en": "A guide"])
        let handbook = Handbook(
            draft: try HandbookDraft(&form),
            successorTitle: Titles(srCyrl: "Нови водич", srLatn: "Novi vodič", en: "A new guide"),
            version: 1
        )
        let editions = [
            try edition("sr-Cyrl", access: "open"), try edition("fa", access: "accounts"),
        ]
        return [
            (
                "handbooks",
                pages.handbooks([handbook], query: "123", next: "123", language: language)
            ), ("no handbooks", pages.handbooks([], language: language)),
            (
                "handbook",
                pages.handbook(handbook, editions: editions, courses: [], language: language)
            ),
            (
                "handbook without editions",
                pages.handbook(handbook, editions: [], courses: [], language: language)
            ),
            (
                "handbooks searched inside",
                pages.handbooks(
                    [],
                    query: "123",
                    passages: try passages(next: "9.9"),
                    language: language
                )
            ),
            (
                "handbook searched inside",
                pages.handbook(
                    handbook,
                    editions: editions,
                    courses: [],
                    query: "123",
                    passages: try passages(),
                    language: language
                )
            ),
        ]
    }

    /// A page of a PDF with hostile text, and a file without text.
    private static func passages(next: String? = nil) throws -> FoundPassages {
        let request = PageRequest(rowsMax: next == nil ? 2 : 1)
        let found = HandbookPassage(
            edition: searched("sr-Latn", .read(pages: 12)),
            number: 12,
            title: "<i>1</i>",
            passage: Passage(
                of: "<script>migracije</script> & dalje",
                marking: [PassageTerm(forms: ["migracije"])]
            )
        )
        return FoundPassages(
            page: Page(next == nil ? [found] : [found, found], for: request) { _ in next ?? "" },
            unsearched: [
                searched("en", .unreadable(.noText)), searched("fa", .waiting),
                searched("sr-Cyrl", .unreadable(.encrypted)), searched("hu", .readerMissing),
            ]
        )
    }

    private static func searched(_ tag: String, _ text: HandbookTextState) -> SearchedEdition {
        SearchedEdition(
            code: "123",
            handbookCode: "123",
            handbookTitle: Titles(srCyrl: "Водич", srLatn: "Vodič", en: "A guide"),
            languageTag: tag,
            versionLabel: "2",
            mediaType: .pdf,
            text: text,
            supersededBy: nil,
            blobID: ID(1),
            isFirst: true
        )
    }

    static func edition(_ tag: String, access: String) throws -> HandbookEdition {
        var form = Form([
            "code": "123", "handbook_code": "123", "language_tag": tag, "version_label": "2",
            "year": "2024", "licence": "1.0", "access": access,
        ])
        return HandbookEdition(
            draft: try HandbookEditionDraft(&form),
            files: [
                Blob(digest: "00ff", bytes: 1_234_567, mediaType: .pdf),
                Blob(digest: "00fe", bytes: 9_234_567, mediaType: .mp3),
            ],
            text: .read(pages: 12),
            successor: HandbookEdition.Successor(
                handbookCode: "123",
                code: "124",
                languageTag: "en",
                versionLabel: "second, revised"
            ),
            publishedOn: today,
            withdrawnOn: nil,
            version: 1
        )
    }
}
