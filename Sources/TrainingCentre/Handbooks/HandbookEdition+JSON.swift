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
            "files": .array(files.map { .object($0.members + [.init("href", .string(path($0)))]) }),
            "text": text?.json ?? .null, "superseded_by": JSON(draft.supersededBy),
            "version": .integer(version),
        ]
    }
}

extension HandbookEdition {
    /// Where everybody who may reads it: its first file.
    package var path: String { "/handbooks/\(draft.handbookCode)/\(draft.code)" }

    /// Where one of its files is.
    package func path(_ file: Blob) -> String { "\(path)/\(file.mediaType.fileExtension)" }
}

extension Blob {
    package var json: JSON { .object(members) }

    fileprivate var members: [JSON.Member] {
        [
            .init("sha256", .string(digest)), .init("bytes", .integer(bytes)),
            .init("media_type", .string(mediaType.rawValue)),
        ]
    }
}
