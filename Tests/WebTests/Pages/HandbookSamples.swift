import Documents

@testable import TrainingCentre
@testable import Web

extension Sample {
    /// The pages of handbooks by a name for failures.
    static func handbooks(_ pages: Pages, in language: Language) throws -> [(String, [UInt8])] {
        var form = Form(["code": "123", "title_sr_cyrl": "Водич", "title_en": "A guide"])
        let handbook = Handbook(draft: try HandbookDraft(&form), version: 1)
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
        ]
    }

    private static func edition(_ tag: String, access: String) throws -> HandbookEdition {
        var form = Form([
            "code": "123", "handbook_code": "123", "language_tag": tag, "version_label": "2",
            "year": "2024", "licence": "1.0", "access": access,
        ])
        return HandbookEdition(
            draft: try HandbookEditionDraft(&form),
            file: Blob(digest: "00ff", bytes: 1_234_567, mediaType: .pdf),
            publishedOn: today,
            withdrawnOn: nil,
            version: 1
        )
    }
}
