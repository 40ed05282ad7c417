import Documents

extension Cohort {
    package var json: JSON {
        [
            "code": .string(draft.code), "course_code": .string(draft.courseCode),
            "course_version": JSON(draft.courseVersion),
            "project_code": JSON(draft.projectCode), "state": .string(state.rawValue),
            "starts_on": draft.startsOn.json, "ends_on": draft.endsOn.json,
            "venue": .string(draft.venue), "capacity": .integer(draft.capacity),
            "seats_taken": .integer(seatsTaken), "seats_free": .integer(seatsFree),
            "overbooked": .integer(overbooked), "waiting": JSON(waiting),
            "minimum_attendance_percent": JSON(draft.minimumAttendancePercent),
            "pass_score_percent": JSON(draft.passScorePercent ?? nil),
            "closed_on": JSON(closedOn?.description),
            "cancelled_on": JSON(cancelledOn?.description), "version": .integer(version),
        ]
    }
}
