import Documents

extension Field {
    package var json: JSON {
        [
            "code": .string(draft.code), "title": draft.title.json,
            "courses": .array(draft.courses.map(JSON.string)), "version": .integer(version),
        ]
    }
}
