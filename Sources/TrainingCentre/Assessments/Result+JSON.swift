import Documents

extension Result {
    package var json: JSON {
        [
            "email": .string(email), "assessment": .string(assessment.rawValue),
            "score_percent": scorePercent.json,
        ]
    }
}
