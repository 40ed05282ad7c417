import Documents

extension Session {
    package var json: JSON {
        [
            "held_on": heldOn.json, "hours": hours.json, "begins": JSON(begins?.description),
            "ends": JSON(ends?.description), "room": JSON(room), "place": JSON(place),
        ]
    }
}
