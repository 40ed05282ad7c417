import Documents

extension Accreditation {
    package var json: JSON {
        [
            "accreditation": .integer(id.value), "person": .string(email),
            "name_sr_cyrl": .string(nameCyrl), "name_sr_latn": .string(nameLatn),
            "course": JSON(courseCode), "field": JSON(fieldCode),
            "candidacy": JSON(candidacy?.value), "starts_on": startsOn.json, "ends_on": endsOn.json,
            "basis": .string(basis), "state": .string(state.rawValue),
            "suspended_on": suspendedOn?.json ?? .null,
            "sessions_without_right": .array(sessionsWithoutRight.map(JSON.string)),
            "renews": renews.map { .integer($0.value) } ?? .null,
            "renewed_by": renewedBy.map { .integer($0.value) } ?? .null,
            "certificate": JSON(certificateNumber),
        ]
    }
}
