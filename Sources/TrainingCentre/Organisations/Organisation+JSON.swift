import Documents

extension Organisation {
    package var json: JSON {
        [
            "code": .string(draft.code), "name": draft.name.json,
            "kind": .string(draft.kind.rawValue), "lsg_code": JSON(draft.lsgCode),
            "parent_code": JSON(draft.parentCode),
            "aliases": .array(draft.aliases.map(JSON.string)), "merged_into": JSON(mergedInto),
            "version": .integer(version),
        ]
    }
}
