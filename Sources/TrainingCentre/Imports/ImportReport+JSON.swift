import Documents

extension ImportReport {
    /// The report with every rejected row and every warning.
    package var json: JSON {
        json(
            rejected: .array(rejected.map(\.json)),
            warnings: .array(warnings.map(\.json))
        )
    }

    /// How many rows became what.
    package var counts: JSON {
        json(rejected: .integer(rejected.count), warnings: .integer(warnings.count))
    }

    private func json(rejected: JSON, warnings: JSON) -> JSON {
        [
            "read": .integer(read), "created": .integer(created), "updated": .integer(updated),
            "unchanged": .integer(unchanged), "rejected": rejected, "warnings": warnings,
        ]
    }
}

extension ImportReport.Remark {
    package var json: JSON {
        [
            "row": .integer(line), "field": .string(field), "value": JSON(value),
            "code": .string(code), "field_code": .string(fieldCode.rawValue),
            "problem": .string(problem), "problems": .array(problems.map(\.json)),
        ]
    }
}

extension ImportReport.Remark.Problem {
    fileprivate var json: JSON {
        [
            "field": .string(field), "value": JSON(value),
            "field_code": .string(fieldCode.rawValue), "problem": .string(problem),
        ]
    }
}
