import Documents

extension Project {
    package var json: JSON {
        func organisations(_ role: String) -> JSON {
            .array(draft.organisations(as: role).map(JSON.string))
        }
        return [
            "code": .string(draft.code), "title": draft.title.json,
            "kind": .string(draft.kind.rawValue), "programme_code": JSON(draft.programmeCode),
            "starts_on": JSON(draft.startsOn?.description),
            "ends_on": JSON(draft.endsOn?.description),
            "objective": draft.objective?.json ?? .null,
            "aliases": .array(draft.aliases.map(JSON.string)),
            "tags": .array(draft.tags.map(JSON.string)),
            "implementers": organisations("implementer"), "partners": organisations("partner"),
            "donors": organisations("donor"), "funds": organisations("fund"),
            "organisers": organisations("organiser"), "merged_into": JSON(mergedInto),
            "version": .integer(version),
        ]
    }
}
