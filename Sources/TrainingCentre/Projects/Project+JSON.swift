import Documents

extension Project {
    package var json: JSON {
        func organisations(_ role: String) -> JSON {
            .array(draft.organisations(as: role).map(JSON.string))
        }
        return [
            "code": .string(draft.code), "title": draft.title.json,
            "starts_on": JSON(draft.startsOn?.description),
            "ends_on": JSON(draft.endsOn?.description),
            "aliases": .array(draft.aliases.map(JSON.string)),
            "implementers": organisations("implementer"), "partners": organisations("partner"),
            "donors": organisations("donor"), "organisers": organisations("organiser"),
            "version": .integer(version),
        ]
    }
}
