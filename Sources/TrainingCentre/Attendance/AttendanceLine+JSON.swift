import Documents

extension AttendanceLine {
    package var json: JSON {
        [
            "session_date": heldOn.json, "email": .string(email),
            "mark": .string(mark?.rawValue ?? "not recorded"),
            "arrival": isUnconfirmed ? .string("unconfirmed") : .null,
        ]
    }
}
