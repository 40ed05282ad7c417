import Documents

extension ImportReport {
    /// The report with every rejected row.
    package var json: JSON {
        json(
            rejected: .array(
                rejected.map {
                    [
                        "row": .integer($0.line), "field": .string($0.field),
                        "value": JSON($0.value), "problem": .string($0.problem),
                    ]
                }
            )
        )
    }

    /// How many rows became what.
    package var counts: JSON { json(rejected: .integer(rejected.count)) }

    private func json(rejected: JSON) -> JSON {
        [
            "read": .integer(read), "created": .integer(created), "updated": .integer(updated),
            "unchanged": .integer(unchanged), "rejected": rejected,
        ]
    }
}
