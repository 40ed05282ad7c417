import Documents

extension HandbookPassage {
    package var json: JSON {
        let isPDF = edition.mediaType == .pdf
        return [
            "handbook_code": .string(edition.handbookCode),
            "handbook_title": edition.handbookTitle.json,
            "edition_code": .string(edition.code),
            "language_tag": .string(edition.languageTag),
            "version_label": .string(edition.versionLabel),
            "page": isPDF ? .integer(number) : .null,
            "chapter": isPDF ? .null : .integer(number), "chapter_title": JSON(title),
            "href": .string(path), "superseded_by": JSON(edition.supersededBy),
            "text": .string(passage.text),
            "marks": .array(
                passage.marks.map { mark in
                    ["start": .integer(mark.lowerBound), "end": .integer(mark.upperBound)]
                }
            ),
        ]
    }
}

extension SearchedEdition {
    /// An edition that could not be searched, and why.
    package var json: JSON {
        [
            "handbook_code": .string(handbookCode), "edition_code": .string(code),
            "text": text.json,
        ]
    }
}
