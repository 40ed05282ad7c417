import Documents

extension HandbookEdition {
    package var json: JSON {
        [
            "code": .string(draft.code), "handbook_code": .string(draft.handbookCode),
            "language_tag": .string(draft.languageTag),
            "version_label": .string(draft.versionLabel),
            "year": .integer(draft.year), "licence": .string(draft.licence),
            "access": .string(draft.access.rawValue), "state": .string(state.rawValue),
            "published_on": JSON(publishedOn?.description),
            "withdrawn_on": JSON(withdrawnOn?.description), "file": file?.json ?? .null,
            "text": text?.json ?? .null,
            "version": .integer(version),
        ]
    }
}

extension Blob {
    package var json: JSON {
        [
            "sha256": .string(digest), "bytes": .integer(bytes),
            "media_type": .string(mediaType.rawValue),
        ]
    }
}
