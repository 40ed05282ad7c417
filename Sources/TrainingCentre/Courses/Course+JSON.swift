import Documents

extension Course {
    package var json: JSON {
        [
            "code": .string(draft.code), "title": draft.title.json,
            "minimum_attendance_percent": .integer(draft.minimumAttendancePercent),
            "pass_score_percent": JSON(draft.passScorePercent), "version": .integer(version),
        ]
    }
}
