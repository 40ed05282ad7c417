import Documents

extension Session {
    package var json: JSON {
        ["held_on": heldOn.json, "hours": hours.json]
    }
}
