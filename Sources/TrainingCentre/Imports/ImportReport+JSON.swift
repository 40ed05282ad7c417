import Documents

extension ImportReport {
    package var json: JSON {
        [
            "read": .integer(read), "created": .integer(created), "updated": .integer(updated),
            "unchanged": .integer(unchanged),
            "rejected": .array(
                rejected.map {
                    [
                        "row": .integer($0.line), "field": .string($0.field),
                        "problem": .string($0.problem),
                    ]
                }
            ),
        ]
    }
}
