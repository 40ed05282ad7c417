import Documents

extension CourseVersion {
    package var json: JSON {
        [
            "course_code": .string(courseCode), "number": .integer(number),
            "year": .integer(draft.year), "state": isPublished ? "published" : "draft",
            "published_on": JSON(publishedOn?.description), "eqf_level": JSON(draft.eqfLevel),
            "hours_online": draft.hoursOnline.json,
            "hours_face_to_face": draft.hoursFaceToFace.json,
            "minimum_attendance_percent": .integer(draft.minimumAttendancePercent),
            "pass_score_percent": JSON(draft.passScorePercent),
            "requires_evaluation": .bool(draft.requiresEvaluation),
            "experience_months": JSON(draft.experienceMonths),
            "prerequisites": draft.prerequisites?.json ?? .null,
            "prerequisite_courses": .array(draft.prerequisiteCourses.map(JSON.string)),
            "outcomes": .array(draft.outcomes.map(\.json)),
            "target_groups": .array(draft.targetGroups.map(JSON.string)),
            "languages": .array(draft.languages.map(JSON.string)),
            "authors": .array(draft.authors.map(JSON.string)),
            "modules": .array(draft.modules.map(JSON.string)),
            "required_modules": .array(draft.requiredModules.map(JSON.string)),
            "accreditations": .array(accreditations.map(\.json)), "version": .integer(version),
        ]
    }
}

extension CourseAccreditation {
    package var json: JSON {
        [
            "register_number": .string(registerNumber), "accredited_on": accreditedOn.json,
            "starts_on": startsOn.json, "ends_on": JSON(endsOn?.description), "body": body.json,
        ]
    }
}
