import Documents

extension SeatRules {
    package var json: JSON {
        [
            "approval": .string(approval.rawValue), "promotion": .string(promotion.rawValue),
            "has_waiting_list": .bool(hasWaitingList), "offer_hours": .integer(offerHours),
            "apply_until_on": JSON(applyUntil?.description),
            "substitute_until_on": substituteUntil.json, "version": .integer(version),
        ]
    }
}
