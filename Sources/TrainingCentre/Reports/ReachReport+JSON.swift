import Documents

extension ReachReport {
    package var json: JSON { json(in: .english) }

    /// The report with its definition in a language; its sentence is there in all of them.
    package func json(in language: Language) -> JSON {
        var bySex: [JSON.Member] = [
            JSON.Member("M", .integer(personsPassedMale)),
            JSON.Member("F", .integer(personsPassedFemale)),
        ]
        if personsPassedSexUnknown > 0 {
            bySex.append(JSON.Member("unknown", .integer(personsPassedSexUnknown)))
        }
        return [
            "deliveries": .integer(deliveries), "persons_enrolled": .integer(personsEnrolled),
            "persons_passed": .integer(personsPassed),
            "participations_passed": .integer(participationsPassed), "lsgs": .integer(lsgs),
            "persons_passed_by_sex": .object(bySex),
            "parameters": [
                "project": JSON(parameters.project), "course": JSON(parameters.course),
                "cohort": JSON(parameters.cohort),
                "area": JSON(parameters.area), "lsg": JSON(parameters.lsg),
                "from": JSON(parameters.from?.description), "to": JSON(parameters.to?.description),
                "city_municipalities": .string(cityMunicipalities.rawValue),
                "known_by": JSON(parameters.knownBy?.description),
            ],
            "as_of": asOf.json, "recorded_later": recordedLater.json,
            "definition": .string(Report.reach.definition[language]),
            "sentence": sentence.json,
        ]
    }
}
