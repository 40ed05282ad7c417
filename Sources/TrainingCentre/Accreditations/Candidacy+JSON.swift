import Documents

extension Candidacy {
    package var json: JSON {
        [
            "candidacy": .integer(id.value), "person": .string(email),
            "name_sr_cyrl": .string(nameCyrl), "name_sr_latn": .string(nameLatn),
            "course": JSON(courseCode), "field": JSON(fieldCode),
            "state": .string(state.rawValue), "deadline_on": deadlineOn.json,
            "ended_on": endedOn?.json ?? .null, "accreditation": JSON(accreditation?.value),
            "stages": .array(stages.map(\.json)),
        ]
    }
}

extension Candidacy.Progress {
    fileprivate var json: JSON {
        [
            "stage": .string(stage.rawValue), "verdict": .string(verdict.rawValue),
            "examiner": JSON(examiner), "examined_on": examinedOn?.json ?? .null,
            "note": JSON(note),
        ]
    }
}
